import { FirewallError } from "@portcullis/core";
import {
    namedRecord,
    readProfiles,
    refuseInternetTogether,
    refuseMixedUp,
    refuseUnknownArguments,
    wholeNumber,
} from "@portcullis/core/intent";
import type { ApiServerNetworkSecurityGroupArgs } from "./args.js";
import { planOutbound } from "./egress.js";
import { planExtraRules } from "./extra-rules.js";
import { readIntent, SOURCE_ROLES } from "./intent.js";
import { type PlannedRule, planRules } from "./rules.js";
import { keyedValues } from "./source-values.js";

/** Every argument there is. */
export const ARGUMENTS = [
    ...SOURCE_ROLES,
    "resourceGroupName",
    "location",
    "networkSecurityGroupName",
    "distribution",
    "port",
    "ci",
    "loadBalancerProbe",
    "ownAddresses",
    "ownIpv6Addresses",
    "exposedOnPurpose",
    "extraRules",
    "priorities",
    "egress",
    "destinations",
    "webhookProducts",
    "webhookPorts",
    "maxRules",
    "maxAddresses",
    "tags",
];

/**
 * Checks every argument and plans everything before the first resource is registered: nothing is half-created.
 *
 * @throws FirewallError with the property path of what is wrong.
 */
export function planGroup(args: ApiServerNetworkSecurityGroupArgs): {
    readonly rules: readonly PlannedRule[];
    readonly warnings: readonly string[];
} {
    refuseUnknownArguments(args, ARGUMENTS, "");
    if (args.resourceGroupName === undefined) throw noResourceGroup();
    const profiles = readProfiles(args);
    const { sources, warnings } = readIntent(args, new Date());
    const extra = planExtraRules(args.extraRules);
    refuseInternetTogether([...sources, ...extra.flatMap(({ peers }) => (peers === "*" ? [] : peers))]);
    const outbound = planOutbound(args, sources, profiles);
    refuseMixedUp(sources, keyedValues(args), { perRole: true });
    namedRecord(args.tags, "tags");
    const limit = (value: unknown, at: string, usual: number): number =>
        wholeNumber(value ?? usual, at, {
            from: 1,
            to: 100_000,
            code: "argument-malformed",
            why: `Azure allows ${usual} per network security group unless support raised it`,
        });
    const rules = planRules(sources, profiles, {
        pins: namedRecord(args.priorities, "priorities"),
        maxRules: limit(args.maxRules, "maxRules", 1000),
        maxAddresses: limit(args.maxAddresses, "maxAddresses", 4000),
        extra,
        outbound,
    });
    return { rules, warnings };
}

function noResourceGroup(): FirewallError {
    return new FirewallError({
        code: "argument-missing",
        at: "resourceGroupName",
        what: "There is no resourceGroupName",
        why: "A network security group and its rules live in a resource group",
        fix: "Write resourceGroupName: resourceGroup.name",
    });
}
