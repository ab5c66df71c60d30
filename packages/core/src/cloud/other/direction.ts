import type { Cause } from "../../cause.js";
import type { Field } from "../../field.js";
import { causeOf } from "../shape.js";

/** What a direction says: nothing where it is surely outbound, else why it may be. */
export function readInbound(field: Field, resource: string, outbound: string): readonly Cause[] | undefined {
    if (field.text()?.toLowerCase() === outbound) return undefined;
    // Text that is neither is taken for inbound; what cannot be read may be either.
    const readable = field.isAbsent || field.text() !== undefined;
    return readable ? [] : [causeOf(resource, field)];
}
