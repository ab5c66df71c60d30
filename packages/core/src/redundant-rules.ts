import { DeniedReferences, referenceKey } from "./admitted.js";
import { type Entry, knownEntries, mayMatch } from "./entry.js";
import { IpSet } from "./ip-set.js";
import { Painting } from "./painting.js";
import type { Point } from "./point.js";
import type { Rule } from "./rule.js";
import { wholeCellsOf } from "./whole-cells.js";
import { WithoutEffect } from "./without-effect.js";

/** A rule that could go. */
export interface RedundantRule {
    readonly rule: Rule;
    /** `shadowed`: earlier rules decide all it speaks of. `redundant`: without it, later rules decide the same. */
    readonly kind: "shadowed" | "redundant";
    /** For a shadowed rule, the earlier rules that together cover it, in order. */
    readonly by: readonly Rule[];
}

/**
 * Names rules that can be taken away, all of them together, without a change of what this firewall says of anybody at
 * the point. Shadowed is measured by the union of all earlier rules, not by each alone. A rule with an unknown part
 * neither covers nor goes, and no rule of the cloud itself goes. None is named where source ports and destinations cut
 * the rules into more parts than can be told apart.
 */
export function redundantRules(rules: readonly Rule[], point: Point): readonly RedundantRule[] {
    const entries = knownEntries(rules, point);
    const cells = wholeCellsOf(entries);
    if (cells === undefined) return [];
    const shadowed = shadowedEntries(entries, cells).filter(({ entry }) => entry.rule.implied !== true);
    const gone = new Set(shadowed.map(({ entry }) => entry));
    const named = shadowed.map(({ entry, by }) => ({ rule: entry.rule, kind: "shadowed" as const, by }));
    // What an unknown rule decides, earlier or later ones may not be the same without this one.
    if (rules.filter((rule) => mayMatch(rule, point)).length > entries.length) return named;
    const kept = entries.filter((entry) => !gone.has(entry));
    const rest = redundantEntries(
        kept,
        cells.map((cell) => cell.filter((entry) => !gone.has(entry))),
    );
    return [...named, ...rest.map(({ rule }) => ({ rule, kind: "redundant" as const, by: [] }))];
}

/**
 * Takes rules away from the last to the first as long as nothing changes in any cell: what a rule decides falls to the
 * later ones that are left, and earlier ones are all still there.
 */
function redundantEntries(entries: readonly Entry[], cells: readonly (readonly Entry[])[]): readonly Entry[] {
    const ends = cells.map((cell) => new WithoutEffect(cell));
    const found: Entry[] = [];
    for (const entry of entries.toReversed()) {
        const here = ends.filter((end) => end.has(entry));
        if (entry.rule.implied !== true && here.every((end) => end.isSameWithout(entry))) found.unshift(entry);
        else for (const end of here) end.keep(entry);
    }
    return found;
}

interface Shadow {
    readonly entry: Entry;
    readonly by: readonly Rule[];
}

function shadowedEntries(entries: readonly Entry[], cells: readonly (readonly Entry[])[]): readonly Shadow[] {
    const covered = new Map<Entry, Set<Rule>>(entries.map((entry) => [entry, new Set<Rule>()]));
    for (const cell of cells) markCovered(cell, covered);
    return entries.flatMap((entry) => {
        const by = covered.get(entry);
        return by === undefined ? [] : [{ entry, by: entries.map((one) => one.rule).filter((rule) => by.has(rule)) }];
    });
}

/** Strikes out the entries of a cell that earlier ones leave something of, and notes who covers the others. */
function markCovered(cell: readonly Entry[], covered: Map<Entry, Set<Rule>>): void {
    const painting = new Painting(cell.map((entry) => entry.sets));
    const names = new Set<string>();
    const denied = new DeniedReferences();
    for (const [index, entry] of cell.entries()) {
        const namesCovered = entry.references.every((one) => names.has(referenceKey(one)) || denied.covers(one));
        if (!namesCovered || painting.shows(index)) covered.delete(entry);
        else for (const one of overlapping(cell.slice(0, index), entry)) covered.get(entry)?.add(one.rule);
        for (const one of entry.references) names.add(referenceKey(one));
        if (!entry.allows) denied.add(entry);
    }
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
