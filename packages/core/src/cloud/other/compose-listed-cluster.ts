import type { Rule } from "../../rule.js";
import { assemble } from "../../stack/assemble.js";
import type { Composer, StackIndex } from "../../stack/composer.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Firewall } from "../../stack/firewall.js";
import { meeting } from "../../stack/provider-meeting.js";
import { weakened, weakenRule } from "../../stack/weaken.js";

/**
 * Makes one firewall of each cluster and the list that restricts it, and one of each list whose cluster is not part of
 * the stack. A list that may belong to a cluster leaves it open whether it does.
 */
export const composeListedClusters: Composer = (index, parts) => {
    const strays = parts.filter((part) => isStray(index, part));
    return parts.flatMap((part) => {
        if (part.identity !== undefined) return [clusterFirewall(index, part, strays)];
        return isLinked(index, part) ? [] : [assemble([part])];
    });
};

function isLinked(index: StackIndex, { belongsTo, resource }: Contribution): boolean {
    return belongsTo !== undefined && index.resolve(belongsTo, resource).certain.length > 0;
}

/** A list of which nobody knows the cluster: it may be any of them. */
function isStray(index: StackIndex, part: Contribution): boolean {
    const { belongsTo, resource } = part;
    if (belongsTo === undefined || belongsTo.key !== undefined) return false;
    const { certain, candidates } = index.resolve(belongsTo, resource);
    return certain.length === 0 && candidates.length === 0;
}

function clusterFirewall(index: StackIndex, cluster: Contribution, strays: readonly Contribution[]): Firewall {
    const members = index.membersOf(cluster);
    const certain = members.filter((member) => member.certain).map(({ contribution }) => contribution);
    if (certain.length > 0) return assemble([{ ...cluster, rules: [] }, ...restrictions(certain)]);
    const near = strays.filter(
        (one) => one.belongsTo?.kind === cluster.identity?.kind && meeting(one.resource, cluster.resource) !== "never",
    );
    const perhaps = [...members.map(({ contribution }) => contribution), ...near];
    const open = perhaps.reduce(
        (rules, { belongsTo }) => rules.map((rule) => weakenRule(rule, belongsTo?.cause)),
        cluster.rules,
    );
    return assemble([{ ...cluster, rules: open }, ...perhaps.map(weakened)]);
}

/** Of several lists the last one that is written stays, and nobody knows which that is. */
function restrictions(lists: readonly Contribution[]): readonly Contribution[] {
    const [first, second] = lists;
    if (first === undefined || second === undefined) return lists;
    const text = "two resources write the list of this cluster, and one replaces the other's";
    const cause = { resource: second.resource.urn, at: "", kind: "unreadable", text } as const;
    return lists.map((list) => ({ ...list, rules: list.rules.map((rule: Rule) => weakenRule(rule, cause)) }));
}
