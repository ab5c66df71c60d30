import { FirewallError } from "@portcullis/core";
import {
    cidrSources,
    ciSources,
    exposureSources,
    type IntentSource,
    type KnownForm,
    keyedSources,
    lockOutWarnings,
    namedRecord,
    ownAddressSources,
    type Role,
    refuseEmpty,
    refuseInternetTogether,
    refuseUnknownArguments,
    textList,
    wholeNumber,
} from "@portcullis/core/intent";
import type { ApiServerSecurityGroupArgs, SecurityGroupSources } from "./args.js";

/** Roles whose sources are written as {@link SecurityGroupSources}. */
export const SOURCE_ROLES = [
    "controlPlane",
    "nodes",
    "administrators",
    "monitoring",
    "webhooks",
    "managementTools",
    "loadBalancerHealthChecks",
] as const satisfies readonly Role[];

/** The arguments that say who may come in: the same for every component here. */
export type RoleArguments = Pick<
    ApiServerSecurityGroupArgs,
    (typeof SOURCE_ROLES)[number] | "ci" | "ownAddresses" | "ownIpv6Addresses" | "exposedOnPurpose"
>;

/** What the arguments say, checked: the sources of all roles, and what a user should hear. */
export interface Intent {
    readonly sources: readonly IntentSource[];
    /** Rules that each prefix list takes, by the source's name. */
    readonly weights: ReadonlyMap<string, number>;
    readonly warnings: readonly string[];
}

/**
 * Reads the sources of every role.
 *
 * @param now the day on which expiry is judged.
 * @throws FirewallError with the property path of the first thing that is wrong.
 */
export function readIntent(args: RoleArguments, now: Date): Intent {
    const weights = new Map<string, number>();
    const ci = ciSources(args.ci, { one: "cidrBlock", many: "cidrBlocks" }, now);
    const exposure = exposureSources(args.exposedOnPurpose, now);
    const sources = [
        ...SOURCE_ROLES.flatMap((role) => roleSources(role, args[role], weights)),
        ...ci.sources,
        ...ownAddressSources(args),
        ...exposure.sources,
    ];
    refuseInternetTogether(sources);
    const warnings = [...ci.warnings, ...exposure.warnings, ...lockOutWarnings(sources)];
    return { sources, weights, warnings };
}

/** The group itself: control-plane hosts reach each other. */
export function selfSource(): IntentSource {
    return { role: "controlPlane", at: "", kind: "self", name: "self", who: "the control plane itself" };
}

/** A group of this account, or of another in a peered VPC. */
export const GROUP_ID: KnownForm = {
    pattern: /^([0-9]{12}\/)?sg-./,
    says: "a security group id such as sg-0123456789abcdef0",
    addresses: "cidrBlocks",
};
/** A prefix list of one's own or of AWS. */
export const PREFIX_LIST_ID: KnownForm = {
    pattern: /^pl-./,
    says: "a prefix list id such as pl-0123456789abcdef0",
    addresses: "cidrBlocks",
};

function roleSources(
    role: Role,
    sources: SecurityGroupSources | undefined,
    weights: Map<string, number>,
): readonly IntentSource[] {
    if (sources === undefined || sources === null) return [];
    refuseUnknownArguments(sources, ["cidrBlocks", "securityGroups", "prefixLists", "prefixListMaxEntries"], role);
    const at = (word: keyof SecurityGroupSources) => `${role}.${word}`;
    const blocks = textList(sources.cidrBlocks, at("cidrBlocks"), "ownAddresses");
    const lists = keyedSources(role, "prefixList", "pl", sources.prefixLists, at("prefixLists"), PREFIX_LIST_ID);
    for (const { who, name } of lists) weights.set(name, prefixListWeight(sources, who, role));
    return refuseEmpty(
        [
            ...cidrSources(role, blocks, at("cidrBlocks")),
            ...keyedSources(role, "securityGroup", "sg", sources.securityGroups, at("securityGroups"), GROUP_ID),
            ...lists,
        ],
        role,
    );
}

function prefixListWeight(sources: SecurityGroupSources, key: string, role: Role): number {
    const at = `${role}.prefixListMaxEntries`;
    return maxEntries(namedRecord(sources.prefixListMaxEntries, at)[key], `${at}.${key}`, `{ ${key}: 20 }`);
}

/**
 * What a prefix list takes from the rule quota.
 *
 * @throws FirewallError `argument-missing` or `argument-malformed`.
 */
export function maxEntries(weight: unknown, at: string, example: string): number {
    const why =
        "A prefix list counts in the rule quota with its maximum number of entries, whatever it holds today, so the size has to be known before a rule is created";
    if (weight !== undefined && weight !== null)
        return wholeNumber(weight, at, { from: 1, to: 1000, code: "argument-malformed", why });
    throw new FirewallError({
        code: "argument-missing",
        at,
        what: "The prefix list has no size",
        why,
        fix: `Write ${at.split(".").find((part) => part.startsWith("prefixListMaxEntries"))}: ${example} with the list's maxEntries, or the weight of an AWS-managed list`,
    });
}
