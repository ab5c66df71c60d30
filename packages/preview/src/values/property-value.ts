import { UNKNOWN_STRING } from "./signatures.js";

/** A value that only exists after `pulumi up`. */
export class Unknown {
    readonly unknown = true;
    /** The text that stands for it on the wire; its type is a hint at best. */
    readonly #sentinel: string;

    constructor(sentinel: string = UNKNOWN_STRING) {
        this.#sentinel = sentinel;
    }

    get sentinel(): string {
        return this.#sentinel;
    }

    toJSON(): string {
        return "[unknown]";
    }
}

/** A secret: its value is inside, and it prints as `[secret]`. */
export class Secret {
    readonly #value: PropertyValue;

    constructor(value: PropertyValue) {
        this.#value = value;
    }

    /** The value in clear. */
    get secret(): PropertyValue {
        return this.#value;
    }

    toJSON(): string {
        return "[secret]";
    }
}

/** A reference from one resource to another. */
export class ResourceReference {
    constructor(
        readonly urn: string,
        /** Undefined where the resource has no id (components); {@link Unknown} where it does not have it yet. */
        readonly id: string | Unknown | undefined,
        readonly packageVersion: string,
    ) {}
}

/** What the SDK calls an asset, with the hash of its content. */
export class Asset {
    constructor(readonly fields: { readonly text?: string; readonly path?: string; readonly uri?: string }) {}

    hash = "";
}

/** What the SDK calls an archive. */
export class Archive {
    constructor(
        readonly fields: {
            readonly assets?: Readonly<Record<string, Asset | Archive>>;
            readonly path?: string;
            readonly uri?: string;
        },
    ) {}

    hash = "";
}

/** A value with what the SDK knows about it; only between the program and the engine, a pack never sees one. */
export class OutputValue {
    constructor(
        /** Undefined where the value is unknown. */
        readonly value: PropertyValue | undefined,
        readonly secret: boolean,
        readonly dependencies: readonly string[],
    ) {}
}

/** One property value, as the program sent it. */
export type PropertyValue =
    | null
    | boolean
    | number
    | string
    | readonly PropertyValue[]
    | { readonly [name: string]: PropertyValue }
    | Unknown
    | Secret
    | ResourceReference
    | Asset
    | Archive
    | OutputValue;

/** Property values by name. */
export type Properties = { readonly [name: string]: PropertyValue };

/** True for an ordinary object: none of the classes above, no array. */
export function isObject(value: PropertyValue): value is Properties {
    return (
        typeof value === "object" &&
        value !== null &&
        !Array.isArray(value) &&
        !(value instanceof Unknown) &&
        !(value instanceof Secret) &&
        !(value instanceof ResourceReference) &&
        !(value instanceof Asset) &&
        !(value instanceof Archive) &&
        !(value instanceof OutputValue)
    );
}

/** True for a list of values. */
export function isList(value: PropertyValue): value is readonly PropertyValue[] {
    return Array.isArray(value);
}

/** Copies the properties, each value mapped. */
export function mapProperties(properties: Properties, map: (value: PropertyValue) => PropertyValue): Properties {
    const result: Record<string, PropertyValue> = {};
    for (const [name, value] of Object.entries(properties)) {
        setProperty(result, name, map(value));
    }
    return result;
}

/** Sets a property even if it is called `__proto__`. */
export function setProperty(target: Record<string, PropertyValue>, name: string, value: PropertyValue): void {
    if (name === "__proto__") {
        Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
    } else {
        target[name] = value;
    }
}
