import { FirewallError } from "@portcullis/core";
import {
    cidrSources,
    ciSources,
    exposureSources,
    type IntentSource,
    keyedSources,
    lockOutWarnings,
    namedRecord,
    type Role,
    refuseEmpty,
    refuseInternetTogether,
    refuseUnknownArguments,
    textList,
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
        ...keyedSources("ownAddresses", "ipv4", "ip", namedRecord(args.ownAddresses, "ownAddresses"), "ownAddresses"),
        ...keyedSources(
            "ownAddresses",
            "ipv6",
            "ip6",
            namedRecord(args.ownIpv6Addresses, "ownIpv6Addresses"),
            "ownIpv6Addresses",
        ),
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

function roleSources(
    role: Role,
    sources: SecurityGroupSources | undefined,
    weights: Map<string, number>,
): readonly IntentSource[] {
    if (sources === undefined || sources === null) return [];
    refuseUnknownArguments(
        namedRecord({ ...sources }, role),
        ["cidrBlocks", "securityGroups", "prefixLists", "prefixListMaxEntries"],
        role,
    );
    const lists = namedRecord(sources.prefixLists, `${role}.prefixLists`);
    for (const key of Object.keys(lists)) weights.set(`pl-${key}`, prefixListWeight(sources, key, role));
    return refuseEmpty(
        [
            ...cidrSources(
                role,
                textList(sources.cidrBlocks, `${role}.cidrBlocks`, "ownAddresses"),
                `${role}.cidrBlocks`,
            ),
            ...keyedSources(
                role,
                "securityGroup",
                "sg",
                namedRecord(sources.securityGroups, `${role}.securityGroups`),
                `${role}.securityGroups`,
            ),
            ...keyedSources(role, "prefixList", "pl", lists, `${role}.prefixLists`),
        ],
        role,
    );
}

function prefixListWeight(sources: SecurityGroupSources, key: string, role: Role): number {
    const at = `${role}.prefixListMaxEntries.${key}`;
    const weight = namedRecord(sources.prefixListMaxEntries, `${role}.prefixListMaxEntries`)[key];
    if (typeof weight === "number" && Number.isInteger(weight) && weight > 0) return weight;
    throw new FirewallError({
        code: weight === undefined ? "argument-missing" : "argument-malformed",
        at,
        what: weight === undefined ? `The prefix list ${key} has no size` : `${at} is ${String(weight)}`,
        why: "A prefix list counts in the rule quota with its maximum number of entries, whatever it holds today, so the size has to be known before a rule is created",
        fix: `Write prefixListMaxEntries: { ${key}: 20 } with the list's maxEntries, or the weight of an AWS-managed list`,
    });
}
