import { Field } from "../../field.js";
import { Secret, Unknown, type Value } from "../../value.js";
import { evaluateExpression, type Lookup, workedOut } from "./arm-expression.js";

type Plain = { readonly [key: string]: Value };

/** Deeper than any template: whatever is below is not read. */
const MOST_LEVELS = 40;

/**
 * A value of an ARM template as azure-native writes it: `properties` of a resource are its own keys, an expression
 * (`[parameters('x')]`) is what is known of it, a list that a `copy` loop makes is not known.
 */
export function armValue(value: Value, lookup: Lookup): Value {
    return plain(value, [], lookup);
}

/** An object, or one as JSON in a text; undefined for anything else. */
export function parsedObject(written: Field): Field | undefined {
    if (written.isObject) return written;
    try {
        // What JSON.parse returns has no other shapes than those of Value.
        const value = JSON.parse((written.text() ?? "").replace(/^\uFEFF/, "")) as Value;
        const field = new Field(value, written.at, written.secret);
        return field.isObject ? field : undefined;
    } catch {
        return undefined;
    }
}

/** True for an object with keys. */
export function isPlain(value: Value): value is Plain {
    const composite = typeof value === "object" && value !== null && !Array.isArray(value);
    return composite && !(value instanceof Unknown) && !(value instanceof Secret);
}

function plain(value: Value, above: readonly Value[], lookup: Lookup): Value {
    if (typeof value === "string") return textOf(value, lookup);
    if (value instanceof Secret) return new Secret(plain(value.value, above, lookup));
    if (typeof value !== "object" || value === null || value instanceof Unknown) return value;
    if (above.length > MOST_LEVELS || above.includes(value)) return new Unknown();
    const path = [...above, value];
    if (Array.isArray(value)) return value.map((item: Value) => plain(item, path, lookup));
    return isPlain(value) ? objectOf(value, path, lookup) : new Unknown();
}

/** Brackets around a text make it an expression; a doubled bracket is one that is meant. */
function textOf(text: string, lookup: Lookup): Value {
    if (!text.startsWith("[") || !text.endsWith("]")) return text;
    return text.startsWith("[[") ? text.slice(1) : evaluateExpression(text.slice(1, -1), lookup);
}

function objectOf(object: Plain, path: readonly Value[], lookup: Lookup): Value {
    const entries = Object.entries(object).filter(([key]) => key !== "properties" && key !== "copy");
    const own = entries.map(([key, value]) => [key, plain(value, path, lookup)] as const);
    const inner = Object.hasOwn(object, "properties") ? plain(object["properties"], path, lookup) : {};
    if (!isPlain(inner)) return new Unknown();
    return Object.fromEntries([...Object.entries(inner), ...own, ...loops(object)]);
}

/** `copy: [{ name: "securityRules", count, input }]` in an object makes the list of that name. */
function loops(object: Plain): readonly (readonly [string, Value])[] {
    const copy = Object.hasOwn(object, "copy") ? object["copy"] : undefined;
    if (!Array.isArray(copy)) return [];
    return copy.flatMap((loop: Value) => {
        const name = isPlain(loop) && Object.hasOwn(loop, "name") ? loop["name"] : undefined;
        return typeof name === "string" ? [[name, workedOut()] as const] : [];
    });
}
