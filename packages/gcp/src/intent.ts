import { FirewallError } from "@portcullis/core";
import {
    checkForm,
    cidrSources,
    ciSources,
    exposureSources,
    type IntentSource,
    type KnownForm,
    keyedSources,
    lockOutWarnings,
    ownAddressSources,
    plainList,
    type Role,
    refuseEmpty,
    refuseInternetTogether,
    refuseUnknownArguments,
    shown,
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
        ...ownAddressSources(args),
        ...exposure.sources,
    ];
    refuseInternetTogether(sources);
    refuseMixedKinds(sources);
    return { sources, warnings: [...ci.warnings, ...exposure.warnings, ...lockOutWarnings(sources)] };
}

/** A service account, by its address. */
const ACCOUNT: KnownForm = {
    pattern: /^[^@\s]+@[^@\s]+$/,
    says: "the e-mail address of a service account, such as worker@project.iam.gserviceaccount.com",
    addresses: "ranges",
};

/** The hosts that the rules protect reach each other, by the tag or account that makes them targets. */
function targetSources(args: ApiServerFirewallArgs): readonly IntentSource[] {
    const tags = textList(args.targetTags, "targetTags", "targetServiceAccounts");
    const accounts = plainList(args.targetServiceAccounts, "targetServiceAccounts");
    if ((tags.length === 0) === (accounts.length === 0)) throw oneTarget(tags.length > 0);
    if (tags.length > MOST_TARGET_TAGS) throw manyTargets("targetTags", tags.length, MOST_TARGET_TAGS);
    if (accounts.length > MOST_TARGET_ACCOUNTS)
        throw manyTargets("targetServiceAccounts", accounts.length, MOST_TARGET_ACCOUNTS);
    return [...tagSources("controlPlane", tags, "targetTags"), ...accounts.map(targetAccount)];
}

function targetAccount(account: unknown, index: number): IntentSource {
    const at = `targetServiceAccounts[${index}]`;
    checkForm(account, at, ACCOUNT);
    const name = `account-target-${index + 1}`;
    return { role: "controlPlane", at, kind: "serviceAccount", name, who: "the control plane itself" };
}

/** Targets of one rule: bounds of Google's own. https://cloud.google.com/firewall/docs/quotas */
const MOST_TARGET_TAGS = 70;
const MOST_TARGET_ACCOUNTS = 10;

function manyTargets(at: string, count: number, most: number): FirewallError {
    return new FirewallError({
        code: "rule-limit-exceeded",
        at,
        what: `${count} targets are listed`,
        why: `A GCP firewall rule takes ${most} of this kind`,
        fix: "Give the control-plane hosts one tag or account of their own",
    });
}

function roleSources(role: Role, sources: FirewallSources | undefined): readonly IntentSource[] {
    if (sources === undefined || sources === null) return [];
    refuseUnknownArguments(sources, ["ranges", "tags", "serviceAccounts", "podRanges"], role);
    const at = (word: keyof FirewallSources) => `${role}.${word}`;
    const list = (word: "ranges" | "podRanges" | "tags") =>
        textList(sources[word], at(word), word === "tags" ? "serviceAccounts" : "ownAddresses");
    return refuseEmpty(
        [
            ...cidrSources(role, list("ranges"), at("ranges")),
            ...cidrSources(role, list("podRanges"), at("podRanges")),
            ...tagSources(role, list("tags"), at("tags")),
            ...keyedSources(role, "serviceAccount", "account", sources.serviceAccounts, at("serviceAccounts"), ACCOUNT),
        ],
        role,
    );
}

const TAG = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

function tagSources(role: Role, tags: readonly string[], at: string): readonly IntentSource[] {
    const seen = new Map<string, number>();
    return tags.map((tag, index) => {
        const path = `${at}[${index}]`;
        const earlier = seen.get(checkedTag(tag, path));
        if (earlier !== undefined) throw twice(tag, path, `${at}[${earlier}]`);
        seen.set(tag, index);
        return { role, at: path, kind: "tag", name: `tag-${tag}`, who: tag };
    });
}

/**
 * Checks a network tag.
 *
 * @throws FirewallError `name-malformed`.
 */
export function checkedTag(tag: string, at: string): string {
    if (TAG.test(tag)) return tag;
    throw new FirewallError({
        code: "name-malformed",
        at,
        what: `${shown(tag)} is no network tag`,
        why: "A network tag has lower-case letters, digits and hyphens, at most 63, a letter first",
        fix: "Write the tag as the instances carry it, for example bastion",
    });
}

function twice(tag: string, at: string, earlier: string): FirewallError {
    return new FirewallError({
        code: "duplicate-entry",
        at,
        what: `The tag ${tag} is listed twice`,
        why: `${earlier} already names it`,
        fix: "Remove one of the two",
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
