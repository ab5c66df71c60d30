import type { Cause } from "../../cause.js";
import { Field } from "../../field.js";
import type { Contribution, NestedReader, Note } from "../../stack/contribution.js";
import { type Resource, Secret, Unknown, type Value } from "../../value.js";
import { ArmScope } from "./arm-scope.js";
import { armType } from "./arm-type.js";
import { armValue, isPlain } from "./arm-value.js";
import { nested } from "./nested-contribution.js";

/** One place of a carrier where resources of ARM are written. */
export interface ArmPlace {
    /** The resource of the program that carries the template. */
    readonly carrier: Resource;
    /** Reads a resource with the reader of its type. */
    readonly read: NestedReader;
    /** Names of the resource around, from the outermost; unknown ones are undefined. */
    readonly names: readonly (string | undefined)[];
    /** Type of the resource around. */
    readonly type: string;
    readonly resourceGroup: Value;
    readonly scope: ArmScope;
    readonly doubts: readonly Cause[];
    /** URNs that the program recorded for the resource around, where the carrier says which one that is. */
    readonly dependencies?: readonly string[];
    readonly level: number;
}

/** Reads nothing: what a carrier has for its inside when nobody gave it a reader. */
export const nobody: NestedReader = () => [];

/** The outermost place of a carrier. */
export function placeIn(carrier: Resource, root: Field, read: NestedReader): ArmPlace {
    const resourceGroup = root.get("resourceGroupName").value;
    const nothing = new Field(undefined, "");
    const scope = new ArmScope(nothing, false, nothing);
    return { carrier, read, names: [], type: "", resourceGroup, scope, doubts: [], level: 0 };
}

/** Reads one resource with the reader of its type; a type that is not read here says nothing. */
export function readKnown(
    place: ArmPlace,
    field: Field,
    type: string,
    names: readonly (string | undefined)[],
): readonly Contribution[] {
    const entry = armType(type);
    if (!entry) return [];
    const content = armValue(field.value, place.scope.lookup);
    if (!isPlain(content)) return [mention(place, field, "its properties are not known yet")];
    const named = entry.names.map((property, index) => [property, nameAt(names, index, entry.names.length)] as const);
    const properties = { ...content, ...Object.fromEntries(named), resourceGroupName: place.resourceGroup };
    const hidden = field.secret ? hide(properties) : properties;
    const last = names.at(-1);
    const inner: Resource = {
        urn: place.carrier.urn,
        type: entry.token,
        name: field.secret || last === undefined ? place.carrier.name : last,
        properties: hidden,
        ...(place.carrier.provider === undefined ? {} : { provider: place.carrier.provider }),
        ...(place.dependencies ? { propertyDependencies: dependenciesOf(entry.names, place.dependencies) } : {}),
    };
    const nesting = { at: field.at, doubts: place.doubts };
    return place.read(inner).map((contribution) => nested(contribution, nesting));
}

/** The names of the resources around came from where the program took the parent from. */
function dependenciesOf(names: readonly string[], parent: readonly string[]) {
    return Object.fromEntries(names.slice(0, -1).map((name) => [name, parent]));
}

/** Names are counted from the innermost: a parent's that is written as an expression may be several parts. */
function nameAt(names: readonly (string | undefined)[], index: number, count: number): Value {
    return names.at(index - count) ?? new Unknown();
}

function hide(properties: { readonly [key: string]: Value }): { readonly [key: string]: Value } {
    return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, new Secret(value)]));
}

/** Mentions what cannot be read. */
export function mention(place: ArmPlace, field: Field, why: string): Contribution {
    const note: Note = {
        resource: place.carrier.urn,
        at: field.at,
        code: "template-not-read",
        what: `Deployment ${place.carrier.name} carries a template that cannot be read from here, and it may write firewalls.`,
        why: `${field.at || "its template"}: ${why}, so what it creates is not part of the preview`,
        fix: "write its firewalls as resources of this program, or its template as JSON text or as an object",
        weight: "undecided",
    };
    return { resource: place.carrier, kind: "firewall", semantics: "union", rules: [], notes: [note] };
}
