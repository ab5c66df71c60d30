import type { PolicyName } from "../policy-name.js";
import type { Message } from "./message.js";

/** Says that a policy could not judge. The error's own words stay out: they may quote a secret value. */
export function failureMessage(policy: PolicyName, subject: string, error: unknown): Message {
    return {
        headline: `${policy} could not judge ${subject}, so it is refused.`,
        lines: [
            ["why", `the policy failed with ${errorName(error)}${placeOf(error)}`],
            [
                "fix",
                "report it with the resource's type and the shape of its properties; until then, an exception does not help, another version may",
            ],
        ],
    };
}

function errorName(error: unknown): string {
    return error instanceof Error ? error.name : `a thrown ${typeof error}`;
}

/** Where it was thrown: the first line of the stack, which names a file of ours and no value. */
function placeOf(error: unknown): string {
    const line = error instanceof Error ? error.stack?.split("\n").find((one) => /^\s+at /.test(one)) : undefined;
    const place = line && /([^/\\() ]+:\d+:\d+)\)?$/.exec(line)?.[1];
    return place ? ` at ${place}` : "";
}
