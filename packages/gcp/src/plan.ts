import { FirewallError } from "@portcullis/core";
import {
    flag,
    plainText,
    readProfiles,
    refuseInternetTogether,
    refuseMixedUp,
    refuseUnknownArguments,
    slug,
    wholeNumber,
} from "@portcullis/core/intent";
import type { ApiServerFirewallArgs } from "./args.js";
import { planEgress } from "./egress.js";
import { planExtraRules } from "./extra-rules.js";
import { readIntent, SOURCE_ROLES } from "./intent.js";
import { DENY_BELOW, type PlannedRule, planRules } from "./rules.js";
import { keyedValues } from "./source-values.js";

/** Every argument there is. */
export const ARGUMENTS = [
    ...SOURCE_ROLES,
    "network",
    "project",
    "namePrefix",
    "targetTags",
    "targetServiceAccounts",
    "distribution",
    "port",
    "ci",
    "loadBalancer",
    "ownAddresses",
    "ownIpv6Addresses",
    "exposedOnPurpose",
    "extraRules",
    "egress",
    "clusterRanges",
    "destinations",
    "webhookProducts",
    "webhookPorts",
    "priority",
    "rangesPerRule",
    "maxRules",
    "logDenied",
];

/**
 * Checks every argument and plans everything before the first resource is registered: nothing is half-created.
 *
 * @throws FirewallError with the property path of what is wrong.
 */
export function planFirewall(
    name: string,
    args: ApiServerFirewallArgs,
): { readonly rules: readonly PlannedRule[]; readonly warnings: readonly string[] } {
    refuseUnknownArguments(args, ARGUMENTS, "");
    if (args.network === undefined) throw noNetwork();
    const profiles = readProfiles(args);
    const { sources, warnings } = readIntent(args, new Date());
    refuseMixedUp(sources, keyedValues(args), { perRole: true });
    flag(args.logDenied, "logDenied", true);
    const options = {
        namePrefix: prefixOf(plainText(args.namePrefix ?? name, "namePrefix")),
        priority: wholeNumber(args.priority ?? 800, "priority", {
            from: 0,
            to: 65535 - DENY_BELOW,
            code: "priority-out-of-range",
            why: "A VPC firewall rule takes a priority from 0 to 65535, lower first, and the deny stands 100 below the allows",
        }),
        rangesPerRule: setting(args.rangesPerRule ?? 256, "rangesPerRule"),
        maxRules: setting(args.maxRules ?? 100, "maxRules"),
    };
    const extra = planExtraRules(args.extraRules, options);
    refuseInternetTogether([...sources, ...extra.flatMap(({ peers }) => peers)]);
    const further = [...extra, ...planEgress(args, profiles, options)];
    return { rules: planRules(sources, profiles, { ...options, further }), warnings };
}

function noNetwork(): FirewallError {
    return new FirewallError({
        code: "argument-missing",
        at: "network",
        what: "There is no network",
        why: "A firewall rule belongs to one VPC network",
        fix: "Write network: network.id",
    });
}

function setting(value: unknown, at: string): number {
    return wholeNumber(value, at, {
        from: 1,
        to: 5000,
        code: "argument-malformed",
        why: "It is a quota of the project",
    });
}

function prefixOf(text: string): string {
    if (/^[a-z]/.test(slug(text))) return text;
    throw new FirewallError({
        code: "name-malformed",
        at: "namePrefix",
        what: `${JSON.stringify(text)} cannot begin the name of a firewall rule`,
        why: "A firewall rule's name has lower-case letters, digits and hyphens, at most 63, a letter first, and is unique in its project",
        fix: 'Write namePrefix: "prod-api"',
    });
}
