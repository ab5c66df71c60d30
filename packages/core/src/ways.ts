import { countsAtPlace, countsAtPorts, type PlaceClass, type PortClass, touchesPlace } from "./cell-classes.js";
import { type Entry, isEmptyScope } from "./entry.js";

/**
 * The places that one allow may turn out to have. Each is a list of cells: a client gets in at a place if one of its
 * cells lets it in, and surely gets in if every place does. A place of several classes lets in more than one of them
 * alone, so single classes of what is not known are enough.
 */
export type Ways = readonly (readonly (readonly Entry[])[])[];

/** The ways of an allow whose source ports or destination are not known, with the denies that count at each. */
export function waysOf(
    allow: Entry,
    entries: readonly Entry[],
    ports: readonly PortClass[],
    places: readonly PlaceClass[],
): Ways {
    const { sourcePorts, destination } = allow.rule;
    const anyPort = allow.sourcePorts.isEmpty;
    const anyPlace = isEmptyScope(allow.destination);
    const hasPorts = anyPort ? sourcePorts.most : allow.sourcePorts;
    const hasPlace = anyPlace ? destination.most : allow.destination;
    const inPorts = ports.filter((part) => hasPorts.overlaps(part.ports));
    const inPlaces = places.filter((part) => touchesPlace(hasPlace, part));
    const counts = (entry: Entry, port: PortClass, place: PlaceClass) =>
        entry === allow || (!entry.allows && countsAtPlace(entry, place) && countsAtPorts(entry, port));
    const cellAt = (port: PortClass, place: PlaceClass) => entries.filter((entry) => counts(entry, port, place));
    if (anyPort && anyPlace) return inPorts.flatMap((port) => inPlaces.map((place) => [cellAt(port, place)]));
    if (anyPort) return inPorts.map((port) => inPlaces.map((place) => cellAt(port, place)));
    return inPlaces.map((place) => inPorts.map((port) => cellAt(port, place)));
}
