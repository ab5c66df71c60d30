import { type Entries, type Entry, isNowhere, isRestricted } from "./entry.js";
import { IpSet } from "./ip-set.js";
import { PortSet } from "./port-set.js";
import type { Scope } from "./rule.js";

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
    /** True where there were too many: then the view is wider, or narrower, than it could be, and still sound. */
    readonly overflow: boolean;
}

/** Cuts the entries of a view into cells. */
export function cellsOf({ view, entries }: Entries): Cells {
    if (!entries.some((entry) => isRestricted(entry) || entry.astray)) return { cells: [entries], overflow: false };
    const settled = entries.filter((entry) => !isNowhere(entry));
    const denies = settled.filter((entry) => !entry.allows && isRestricted(entry));
    const astray = entries.some((entry) => entry.astray) ? [everywhere(entries, (entry) => entry.astray)] : [];
    if (denies.length === 0) return { cells: [settled, ...astray], overflow: false };
    const most = Math.min(MOST_CELLS, MOST_LOOKS / entries.length);
    const ports = portClasses(denies, most);
    const places = placeClasses(denies, most);
    if (ports.length * places.length > most) return { cells: [coarse({ view, entries })], overflow: true };
    return { cells: [...product(settled, ports, places), ...astray], overflow: false };
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

/** Source ports that the same denies name. */
interface PortClass {
    readonly ports: PortSet;
    readonly inside: ReadonlySet<PortSet>;
}

/** The classes; more than `most` of them are not wanted, nor then complete. */
function portClasses(denies: readonly Entry[], most: number): readonly PortClass[] {
    let classes: PortClass[] = [{ ports: PortSet.all, inside: new Set() }];
    for (const cut of new Set(denies.map((deny) => deny.sourcePorts))) {
        classes = classes.flatMap(({ ports, inside }) => [
            { ports: ports.intersect(cut), inside: new Set([...inside, cut]) },
            { ports: ports.subtract(cut), inside },
        ]);
        classes = classes.filter((part) => !part.ports.isEmpty);
        if (classes.length > most) break;
    }
    return classes;
}

function countsAtPorts(entry: Entry, part: PortClass): boolean {
    if (entry.allows) return entry.sourcePorts.overlaps(part.ports);
    return part.inside.has(entry.sourcePorts) || entry.sourcePorts.equals(PortSet.all);
}

/** Destinations that the same denies name: addresses, named groups, and (`others`) every group that no deny names. */
interface PlaceClass {
    readonly addresses: IpSet;
    readonly groups: ReadonlySet<string>;
    readonly others: boolean;
    readonly named: ReadonlySet<string>;
    readonly inside: ReadonlySet<Scope>;
}

function placeClasses(denies: readonly Entry[], most: number): readonly PlaceClass[] {
    const scopes = new Set(denies.map((deny) => deny.destination));
    const named = new Set([...scopes].flatMap((scope) => (scope === "any" ? [] : scope.groups)));
    const whole = { addresses: IpSet.everything, groups: named, others: true, named, inside: new Set<Scope>() };
    let classes: PlaceClass[] = [whole];
    for (const scope of scopes) {
        if (scope === "any") continue;
        classes = classes.flatMap((part) => split(part, scope));
        if (classes.length > most) break;
    }
    return classes;
}

function split(part: PlaceClass, scope: Exclude<Scope, "any">): readonly PlaceClass[] {
    const groups = new Set(scope.groups.filter((group) => part.groups.has(group)));
    if (groups.size === 0 && !part.addresses.overlaps(scope.addresses)) return [part];
    const outside = new Set([...part.groups].filter((group) => !groups.has(group)));
    return [
        {
            ...part,
            addresses: part.addresses.intersect(scope.addresses),
            groups,
            others: false,
            inside: new Set([...part.inside, scope]),
        },
        { ...part, addresses: part.addresses.subtract(scope.addresses), groups: outside },
    ].filter((piece) => piece.others || piece.groups.size > 0 || !piece.addresses.isEmpty);
}

function countsAtPlace(entry: Entry, part: PlaceClass): boolean {
    const scope = entry.destination;
    if (scope === "any") return true;
    if (!entry.allows) return part.inside.has(scope);
    if (scope.addresses.overlaps(part.addresses)) return true;
    return scope.groups.some((group) => part.groups.has(group) || (part.others && !part.named.has(group)));
}
