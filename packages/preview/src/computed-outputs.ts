import { COMPUTED_OUTPUTS } from "./computed-outputs-table.js";
import { isList, isObject, type Properties, type PropertyValue, Unknown } from "./values/property-value.js";

/**
 * Outputs of a custom resource in a preview: its inputs, and as unknown what its provider computes. Without the table
 * a stack policy would see a computed property as absent, and a rule without its source looks harmless.
 */
export function withComputedOutputs(type: string, inputs: Properties): Properties {
    const paths = COMPUTED_OUTPUTS[type];
    if (paths === undefined) {
        return inputs;
    }
    let result: PropertyValue = inputs;
    for (const path of paths) {
        result = setUnknown(result, path.split("."));
    }
    // An object whose fields were completed is still an object.
    return result as Properties;
}

/** Sets the field at the path to unknown where it is absent; `*` goes through every element of a list. */
function setUnknown(value: PropertyValue, path: readonly string[]): PropertyValue {
    const [name, ...rest] = path;
    if (name === undefined) {
        return value;
    }
    if (name === "*") {
        return isList(value) ? value.map((element) => setUnknown(element, rest)) : value;
    }
    if (!isObject(value)) {
        return value;
    }
    if (rest.length > 0) {
        const inner = value[name];
        return inner === undefined ? value : { ...value, [name]: setUnknown(inner, rest) };
    }
    return value[name] === undefined ? { ...value, [name]: new Unknown() } : value;
}
