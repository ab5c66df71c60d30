import { type Properties, type PropertyValue, Secret } from "./property-value.js";

/** Makes the named properties secret; names of properties that are not there do nothing, as in the engine. */
export function markSecrets(properties: Properties, names: readonly string[]): Properties {
    const result: Record<string, PropertyValue> = { ...properties };
    for (const name of names) {
        const value = result[name];
        if (value !== undefined && !(value instanceof Secret)) {
            result[name] = new Secret(value);
        }
    }
    return result;
}
