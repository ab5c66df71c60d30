import {
    isList,
    isObject,
    mapProperties,
    OutputValue,
    type Properties,
    type PropertyValue,
    ResourceReference,
    Secret,
    Unknown,
} from "./property-value.js";

/** Turns unknowns and secrets into output values, the form in which transforms see them. */
export function upgradeValue(value: PropertyValue): PropertyValue {
    if (value instanceof Unknown) {
        return new OutputValue(undefined, false, []);
    }
    if (value instanceof Secret) {
        return new OutputValue(upgradeValue(value.secret), true, []);
    }
    if (value instanceof OutputValue) {
        const inner = value.value === undefined ? undefined : upgradeValue(value.value);
        return new OutputValue(inner, value.secret, value.dependencies);
    }
    if (isList(value)) {
        return value.map(upgradeValue);
    }
    return isObject(value) ? mapProperties(value, upgradeValue) : value;
}

/** Adds to each property the URNs it depends on, where its own output values do not name them already. */
export function attachDependencies(
    properties: Properties,
    dependencies: ReadonlyMap<string, ReadonlySet<string>>,
): Properties {
    const result: Record<string, PropertyValue> = {};
    for (const [name, value] of Object.entries(properties)) {
        const wanted = dependencies.get(name) ?? new Set();
        const present = collectDependencies(value);
        if ([...wanted].every((urn) => present.has(urn))) {
            result[name] = value;
        } else {
            const output = value instanceof OutputValue ? value : new OutputValue(value, false, []);
            const all = [...new Set([...output.dependencies, ...wanted])];
            result[name] = new OutputValue(output.value, output.secret, all);
        }
    }
    return result;
}

/** Turns output values back into plain values, unknowns and secrets: the form that packs and results have. */
export function downgradeValue(value: PropertyValue): PropertyValue {
    if (value instanceof OutputValue) {
        const plain = value.value === undefined ? new Unknown() : downgradeValue(value.value);
        return value.secret ? new Secret(plain) : plain;
    }
    if (value instanceof Secret) {
        return new Secret(downgradeValue(value.secret));
    }
    if (isList(value)) {
        return value.map(downgradeValue);
    }
    return isObject(value) ? mapProperties(value, downgradeValue) : value;
}

/** URNs that a value depends on, as its output values say. */
export function collectDependencies(value: PropertyValue, into: Set<string> = new Set()): Set<string> {
    if (value instanceof OutputValue) {
        if (value.value !== undefined) {
            collectDependencies(value.value, into);
        }
        for (const urn of value.dependencies) {
            into.add(urn);
        }
    } else if (value instanceof Secret) {
        collectDependencies(value.secret, into);
    } else if (isList(value)) {
        for (const element of value) {
            collectDependencies(element, into);
        }
    } else if (isObject(value)) {
        for (const element of Object.values(value)) {
            collectDependencies(element, into);
        }
    }
    return into;
}

/** True if any part of the value is unknown. */
export function containsUnknown(value: PropertyValue): boolean {
    if (value instanceof Unknown) {
        return true;
    }
    if (value instanceof OutputValue) {
        return value.value === undefined || containsUnknown(value.value);
    }
    if (value instanceof Secret) {
        return containsUnknown(value.secret);
    }
    if (value instanceof ResourceReference) {
        return value.id instanceof Unknown;
    }
    if (isList(value)) {
        return value.some(containsUnknown);
    }
    return isObject(value) && Object.values(value).some(containsUnknown);
}
