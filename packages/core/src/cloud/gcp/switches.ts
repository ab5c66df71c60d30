import type { Cause } from "../../cause.js";
import type { Field } from "../../field.js";
import type { Between } from "../../rule.js";
import { known } from "../../rule.js";
import { causeOf, integer, unreadableCause } from "../shape.js";

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

/** Reads `direction`: true for ingress, which is also the default. */
export function readIngress(field: Field, resource: string): Switch {
    if (field.isAbsent || field.text() === "") return { value: true, causes: [] };
    const word = field.text()?.toUpperCase();
    if (word === "INGRESS" || word === "EGRESS") return { value: word === "INGRESS", causes: [] };
    return { value: "either", causes: [causeOf(resource, field)] };
}

/** A priority that may not be known: it then lies anywhere up to `last`. */
export interface PriorityReading {
    readonly priority: Between<number>;
    readonly causes: readonly Cause[];
}

/** Reads a priority; `absent` is the default, undefined where the cloud has none. */
export function readPriority(field: Field, resource: string, last: number, absent?: number): PriorityReading {
    const value = integer(field);
    if (value === undefined && absent !== undefined) return { priority: known(absent), causes: [] };
    if (typeof value === "number") return { priority: known(value), causes: [] };
    const cause = field.isUnknown ? causeOf(resource, field) : unreadableCause(resource, field, "it is no priority");
    return { priority: { least: 0, most: last }, causes: [cause] };
}
