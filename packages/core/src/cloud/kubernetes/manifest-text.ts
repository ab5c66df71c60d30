import { Field } from "../../field.js";
import { parseYaml } from "../yaml.js";

/** A line between the documents of a manifest, or before the first one. */
const BETWEEN = /^---(?:[ \t].*)?$/m;

/** Reads the objects of a manifest that is text; undefined in the place of each that is not plain YAML. */
export function manifestObjects(field: Field): readonly (Field | undefined)[] {
    return (field.text() ?? "").split(BETWEEN).flatMap((text) => {
        const read = parseYaml(text, () => undefined);
        if (read === undefined) return [undefined];
        return read.value === null ? [] : [new Field(read.value, field.at, field.secret)];
    });
}
