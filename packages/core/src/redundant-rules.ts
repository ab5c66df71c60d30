import { type Admitted, DeniedReferences, referenceKey } from "./admitted.js";
import { cellsOf } from "./cells.js";
import { type Entry, isRestricted, knownEntries } from "./entry.js";
import { IpSet } from "./ip-set.js";
import type { Point } from "./point.js";
import { reach } from "./reach.js";
import type { Rule } from "./rule.js";

/** A rule that could go. */
export interface RedundantRule {
    readonly rule: Rule;
    /** `shadowed`: earlier rules decide all it speaks of. `redundant`: without it, later rules decide the same. */
    readonly kind: "shadowed" | "redundant";
    /** For a shadowed rule, the earlier rules that together cover it, in order. */
    readonly by: readonly Rule[];
}

/**
 * Names rules that can be taken away, all of them together, without a change of who reaches the point. Shadowed is
 * measured by the union of all earlier rules, not by each alone. A rule with an unknown part neither covers nor goes.
 */
export function redundantRules(rules: readonly Rule[], point: Point): readonly RedundantRule[] {
    const entries = knownEntries(rules, point);
    const shadowed = shadowedEntries(entries).map(({ entry, by }) => ({
        rule: entry.rule,
        kind: "shadowed" as const,
        by,
    }));
    const gone = new Set(shadowed.map(({ rule }) => rule));
    // Where a rule counts at some destinations only, an equal reach does not show that every destination kept its own.
    const restricted = entries.some(isRestricted) || entries.length < rules.filter((rule) => !gone.has(rule)).length;
    const rest = restricted ? [] : withoutEffect(rules, point, gone, entries);
    return [...shadowed, ...rest.map((rule) => ({ rule, kind: "redundant" as const, by: [] }))];
}

/** Takes rules away from the last to the first as long as nothing changes. */
function withoutEffect(
    rules: readonly Rule[],
    point: Point,
    gone: ReadonlySet<Rule>,
    entries: readonly Entry[],
): readonly Rule[] {
    let kept = rules.filter((rule) => !gone.has(rule));
    const before = reach(kept, point);
    const found: Rule[] = [];
    for (const { rule } of entries.toReversed()) {
        if (gone.has(rule)) continue;
        const fewer = kept.filter((one) => one !== rule);
        const after = reach(fewer, point);
        if (!isSame(after.atLeast, before.atLeast) || !isSame(after.atMost, before.atMost)) continue;
        kept = fewer;
        found.unshift(rule);
    }
    return found;
}

function isSame(one: Admitted, other: Admitted): boolean {
    const names = (admitted: Admitted) => admitted.references.map(referenceKey).sort().join("\n");
    return one.addresses.equals(other.addresses) && names(one) === names(other);
}

interface Shadow {
    readonly entry: Entry;
    readonly by: readonly Rule[];
}

function shadowedEntries(entries: readonly Entry[]): readonly Shadow[] {
    const { cells, overflow } = cellsOf({ view: "most", entries });
    if (overflow) return [];
    const covered = new Map<Entry, Set<Rule>>(entries.map((entry) => [entry, new Set<Rule>()]));
    for (const cell of cells) markCovered(cell, covered);
    return entries.flatMap((entry) => {
        const by = covered.get(entry);
        return by === undefined ? [] : [{ entry, by: entries.map((one) => one.rule).filter((rule) => by.has(rule)) }];
    });
}

/** Strikes out the entries of a cell that earlier ones leave something of, and notes who covers the others. */
function markCovered(cell: readonly Entry[], covered: Map<Entry, Set<Rule>>): void {
    const earlier: Entry[] = [];
    let union = IpSet.empty;
    const names = new Set<string>();
    const denied = new DeniedReferences();
    for (const entry of cell) {
        const own = IpSet.unionOf(entry.sets);
        const namesCovered = entry.references.every((one) => names.has(referenceKey(one)) || denied.covers(one));
        if (!namesCovered || !union.contains(own)) covered.delete(entry);
        else for (const one of earlier) if (overlap(one, entry, own)) covered.get(entry)?.add(one.rule);
        // An allow of some destinations may touch only a part of the cell: it covers none of it for others.
        if (entry.allows && isRestricted(entry)) continue;
        earlier.push(entry);
        union = union.union(own);
        for (const one of entry.references) names.add(referenceKey(one));
        if (!entry.allows) denied.add(entry);
    }
}

function overlap(earlier: Entry, entry: Entry, own: IpSet): boolean {
    const keys = new Set(entry.references.map(referenceKey));
    return (
        earlier.sets.some((set) => set.overlaps(own)) || earlier.references.some((one) => keys.has(referenceKey(one)))
    );
}
