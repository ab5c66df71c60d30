import type { Cause } from "../../cause.js";
import type { Field } from "../../field.js";
import { causeOf } from "../shape.js";

/**
 * Which instances a rule speaks of, in one dimension (their tags or accounts; their networks): all of them, or those
 * that one of the names selects. Names of different kinds (a tag, an account) are never comparable.
 */
export interface Selector {
    /** `<kind>:<name>`, such as `tag:api`; empty for all instances, unless some names are unknown. */
    readonly names: readonly string[];
    /** Kinds of which further names may come. */
    readonly unknownKinds: readonly string[];
    /** False where the whole property is unknown, which may turn out to be absent: every instance. */
    readonly selects: boolean | "maybe";
    readonly causes: readonly Cause[];
}

/** A selector of everything. */
export const EVERY_INSTANCE: Selector = { names: [], unknownKinds: [], selects: false, causes: [] };

/** The instances a rule applies to: selected in every dimension. */
export interface Target {
    /** Tags, service accounts, secure tags, forwarding rules. */
    readonly instances: Selector;
    /** Networks that a rule of a hierarchical policy names in `targetResources`. */
    readonly networks: Selector;
}

/** One property that selects: its kind, and how a name is found in an element of it. */
export interface SelectorProperty {
    readonly kind: string;
    readonly field: Field;
    readonly nameOf: (element: Field) => string | undefined;
}

/** Reads the properties that select in one dimension. */
export function readSelector(resource: string, properties: readonly SelectorProperty[]): Selector {
    const parts = properties.filter(({ field }) => field.items().length > 0);
    if (parts.length === 0) return EVERY_INSTANCE;
    const elements = parts.flatMap((part) =>
        part.field.items().map((element) => ({ kind: part.kind, element, name: part.nameOf(element) })),
    );
    const unnamed = elements.filter((one) => one.name === undefined);
    return {
        names: elements.flatMap(({ kind, name }) => (name === undefined ? [] : [`${kind}:${name}`])),
        unknownKinds: [...new Set(unnamed.map((one) => one.kind))],
        selects: parts.some(({ field }) => !field.isUnknown) ? true : "maybe",
        causes: unnamed.map(({ element }) => causeOf(resource, element)),
    };
}

/** An instance, or a kind of instance, at which rules are compared: one name, one unknown name, or none at all. */
export interface Place {
    /** `<kind>:<name>`; undefined for an instance that no rule names in this dimension. */
    readonly name: string | undefined;
    /** Kind of a name that is not known yet; no other rule surely selects it. */
    readonly unknownKind: string | undefined;
}

const UNNAMED: Place = { name: undefined, unknownKind: undefined };

/** The places at which a rule of that selector admits: one for each name, as each must be denied for itself. */
export function placesOf(selector: Selector): readonly Place[] {
    if (selector.selects === false) return [UNNAMED];
    return [
        ...selector.names.map((name) => ({ name, unknownKind: undefined })),
        ...selector.unknownKinds.map((unknownKind) => ({ name: undefined, unknownKind })),
    ];
}

/** Whether a rule of that selector applies at a place. */
export function appliesAt(selector: Selector, place: Place): boolean | "maybe" {
    if (selector.selects === false) return true;
    if (place.name !== undefined && selector.names.includes(place.name)) return true;
    if (selector.selects === "maybe") return "maybe";
    const kind = place.name === undefined ? place.unknownKind : kindOf(place.name);
    if (kind === undefined) return false;
    if (selector.unknownKinds.includes(kind)) return "maybe";
    return place.name === undefined && selector.names.some((name) => kindOf(name) === kind) ? "maybe" : false;
}

function kindOf(name: string): string {
    return name.slice(0, name.indexOf(":"));
}
