import type { Entry } from "./entry.js";
import { IpSet } from "./ip-set.js";
import { PortSet } from "./port-set.js";
import type { Scope } from "./rule.js";

/** Source ports that the same denies name. */
export interface PortClass {
    readonly ports: PortSet;
    readonly inside: ReadonlySet<PortSet>;
}

/** The classes; more than `most` of them are not wanted, nor then complete. */
export function portClasses(denies: readonly Entry[], most: number): readonly PortClass[] {
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

export function countsAtPorts(entry: Entry, part: PortClass): boolean {
    if (entry.allows) return entry.sourcePorts.overlaps(part.ports);
    return part.inside.has(entry.sourcePorts) || entry.sourcePorts.equals(PortSet.all);
}

/** Destinations that the same denies name: addresses, named groups, and (`others`) every group that no deny names. */
export interface PlaceClass {
    readonly addresses: IpSet;
    readonly groups: ReadonlySet<string>;
    readonly others: boolean;
    readonly named: ReadonlySet<string>;
    readonly inside: ReadonlySet<Scope>;
}

export function placeClasses(denies: readonly Entry[], most: number): readonly PlaceClass[] {
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

export function countsAtPlace(entry: Entry, part: PlaceClass): boolean {
    const scope = entry.destination;
    if (entry.allows) return touchesPlace(scope, part);
    return scope === "any" || part.inside.has(scope);
}

/** True where some destination of the scope is in the class. */
export function touchesPlace(scope: Scope, part: PlaceClass): boolean {
    if (scope === "any") return true;
    if (scope.addresses.overlaps(part.addresses)) return true;
    return scope.groups.some((group) => part.groups.has(group) || (part.others && !part.named.has(group)));
}
