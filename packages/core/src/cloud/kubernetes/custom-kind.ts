import { Field } from "../../field.js";
import type { Rule } from "../../rule.js";
import { type Resource, Secret, type Value } from "../../value.js";

/** How one kind of custom resource says the same as a resource of a cloud's own provider. */
export interface CustomKind {
    /** API group, without its version. */
    readonly group: RegExp;
    readonly kind: RegExp;
    /** Type token of the resource whose fields these are. */
    readonly type: string;
    /** The object that holds the fields; `spec` where it is not told. */
    readonly within?: string;
    /** Key by which others of its cluster name the object; its physical id where it is not told. */
    readonly id?: (object: Field) => string | undefined;
    /** The fields in the words of that token; undefined where this object says nothing of firewalls. */
    readonly translate?: (fields: Field, object: Field, resource: Resource) => Translated | undefined;
    /** A rule in the words of the object, where its fields do not say what the token's would. */
    readonly told?: (rule: Rule, fields: Field, path: string) => Rule;
}

/** Properties by name, and where in the fields they came from. */
export type Translated = Readonly<Record<string, Field | Value>>;

/** The fields as they are, for kinds that share their names with the token. */
export function sameFields(fields: Field): Translated {
    return Object.fromEntries(fields.keys().map((key) => [key, fields.own(key)]));
}

/** A field as a value again, its secrecy kept. */
export function plain(value: Field | Value): Value {
    if (!(value instanceof Field)) return value;
    return value.secret ? new Secret(value.value) : value.value;
}
