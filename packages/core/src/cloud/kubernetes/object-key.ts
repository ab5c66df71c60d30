import type { Field } from "../../field.js";
import { Unknown, type Value } from "../../value.js";

/** Key by which objects of one cluster name an object: its name, with its namespace where it is in one. */
export function objectKey(metadata: Field): string | undefined {
    return keyOf(metadata.get("name"), metadata.get("namespace"));
}

/**
 * The key of the object that a reference names (`{ name, namespace }`); the namespace of the one that names it where
 * the reference has none. Unknown where the name is.
 */
export function referredKey(reference: Field, metadata: Field): Value {
    const namespace = reference.get("namespace");
    const key = keyOf(reference.get("name"), namespace.isAbsent ? metadata.get("namespace") : namespace);
    return key ?? new Unknown(reference.secret);
}

function keyOf(name: Field, namespace: Field): string | undefined {
    const text = name.text();
    if (text === undefined || text === "") return undefined;
    if (namespace.isAbsent) return text;
    const space = namespace.text();
    return space === undefined ? undefined : `${space}/${text}`;
}
