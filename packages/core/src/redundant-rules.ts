import { admittedReferences, DeniedReferences, referenceKey } from "./admitted.js";
import { cellsOf } from "./cells.js";
import { type Entry, isRestricted, knownEntries, mayMatch } from "./entry.js";
import { IpSet } from "./ip-set.js";
import { Painting } from "./painting.js";
import type { Point } from "./point.js";
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
    const unsure = rules.filter((rule) => mayMatch(rule, point)).length > entries.length;
    const rest =
        unsure || entries.some(isRestricted) ? [] : withoutEffect(entries.filter((entry) => !gone.has(entry.rule)));
    return [...shadowed, ...rest.map((rule) => ({ rule, kind: "redundant" as const, by: [] }))];
}

/**
 * Takes rules away from the last to the first as long as nothing changes: what a rule decides falls to the later ones
 * that are left, and earlier ones are all still there.
 */
function withoutEffect(entries: readonly Entry[]): readonly Rule[] {
    const parts = new Painting(entries.map((entry) => entry.sets)).parts();
    const named = entries.some((entry) => entry.references.length > 0);
    let kept = entries;
    const found: Rule[] = [];
    /** What those that are left after this place admit. */
    let later = IpSet.empty;
    for (const [index, entry] of [...entries.entries()].toReversed()) {
        const part = parts[index] ?? IpSet.empty;
        const same = entry.allows ? later.contains(part) : !later.overlaps(part);
        const fewer = same && named ? kept.filter((one) => one !== entry) : kept;
        if (same && (!named || namesOf(fewer) === namesOf(kept))) {
            kept = fewer;
            found.unshift(entry.rule);
        } else {
            later = entry.allows ? IpSet.unionOf([later, ...entry.sets]) : later.subtract(IpSet.unionOf(entry.sets));
        }
    }
    return found;
}

function namesOf(entries: readonly Entry[]): string {
    return [...admittedReferences(entries).keys()].sort().join("\n");
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
    const hidden = hiddenEntries(cell);
    const earlier: Entry[] = [];
    const names = new Set<string>();
    const denied = new DeniedReferences();
    for (const entry of cell) {
        const namesCovered = entry.references.every((one) => names.has(referenceKey(one)) || denied.covers(one));
        if (!namesCovered || !hidden.has(entry)) covered.delete(entry);
        else for (const one of overlapping(earlier, entry)) covered.get(entry)?.add(one.rule);
        if (!covers(entry)) continue;
        earlier.push(entry);
        for (const one of entry.references) names.add(referenceKey(one));
        if (!entry.allows) denied.add(entry);
    }
}

/** An allow of some destinations may touch only a part of the cell: it covers none of it for others. */
function covers(entry: Entry): boolean {
    return !(entry.allows && isRestricted(entry));
}

/** The entries whose addresses all are those of earlier ones that cover. */
function hiddenEntries(cell: readonly Entry[]): ReadonlySet<Entry> {
    const covering = cell.filter(covers);
    const painting = new Painting(covering.map((entry) => entry.sets));
    const hidden = new Set(covering.filter((_, index) => !painting.shows(index)));
    for (const [index, entry] of cell.entries()) {
        if (covers(entry)) continue;
        const before = IpSet.unionOf(
            cell
                .slice(0, index)
                .filter(covers)
                .flatMap((one) => one.sets),
        );
        if (before.contains(IpSet.unionOf(entry.sets))) hidden.add(entry);
    }
    return hidden;
}

function overlapping(earlier: readonly Entry[], entry: Entry): readonly Entry[] {
    const own = IpSet.unionOf(entry.sets);
    return earlier.filter((one) => overlap(one, entry, own));
}

function overlap(earlier: Entry, entry: Entry, own: IpSet): boolean {
    const keys = new Set(entry.references.map(referenceKey));
    return (
        earlier.sets.some((set) => set.overlaps(own)) || earlier.references.some((one) => keys.has(referenceKey(one)))
    );
}
