import { FirewallError } from "@portcullis/core";
import { wholeNumber } from "@portcullis/core/intent";
import type { Quota } from "./rules.js";

/** Rules that one network interface takes, over all of its security groups: AWS's own bound, which no request raises. */
const RULES_PER_INTERFACE = 1000;

/**
 * Reads the account's quota from the arguments.
 *
 * https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 *
 * @throws FirewallError `argument-malformed`, or `argument-conflict` for groups that no interface could carry.
 */
export function quotaOf(args: {
    readonly rulesPerSecurityGroup?: unknown;
    readonly maxSecurityGroups?: unknown;
}): Quota {
    const rulesPerGroup = wholeNumber(args.rulesPerSecurityGroup ?? 60, "rulesPerSecurityGroup", {
        from: 1,
        to: RULES_PER_INTERFACE,
        code: "argument-malformed",
        why: "AWS allows 60 rules per security group, direction and family, and at most 1,000 on request",
    });
    const groups = wholeNumber(args.maxSecurityGroups ?? 1, "maxSecurityGroups", {
        from: 1,
        to: 16,
        code: "argument-malformed",
        why: "A network interface takes 5 security groups, and at most 16 on request",
    });
    if (rulesPerGroup * groups <= RULES_PER_INTERFACE) return { rulesPerGroup, groups };
    throw new FirewallError({
        code: "argument-conflict",
        at: "maxSecurityGroups",
        what: `${groups} groups of ${rulesPerGroup} rules are ${groups * rulesPerGroup} rules`,
        why: `AWS allows at most ${RULES_PER_INTERFACE} rules on one network interface, whatever the two quotas are`,
        fix: `Write maxSecurityGroups: ${Math.floor(RULES_PER_INTERFACE / rulesPerGroup)}, or lower rulesPerSecurityGroup`,
    });
}

/**
 * Refuses a name that EC2 refuses for a group, and only when it creates it.
 *
 * @throws FirewallError `name-malformed`.
 */
export function refuseGroupName(name: string): void {
    if (!name.toLowerCase().startsWith("sg-")) return;
    throw new FirewallError({
        code: "name-malformed",
        what: `The component is named ${JSON.stringify(name)}`,
        why: "The name begins that of its security group, and EC2 keeps names that begin with sg- for ids",
        fix: 'Give it another name, for example "api"',
    });
}
