import { ListValue, NullValue, Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import {
    Archive,
    Asset,
    isList,
    OutputValue,
    type Properties,
    type PropertyValue,
    ResourceReference,
    Secret,
    Unknown,
} from "./property-value.js";
import { SIGNATURE_KEY, Signature, UNKNOWN_STRING } from "./signatures.js";

/** What the receiver understands; what it does not is written as the plain value. */
export interface WriteOptions {
    /** @default true */
    readonly keepSecrets?: boolean;
    /** @default false */
    readonly keepResources?: boolean;
    /** @default false */
    readonly keepOutputValues?: boolean;
    /** Leaves out the engine's own keys, those that start with `__`, at the top level. @default false */
    readonly skipInternalKeys?: boolean;
}

/** Writes properties for the wire. */
export function writeStruct(properties: Properties, options: WriteOptions = {}): Struct {
    const struct = new Struct();
    const fields = struct.getFieldsMap();
    for (const [name, value] of Object.entries(properties)) {
        // An absent property is one that the program never set.
        if (value !== undefined && !(options.skipInternalKeys && name.startsWith("__"))) {
            fields.set(name, writeValue(value, { ...options, skipInternalKeys: false }));
        }
    }
    return struct;
}

/** Writes one value for the wire. */
export function writeValue(value: PropertyValue, options: WriteOptions = {}): Value {
    const result = new Value();
    if (value === null || value === undefined) {
        result.setNullValue(NullValue.NULL_VALUE);
    } else if (typeof value === "boolean") {
        result.setBoolValue(value);
    } else if (typeof value === "number") {
        result.setNumberValue(value);
    } else if (typeof value === "string") {
        result.setStringValue(value);
    } else if (isList(value)) {
        const list = new ListValue();
        list.setValuesList(value.map((element) => writeValue(element, options)));
        result.setListValue(list);
    } else {
        return writeObject(value, options);
    }
    return result;
}

function writeObject(value: Exclude<PropertyValue, null | boolean | number | string>, options: WriteOptions): Value {
    if (value instanceof Unknown) {
        return writeValue(value.sentinel);
    }
    if (value instanceof Secret) {
        return options.keepSecrets === false
            ? writeValue(value.secret, options)
            : signed(Signature.Secret, { value: value.secret }, options);
    }
    if (value instanceof OutputValue) {
        return writeOutput(value, options);
    }
    if (value instanceof ResourceReference) {
        return writeReference(value, options);
    }
    if (value instanceof Asset || value instanceof Archive) {
        return writeAsset(value, options);
    }
    const result = new Value();
    // Lists were handled by the caller, and the classes above: what is left is an ordinary object.
    result.setStructValue(writeStruct(value as Properties, options));
    return result;
}

function writeOutput(output: OutputValue, options: WriteOptions): Value {
    if (!options.keepOutputValues) {
        const value = output.value === undefined ? new Unknown() : output.value;
        return writeValue(output.secret ? new Secret(value) : value, options);
    }
    return signed(
        Signature.OutputValue,
        {
            ...(output.value === undefined ? {} : { value: output.value }),
            ...(output.secret ? { secret: true } : {}),
            ...(output.dependencies.length > 0 ? { dependencies: output.dependencies } : {}),
        },
        options,
    );
}

function writeReference(reference: ResourceReference, options: WriteOptions): Value {
    if (!options.keepResources) {
        return writeValue(reference.id === undefined ? reference.urn : reference.id, options);
    }
    const [type, name] = reference.urn.split("::").slice(2);
    return signed(
        Signature.ResourceReference,
        {
            urn: reference.urn,
            ...(name === undefined ? {} : { name }),
            ...(type === undefined ? {} : { type: type.slice(type.lastIndexOf("$") + 1) }),
            ...(reference.id === undefined ? {} : { id: reference.id instanceof Unknown ? "" : reference.id }),
            ...(reference.packageVersion === "" ? {} : { packageVersion: reference.packageVersion }),
        },
        options,
    );
}

function writeAsset(asset: Asset | Archive, options: WriteOptions): Value {
    const signature = asset instanceof Asset ? Signature.Asset : Signature.Archive;
    return signed(signature, { ...(asset.hash === "" ? {} : { hash: asset.hash }), ...asset.fields }, options);
}

function signed(signature: string, fields: Properties, options: WriteOptions): Value {
    const result = new Value();
    result.setStructValue(writeStruct({ [SIGNATURE_KEY]: signature, ...fields }, options));
    return result;
}

/** The wire's word for an id that only exists after `pulumi up`. */
export const UNKNOWN_ID = UNKNOWN_STRING;
