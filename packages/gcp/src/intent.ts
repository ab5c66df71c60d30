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
    slug,
    textList,
} from "@portcullis/core/intent";
import type { ApiServerFirewallArgs, FirewallSources } from "./args.js";
import { loadBalancerSources } from "./load-balancer.js";

/** Roles whose sources are written as {@link FirewallSources}. */
export const SOURCE_ROLES = [
    "controlPlane",
    "nodes",
    "administrators",
    "monitoring",
    "webhooks",
    "managementTools",
] as const satisfies readonly Role[];

/** What the arguments say, checked. */
export interface Intent {
    readonly sources: readonly IntentSource[];
    readonly warnings: readonly string[];
}

/**
 * Reads the sources of every role; the control-plane hosts themselves, by their targets, are always among them.
 *
 * @param now the day on which expiry is judged.
 * @throws FirewallError with the property path of the first thing that is wrong.
 */
export function readIntent(args: ApiServerFirewallArgs, now: Date): Intent {
    const ci = ciSources(args.ci, { one: "range", many: "ranges" }, now);
    const exposure = exposureSources(args.exposedOnPurpose, now);
    const sources = [
        ...targetSources(args),
        ...SOURCE_ROLES.flatMap((role) => roleSources(role, args[role])),
        ...ci.sources,
        ...loadBalancerSources(args.loadBalancer),
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
    refuseMixedKinds(sources);
    return { sources, warnings: [...ci.warnings, ...exposure.warnings, ...lockOutWarnings(sources)] };
}

/** The hosts that the rules protect reach each other, by the tag or account that makes them targets. */
function targetSources(args: ApiServerFirewallArgs): readonly IntentSource[] {
    const tags = textList(args.targetTags, "targetTags", "targetServiceAccounts");
    const accounts = args.targetServiceAccounts ?? [];
    if ((tags.length === 0) === (accounts.length === 0)) throw oneTarget(tags.length > 0);
    return [
        ...tagSources("controlPlane", tags, "targetTags"),
        ...accounts.map((_, index) => ({
            role: "controlPlane" as const,
            at: `targetServiceAccounts[${index}]`,
            kind: "serviceAccount",
            name: `account-target-${index + 1}`,
            who: "the control plane itself",
        })),
    ];
}

function roleSources(role: Role, sources: FirewallSources | undefined): readonly IntentSource[] {
    if (sources === undefined || sources === null) return [];
    refuseUnknownArguments(namedRecord({ ...sources }, role), ["ranges", "tags", "serviceAccounts", "podRanges"], role);
    const accounts = namedRecord(sources.serviceAccounts, `${role}.serviceAccounts`);
    const list = (word: "ranges" | "podRanges" | "tags") => textList(sources[word], `${role}.${word}`, "ownAddresses");
    return refuseEmpty(
        [
            ...cidrSources(role, list("ranges"), `${role}.ranges`),
            ...cidrSources(role, list("podRanges"), `${role}.podRanges`),
            ...tagSources(role, list("tags"), `${role}.tags`),
            ...keyedSources(role, "serviceAccount", "account", accounts, `${role}.serviceAccounts`),
        ],
        role,
    );
}

const TAG = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

function tagSources(role: Role, tags: readonly string[], at: string): readonly IntentSource[] {
    return tags.map((tag, index) => {
        if (!TAG.test(tag)) {
            throw new FirewallError({
                code: "name-malformed",
                at: `${at}[${index}]`,
                what: `${JSON.stringify(tag)} is no network tag`,
                why: "A network tag has lower-case letters, digits and hyphens, at most 63, a letter first",
                fix: "Write the tag as the instances carry it, for example bastion",
            });
        }
        return { role, at: `${at}[${index}]`, kind: "tag", name: `tag-${slug(tag)}`, who: tag };
    });
}

/** GCP takes tags or service accounts in one firewall, never both. */
function refuseMixedKinds(sources: readonly IntentSource[]): void {
    const tag = sources.find(({ kind }) => kind === "tag");
    const account = sources.find(({ kind }) => kind === "serviceAccount");
    if (!tag || !account) return;
    throw new FirewallError({
        code: "argument-conflict",
        at: account.at.startsWith("target") ? tag.at : account.at,
        what: "Network tags and service accounts are both used",
        why: "A GCP firewall rule takes tags or service accounts, as sources and targets alike, never both",
        fix: "Use one of the two for targets and sources, or ranges beside either",
    });
}

function oneTarget(both: boolean): FirewallError {
    return new FirewallError({
        code: both ? "argument-conflict" : "argument-missing",
        at: "targetTags",
        what: both
            ? "Both targetTags and targetServiceAccounts are given"
            : "There is neither a target tag nor a target service account",
        why: both
            ? "A GCP firewall rule takes one kind of target"
            : "A rule without a target is for every instance of the network",
        fix: 'Write targetTags: ["control-plane"], the tag that the control-plane hosts carry',
    });
}
