import { type PropertyValue, setProperty } from "./property-value.js";

/** Takes plain JSON (a fixture, a file) as a property value; what JSON cannot say becomes null. */
export function parsePlain(value: unknown): PropertyValue {
    if (typeof value === "boolean" || typeof value === "number" || typeof value === "string") {
        return value;
    }
    if (Array.isArray(value)) {
        return value.map(parsePlain);
    }
    if (typeof value === "object" && value !== null) {
        const result: Record<string, PropertyValue> = {};
        for (const [name, inner] of Object.entries(value)) {
            setProperty(result, name, parsePlain(inner));
        }
        return result;
    }
    return null;
}

/** Takes a plain JSON object as properties. */
export function parsePlainObject(value: Readonly<Record<string, unknown>>): Readonly<Record<string, PropertyValue>> {
    // An object in gives an object out.
    return parsePlain(value) as Readonly<Record<string, PropertyValue>>;
}
