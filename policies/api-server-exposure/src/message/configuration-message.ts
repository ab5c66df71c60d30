import type { FirewallError } from "@portcullis/core";
import type { Exception } from "../exceptions.js";
import type { PolicyName } from "../policy-name.js";
import type { Line, Message } from "./message.js";
import { configurationPage } from "./page.js";

const MOST_FAULTS = 5;

/** Says what is wrong in the configuration of a policy; until it is mended, the defaults hold. */
export function faultyConfigurationMessage(policy: PolicyName, faults: readonly FirewallError[]): Message {
    const more = faults.length - MOST_FAULTS;
    return {
        headline: `The configuration of ${policy} is not valid, so what is wrong in it counts as not set.`,
        lines: [
            ...faults.slice(0, MOST_FAULTS).flatMap((fault): Line[] => [
                ["what", `${fault.at}: ${fault.what}`],
                ["why", fault.why],
                ["fix", fault.fix],
            ]),
            ...(more > 0 ? [["what", `and ${more} more`] as const] : []),
            ["more", configurationPage("properties")],
        ],
    };
}

/** Says that an exception is past its day, and so excuses nothing. */
export function expiredMessage(policy: PolicyName, exception: Exception): Message {
    return {
        headline: `The exception for ${exception.pattern} ended on ${exception.expires} and excuses nothing any more.`,
        lines: [
            [
                "why",
                `${exception.at} of ${policy} is past its last day; ${exception.owner} answers for it: ${exception.reason}`,
            ],
            ["fix", "remove the exception, or give it a new date after checking that it is still needed"],
            ["more", configurationPage("exceptions")],
        ],
    };
}

/** Says that an exception is about to end. */
export function endingMessage(policy: PolicyName, exception: Exception): Message {
    return {
        headline: `The exception for ${exception.pattern} ends on ${exception.expires}.`,
        lines: [
            [
                "why",
                `from the next day on, ${exception.at} of ${policy} excuses nothing; ${exception.owner} answers for it: ${exception.reason}`,
            ],
            [
                "fix",
                "close the resource before that day, or give the exception a new date after checking that it is still needed",
            ],
            ["more", configurationPage("exceptions")],
        ],
    };
}

/** Says that an exception is for everything that is here, and so for nothing. */
export function everyMessage(policy: PolicyName, exception: Exception): Message {
    return {
        headline: `The exception for ${exception.pattern} is for every resource of this stack and excuses nothing.`,
        lines: [
            [
                "why",
                `${exception.at} fits the name of the stack or project, so ${policy} would be off; ${exception.owner} answers for it`,
            ],
            ["fix", "write the name or URN of the resource that it is for"],
            ["more", configurationPage("exceptions")],
        ],
    };
}

/** Says that an exception is for nothing that is here. */
export function unmatchedMessage(policy: PolicyName, exception: Exception): Message {
    return {
        headline: `The exception for ${exception.pattern} matches no resource that ${policy} judges.`,
        lines: [
            [
                "why",
                `${exception.at} would excuse the next resource that happens to have such a name; ${exception.owner} answers for it`,
            ],
            ["fix", "remove the exception, or write the name or URN of the resource that it is for"],
            ["more", configurationPage("exceptions")],
        ],
    };
}
