import type { Entry } from "./entry.js";
import { IpSet } from "./ip-set.js";
import { PortSet } from "./port-set.js";

/** More cells, or looks at an entry in a cell, than this are not made. */
const MOST_CELLS = 1024;
const MOST_LOOKS = 1 << 20;

/**
 * Cuts entries into cells in each of which every entry, allow or deny, counts wholly or not at all: by source port, by
 * destination address and by the named groups that the destination is in, for one machine may be in several and have
 * any address. In order in each cell; undefined where there are too many.
 */
export function wholeCellsOf(entries: readonly Entry[]): readonly (readonly Entry[])[] | undefined {
    const most = Math.min(MOST_CELLS, MOST_LOOKS / Math.max(1, entries.length));
    const scopes = entries.flatMap(({ destination }) => (destination === "any" ? [] : [destination]));
    const ports = pieces<PortSet>(
        PortSet.all,
        entries.map((entry) => entry.sourcePorts),
        most,
    );
    const addresses = pieces<IpSet>(
        IpSet.everything,
        scopes.map((scope) => scope.addresses),
        most,
    );
    const groups = subsets([...new Set(scopes.flatMap((scope) => scope.groups))], most);
    if (ports.length * addresses.length * groups.length > most) return undefined;
    return ports.flatMap((part) => {
        const here = entries.filter((entry) => entry.sourcePorts.overlaps(part));
        return addresses.flatMap((place) => groups.map((names) => here.filter((one) => countsAt(one, place, names))));
    });
}

function countsAt({ destination }: Entry, place: IpSet, groups: ReadonlySet<string>): boolean {
    if (destination === "any" || destination.addresses.overlaps(place)) return true;
    return destination.groups.some((group) => groups.has(group));
}

interface Divisible<Part> {
    readonly isEmpty: boolean;
    intersect(other: Part): Part;
    subtract(other: Part): Part;
}

/** The whole in pieces that each cut holds wholly or not at all; more than `most` of them are not wanted, nor complete. */
function pieces<Part extends Divisible<Part>>(whole: Part, cuts: readonly Part[], most: number): readonly Part[] {
    let parts: Part[] = [whole];
    for (const cut of new Set(cuts)) {
        if (parts.length > most) break;
        parts = parts.flatMap((part) => [part.intersect(cut), part.subtract(cut)]).filter((part) => !part.isEmpty);
    }
    return parts;
}

function subsets(names: readonly string[], most: number): readonly ReadonlySet<string>[] {
    let sets: ReadonlySet<string>[] = [new Set()];
    for (const name of names) {
        if (sets.length > most) break;
        sets = sets.flatMap((set) => [set, new Set([...set, name])]);
    }
    return sets;
}
