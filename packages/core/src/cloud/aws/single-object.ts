import { Field } from "../../field.js";

/** The object itself, also where it stands in a list of one, as bridged providers once wrote it. */
export function singleObject(field: Field): Field {
    if (!field.isList) return field;
    const [only, ...others] = field.items();
    if (only === undefined) return new Field(undefined, field.at, field.secret);
    return others.length === 0 ? only : field;
}
