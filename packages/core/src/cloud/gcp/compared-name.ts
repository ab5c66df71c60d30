import type { Field } from "../../field.js";

/** A name under which two references are compared; that of a secret, or of one that is not known, is its place. */
export function comparedName(field: Field): string {
    return field.secret ? field.at : (field.text() ?? field.at);
}
