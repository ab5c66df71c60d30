import type { Field } from "../../field.js";
import { PortSet } from "../../port-set.js";
import type { Action } from "../../rule.js";
import { joinPorts, oddPorts, portsOfText, type Reading, read } from "../shape.js";

const EVERY_PORT = ["*", "any"];

/** Values of a property in singular and plural form together; Azure gives `""` and `[]` for the one that is not used. */
export function valuesOf(singular: Field, plural: Field): readonly Field[] {
    const plain = singular.isAbsent ? [] : singular.isList ? singular.items() : [singular];
    return [...plain, ...plural.items()].filter((field) => field.value !== "");
}

/** Ports of a rule: `*`, `N`, `A-B`, commas inside a text; none at all is every port. */
export function rulePorts(resource: string, action: Action, values: readonly Field[]): Reading<PortSet> {
    if (values.length === 0) return read(PortSet.all);
    return joinPorts(values.map((value) => portsOf(resource, action, value)));
}

function portsOf(resource: string, action: Action, field: Field): Reading<PortSet> {
    const text = field.text();
    if (field.isAbsent || (text !== undefined && text !== text.trim())) return oddPorts(field, { resource, action });
    return portsOfText(field, { resource, action, everyPort: EVERY_PORT });
}
