import type { Firewall } from "@portcullis/core/stack";
import type { Finding } from "./define-policy.js";
import { type Exception, isFor, isForEvery } from "./exceptions.js";
import { endingMessage, everyMessage, expiredMessage, unmatchedMessage } from "./message/configuration-message.js";
import type { PolicyName } from "./policy-name.js";

/** Tells which exceptions are over, about to be, or for nothing that a policy judges. */
export function exceptionFindings(
    policy: PolicyName,
    exceptions: readonly Exception[],
    judged: readonly Firewall[],
): readonly Finding[] {
    if (exceptions.length === 0) return [];
    const urns = [...new Set(judged.flatMap((firewall) => [firewall.subject, ...firewall.members]))].sort();
    return exceptions.flatMap((exception): Finding[] => {
        const urn = urns.find((one) => isFor(exception, one));
        const on = urn === undefined ? {} : { urn };
        if (urns.some((one) => isForEvery(exception, one))) {
            return [{ message: everyMessage(policy, exception), level: "mandatory" }];
        }
        if (exception.state === "expired") {
            return [{ message: expiredMessage(policy, exception), level: "mandatory", ...on }];
        }
        if (urn === undefined) {
            return [{ message: unmatchedMessage(policy, exception), level: "mandatory", severity: "medium" }];
        }
        if (exception.state === "valid") return [];
        return [{ message: endingMessage(policy, exception), ...on, level: "advisory", severity: "low" }];
    });
}
