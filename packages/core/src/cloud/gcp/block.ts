import { Field } from "../../field.js";
import { causeOf } from "../shape.js";
import { readSwitch, type Switch } from "./switches.js";

/** A block of which there can be only one, also where it comes as a list of one, as Terraform has it. */
export function soleBlock(field: Field): Field {
    if (!field.isList) return field;
    const [only, ...others] = field.items();
    if (only === undefined) return new Field(undefined, field.at, field.secret);
    return others.length === 0 ? only : field;
}

/** The switch at a path of blocks: of a block that is none nobody knows what it says. */
export function switchAt(root: Field, path: readonly string[], resource: string, absent: boolean): Switch {
    let field = root;
    for (const name of path) {
        const block = soleBlock(field);
        if (!block.isAbsent && !block.isObject) return { value: "either", causes: [causeOf(resource, block)] };
        field = block.get(name);
    }
    return readSwitch(field, resource, absent);
}
