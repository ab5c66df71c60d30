import type { Resource } from "../value.js";
import { assemble } from "./assemble.js";
import { composePlain } from "./compose-plain.js";
import type { StackIndex } from "./composer.js";
import { composerFor } from "./composers.js";
import type { Contribution } from "./contribution.js";
import { contributionsOf, unreadable } from "./contributions-of.js";
import type { Firewall } from "./firewall.js";
import { indexStack } from "./stack-index.js";

/**
 * Makes the firewalls of a stack: every resource is read, lists are written out, links resolved, and the resources that
 * form one firewall put together. The order of the resources changes nothing.
 */
export function composeFirewalls(resources: readonly Resource[]): readonly Firewall[] {
    const sorted = resources.toSorted(byUrn);
    return composeContributions(sorted, sorted.flatMap(contributionsOf));
}

/**
 * The firewalls that one resource makes by itself. Of a firewall of unions, what it admits is final whatever else there
 * is; of an ordered one, what stands before it elsewhere is not seen.
 */
export function firewallsOf(resource: Resource): readonly Firewall[] {
    const contributions = contributionsOf(resource);
    const [only, ...others] = contributions;
    if (only === undefined) return [];
    if (others.length === 0 && isPlain(only)) return [assemble([only])];
    return composeContributions([resource], contributions);
}

/** A contribution with which nothing is to be done where it is alone: most resources make one such. */
function isPlain({ composer, list, identity, belongsTo, rules }: Contribution): boolean {
    if (composer !== undefined || list !== undefined || (identity !== undefined && belongsTo !== undefined))
        return false;
    return rules.every((rule) => rule.peers.every((peer) => peer.kind !== "list"));
}

/** As {@link composeFirewalls}, of resources that were read already and are in the order of their URNs. */
export function composeContributions(
    resources: readonly Resource[],
    contributions: readonly Contribution[],
): readonly Firewall[] {
    const index = indexStack(resources, contributions);
    const byComposer = new Map<string | undefined, Contribution[]>();
    for (const contribution of index.contributions) {
        const parts = byComposer.get(contribution.composer);
        if (parts === undefined) byComposer.set(contribution.composer, [contribution]);
        else parts.push(contribution);
    }
    const firewalls = [...byComposer].flatMap(([name, parts]) => composeWith(name, index, parts));
    return firewalls.toSorted((one, other) => compareText(one.subject, other.subject));
}

function composeWith(name: string | undefined, index: StackIndex, parts: readonly Contribution[]): readonly Firewall[] {
    try {
        return composerFor(name)(index, parts);
    } catch {
        // What a special way cannot put together is judged part by part, and each may be more than it seems.
        return composePlain(index, [...parts, ...parts.map((part) => unreadable(part.resource))]);
    }
}

function byUrn(one: Resource, other: Resource): number {
    return compareText(one.urn, other.urn);
}

function compareText(one: string, other: string): number {
    return one < other ? -1 : one > other ? 1 : 0;
}
