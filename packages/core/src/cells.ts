import {
    countsAtPlace,
    countsAtPorts,
    type PlaceClass,
    type PortClass,
    placeClasses,
    portClasses,
} from "./cell-classes.js";
import { type Entries, type Entry, isNowhere, isRestricted } from "./entry.js";
import { type Ways, waysOf } from "./ways.js";

/** More cells than this are not told apart. */
const MOST_CELLS = 4096;
/** Nor are so many that looking at every entry in every cell would be felt. */
const MOST_LOOKS = 1 << 22;

/**
 * A client chooses its source port and may speak to any destination: it gets in if one combination lets it in.
 * Denies cut the space of (source port x destination) into cells, in each of which every deny counts wholly or not at
 * all. So the answer is the union over the cells of a first match in each.
 *
 *     source port
 *       ^   +---------+----+
 *       |   | d1      |    |      d1 counts here only, d2 in the lower two:
 *       |   +---------+    |      three cells, one of them without a deny
 *       |   | d1, d2  |    |
 *       +---+---------+----+--> destination
 *
 * An allow counts in a cell that it touches: no deny tells the rest of the cell apart.
 */
export interface Cells {
    /** The entries that count in each cell, in order. */
    readonly cells: readonly (readonly Entry[])[];
    /** Besides, of each allow whose place is not known the places that it may have: whom all of them let in. */
    readonly ways: readonly Ways[];
    /** True where there were too many: then the view is wider, or narrower, than it could be, and still sound. */
    readonly overflow: boolean;
}

/** Cuts the entries of a view into cells. */
export function cellsOf({ view, entries }: Entries): Cells {
    if (!entries.some((entry) => isRestricted(entry) || entry.astray))
        return { cells: [entries], ways: [], overflow: false };
    const astray = entries.filter((entry) => entry.astray);
    const settled = entries.filter((entry) => !isNowhere(entry));
    const denies = settled.filter((entry) => !entry.allows && isRestricted(entry));
    if (denies.length === 0) return { cells: [settled, ...sureCells(entries, astray)], ways: [], overflow: false };
    const most = Math.min(MOST_CELLS, MOST_LOOKS / entries.length);
    const ports = portClasses(denies, most);
    const places = placeClasses(denies, most);
    const count = ports.length * places.length;
    if (count > most) return { cells: [coarse({ view, entries })], ways: [], overflow: true };
    const cells = product(settled, ports, places);
    if (count * astray.length > most)
        return { cells: [...cells, ...sureCells(entries, astray)], ways: [], overflow: true };
    return { cells, ways: astray.map((allow) => waysOf(allow, entries, ports, places)), overflow: false };
}

/** Allows whose place is not known, behind all denies: whoever gets in there gets in at any place. */
function sureCells(entries: readonly Entry[], astray: readonly Entry[]): readonly (readonly Entry[])[] {
    return astray.length === 0 ? [] : [everywhere(entries, (allow) => allow.astray)];
}

/** A cell in which every deny counts: whoever gets in here gets in wherever the allow may apply. */
function everywhere(entries: readonly Entry[], takes: (allow: Entry) => boolean): readonly Entry[] {
    return entries.filter((entry) => !entry.allows || (takes(entry) && (entry.astray || !isNowhere(entry))));
}

/** One cell for all: a deny of single source ports or destinations clears nothing at most, and everything at least. */
function coarse({ view, entries }: Entries): readonly Entry[] {
    if (view === "least") return everywhere(entries, () => true);
    return entries.filter((entry) => (entry.allows ? !isNowhere(entry) : !isRestricted(entry)));
}

function product(entries: readonly Entry[], ports: readonly PortClass[], places: readonly PlaceClass[]) {
    return places.flatMap((place) => {
        const here = entries.filter((entry) => countsAtPlace(entry, place));
        return ports.map((part) => here.filter((entry) => countsAtPorts(entry, part)));
    });
}
