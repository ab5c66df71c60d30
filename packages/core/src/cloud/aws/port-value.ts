import type { Cause } from "../../cause.js";
import type { Field } from "../../field.js";
import type { Resource } from "../../value.js";
import { causeOf, integer } from "../shape.js";

/** A port, or undefined where it may be any: with the reason why, or without one where it has to be read as any. */
export interface PortValue {
    readonly number: number | undefined;
    readonly causes: readonly Cause[];
    /** Property path of the port. */
    readonly at: string;
    /** As written; what is secret or not known is not shown. */
    readonly text: string;
}

/** A port from a property. What is no plain number is every port; what is missing may be any. */
export function portOf(resource: Resource, field: Field): PortValue {
    const number = integer(field);
    const { at } = field;
    const text = field.written();
    if (typeof number === "number") return { number, causes: [], at, text };
    return { number: undefined, causes: number === "odd" ? [] : [causeOf(resource.urn, field)], at, text };
}

/** A port that nobody knows. */
export function unseenPort(cause: Cause): PortValue {
    return { number: undefined, causes: [cause], at: cause.at, text: "[unknown]" };
}
