import type { Address } from "./address.js";
import { DeniedReferences, referenceKey } from "./admitted.js";
import { cellsOf } from "./cells.js";
import type { Entries, Entry } from "./entry.js";
import type { ReferencePeer } from "./peer.js";
import type { Rule } from "./rule.js";

/** One source: an address, or a name that the cloud resolves. */
export type Source = Address | ReferencePeer;

/**
 * The rule that lets a source in, in the first cell that does, or an allow whose every way does; undefined where it does
 * not get in.
 */
export function admittingRule(entries: Entries, source: Source): Rule | undefined {
    const { cells, ways } = cellsOf(entries);
    for (const cell of cells) {
        const rule = admittingInCell(cell, source);
        if (rule !== undefined) return rule;
    }
    for (const places of ways) {
        const rules = places.map((place) => firstOf(place, (cell) => admittingInCell(cell, source)));
        if (rules.every((rule) => rule !== undefined)) return rules[0];
    }
    return undefined;
}

function admittingInCell(cell: readonly Entry[], source: Source): Rule | undefined {
    const entry = "family" in source ? firstMatch(cell, source) : firstAllowOf(cell, source);
    return entry?.allows ? entry.rule : undefined;
}

function firstOf<Item, Found>(items: readonly Item[], find: (item: Item) => Found | undefined): Found | undefined {
    for (const item of items) {
        const found = find(item);
        if (found !== undefined) return found;
    }
    return undefined;
}

/** The first entry that speaks of the address: it decides. */
function firstMatch(entries: readonly Entry[], address: Address): Entry | undefined {
    return entries.find((entry) => speaksOf(entry, address));
}

/** True where the address is among the sources of the entry. */
export function speaksOf(entry: Entry, address: Address): boolean {
    return entry.sets.some((set) => set.contains(address));
}

function firstAllowOf(entries: readonly Entry[], reference: ReferencePeer): Entry | undefined {
    const denied = new DeniedReferences();
    const key = referenceKey(reference);
    for (const entry of entries) {
        if (!entry.allows) denied.add(entry);
        else if (entry.references.some((one) => referenceKey(one) === key)) {
            return denied.covers(reference) ? undefined : entry;
        }
    }
    return undefined;
}
