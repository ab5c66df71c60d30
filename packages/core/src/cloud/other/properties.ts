import type { Cause } from "../../cause.js";
import { Field } from "../../field.js";
import { causeOf, unreadableCause, unreadKeys } from "../shape.js";

/** The object itself, also where it stands in a list of one, as bridged providers once wrote it. */
export function singleObject(field: Field): Field {
    if (!field.isList) return field;
    const [only, ...others] = field.items();
    if (only === undefined) return new Field(undefined, field.at, field.secret);
    return others.length === 0 ? only : field;
}

/** The property under the first of its names that is given: the SDK's own, then the ones of Terraform. */
export function firstGiven(root: Field, first: string, ...others: readonly string[]): Field {
    const given = others.map((name) => root.get(name)).find((field) => !field.isAbsent);
    const own = root.get(first);
    return own.isAbsent && given ? given : own;
}

/** The elements of a list under any of its names. */
export function itemsOf(root: Field, ...names: readonly string[]): readonly Field[] {
    return names.flatMap((name) => root.get(name).items());
}

/** A property that counts as not given where it is empty text, as bridges read it. */
export function filled(field: Field): Field {
    return field.value === "" ? new Field(undefined, field.at, field.secret) : field;
}

/** A bound that counts as not given where it is 0, because ports begin at 1. */
export function unlessZero(bound: Field): Field {
    return bound.value === 0 || bound.value === "0" ? new Field(undefined, bound.at, bound.secret) : bound;
}

/** Keys of a rule that nobody reads: each may hide a source, or narrow what the rule matches. */
export function unreadCauses(rule: Field, names: readonly string[], resource: string): readonly Cause[] {
    return unreadKeys(rule, names)
        .map((key) => ({ key, field: rule.own(key) }))
        .filter(({ field }) => !field.isAbsent)
        .map(({ key, field }) =>
            unreadableCause(resource, field, `a key ${JSON.stringify(key)} that is not read here`),
        );
}

/** A yes or no that may not be known. */
export interface Switch {
    readonly value: boolean | "either";
    readonly causes: readonly Cause[];
}

/** Reads a switch: what is neither true nor false takes both values. */
export function readSwitch(field: Field, resource: string, absent: boolean): Switch {
    if (field.isAbsent) return { value: absent, causes: [] };
    const flag = field.flag();
    return flag === undefined ? { value: "either", causes: [causeOf(resource, field)] } : { value: flag, causes: [] };
}

/** A property as a reason says it: `ports is "6443"`. */
export function said(field: Field): string {
    return `${field.at} is ${field.written()}`;
}
