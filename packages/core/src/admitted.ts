import { cellsOf } from "./cells.js";
import type { Entries, Entry } from "./entry.js";
import { IpSet } from "./ip-set.js";
import { Painting } from "./painting.js";
import type { ReferencePeer } from "./peer.js";
import type { Ways } from "./ways.js";

/** Who gets in: addresses, and what the cloud resolves by name. */
export interface Admitted {
    readonly addresses: IpSet;
    /** Without doubles, in the order of the rules. */
    readonly references: readonly ReferencePeer[];
}

/** A class and name as one key: two references with the same key are the same. */
export function referenceKey(reference: Pick<ReferencePeer, "class" | "name">): string {
    return `${reference.class} ${reference.name}`;
}

/** Who gets in through the entries of one view: the union over its cells, and whom all ways of one allow let in. */
export function admittedThrough(entries: Entries): Admitted & { readonly overflow: boolean } {
    const { cells, ways, overflow } = cellsOf(entries);
    const all = [throughCells(cells), ...ways.map(throughWays)];
    if (all.length === 1 && all[0] !== undefined) return { ...all[0], overflow };
    const references = new Map(
        all.toReversed().flatMap((one) => one.references.map((ref) => [referenceKey(ref), ref])),
    );
    return {
        addresses: IpSet.unionOf(all.map((one) => one.addresses)),
        references: [...references.values()],
        overflow,
    };
}

function throughCells(cells: readonly (readonly Entry[])[]): Admitted {
    const references = new Map<string, ReferencePeer>();
    const addresses = cells.map((cell) => {
        for (const [key, reference] of admittedReferences(cell)) {
            if (!references.has(key)) references.set(key, reference);
        }
        return admittedAddresses(cell);
    });
    return { addresses: IpSet.unionOf(addresses), references: [...references.values()] };
}

/** Whom every way lets in; nobody where there is none. */
function throughWays(ways: Ways): Admitted {
    const all = ways.map(throughCells);
    const [first = { addresses: IpSet.empty, references: [] }, ...rest] = all;
    return rest.reduce((both, one) => {
        const keys = new Set(one.references.map(referenceKey));
        return {
            addresses: both.addresses.intersect(one.addresses),
            references: both.references.filter((reference) => keys.has(referenceKey(reference))),
        };
    }, first);
}

/** The addresses that the first entry that speaks of them allows. */
function admittedAddresses(cell: readonly Entry[]): IpSet {
    if (cell.every((entry) => entry.allows)) return IpSet.unionOf(cell.flatMap((entry) => entry.sets));
    const painting = new Painting(cell.map((entry) => entry.sets));
    return painting.union((index) => cell[index]?.allows ?? false);
}

/**
 * A reference gets in unless an earlier deny names it too, or earlier denies cover every address it can mean.
 * What cannot be compared narrows nothing. By class and name.
 */
function admittedReferences(cell: readonly Entry[]): ReadonlyMap<string, ReferencePeer> {
    const found = new Map<string, ReferencePeer>();
    if (!cell.some((entry) => entry.allows && entry.references.length > 0)) return found;
    const denied = new DeniedReferences();
    for (const entry of cell) {
        if (!entry.allows) {
            denied.add(entry);
            continue;
        }
        for (const reference of entry.references) {
            const key = referenceKey(reference);
            if (!found.has(key) && !denied.covers(reference)) found.set(key, reference);
        }
    }
    return found;
}

/** The references that the denies so far keep out. */
export class DeniedReferences {
    private readonly keys = new Set<string>();
    private readonly prefixes: string[] = [];
    private readonly sets: IpSet[] = [];
    private union = IpSet.empty;

    add(deny: Entry): void {
        for (const set of deny.sets) this.sets.push(set);
        for (const reference of deny.references) {
            this.keys.add(referenceKey(reference));
            const { includesPrefix } = reference;
            if (includesPrefix !== undefined) this.prefixes.push(`${reference.class} ${includesPrefix}`);
        }
    }

    covers(reference: ReferencePeer): boolean {
        const key = referenceKey(reference);
        if (this.keys.has(key) || this.prefixes.some((prefix) => key.startsWith(prefix))) return true;
        if (this.sets.length > 0) this.union = IpSet.unionOf([this.union, ...this.sets.splice(0)]);
        return !reference.within.isEmpty && this.union.contains(reference.within);
    }
}
