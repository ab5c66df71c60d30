import { FirewallError } from "@portcullis/core";
import {
    flag,
    type IntentSource,
    namedRecord,
    readProfiles,
    refuseInternetTogether,
    refuseMixedUp,
    refuseUnknownArguments,
} from "@portcullis/core/intent";
import type { ApiServerSecurityGroupArgs } from "./args.js";
import { planEgress } from "./egress.js";
import { planExtraRules } from "./extra-rules.js";
import { readIntent, SOURCE_ROLES, selfSource } from "./intent.js";
import { quotaOf, refuseGroupName } from "./quota.js";
import { type PlannedRule, planIngress } from "./rules.js";
import { keyedValues } from "./source-values.js";

/** What is built, before anything is. */
export interface GroupPlan {
    readonly groups: readonly string[];
    readonly ingress: readonly PlannedRule[];
    readonly egress: readonly PlannedRule[];
    readonly sources: readonly IntentSource[];
    readonly warnings: readonly string[];
}

/** Every argument there is. */
export const ARGUMENTS = [
    ...SOURCE_ROLES,
    "vpcId",
    "securityGroupId",
    "distribution",
    "port",
    "ci",
    "ownAddresses",
    "ownIpv6Addresses",
    "exposedOnPurpose",
    "extraRules",
    "egress",
    "destinations",
    "webhookProducts",
    "webhookPorts",
    "pathMtuDiscovery",
    "rulesPerSecurityGroup",
    "maxSecurityGroups",
    "tags",
];

/**
 * Checks every argument and plans everything before the first resource is registered: nothing is half-created.
 *
 * @throws FirewallError with the property path of what is wrong.
 */
export function planGroup(name: string, args: ApiServerSecurityGroupArgs): GroupPlan {
    refuseUnknownArguments(args, ARGUMENTS, "");
    const quota = quotaOf(args);
    requireGroup(name, args, quota.groups);
    const profiles = readProfiles(args);
    const named = readIntent(args, new Date());
    const intent = { ...named, sources: [selfSource(), ...named.sources] };
    const pathMtuDiscovery = flag(args.pathMtuDiscovery, "pathMtuDiscovery", false);
    const extra = planExtraRules(args.extraRules);
    refuseInternetTogether([...intent.sources, ...extra.map(({ source }) => source)]);
    const ingress = planIngress(intent, profiles, { quota, pathMtuDiscovery, extra });
    const egress = planEgress(args, intent.sources, profiles, quota);
    refuseMixedUp(intent.sources, keyedValues(args), { perRole: false });
    namedRecord(args.tags, "tags");
    return {
        groups: Array.from({ length: quota.groups }, (_, index) => (index === 0 ? "" : `-${index + 1}`)),
        ingress,
        egress,
        sources: intent.sources,
        warnings: intent.warnings,
    };
}

function requireGroup(name: string, args: ApiServerSecurityGroupArgs, groups: number): void {
    const existing = args.securityGroupId !== undefined;
    if (!existing || groups > 1) refuseGroupName(name);
    if (args.vpcId !== undefined || (existing && groups === 1)) return;
    throw new FirewallError({
        code: "argument-missing",
        at: "vpcId",
        what: existing
            ? "There is no vpcId for further security groups"
            : "There is neither a vpcId nor a securityGroupId",
        why: "The rules need a security group: a new one in a VPC, or one that exists",
        fix: "Write vpcId: vpc.id",
    });
}
