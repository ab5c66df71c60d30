import { type Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import {
    Archive,
    Asset,
    OutputValue,
    type Properties,
    type PropertyValue,
    ResourceReference,
    Secret,
    setProperty,
    Unknown,
} from "./property-value.js";
import { isSentinel, SIGNATURE_KEY, Signature, UNKNOWN_STRING } from "./signatures.js";

/** How a struct from the wire is read. */
export interface ReadOptions {
    /** Says of texts and numbers that they stand for an unknown value: placeholders, and text made from them. */
    readonly isPlaceholder?: (value: string | number) => boolean;
}

/** Reads properties from the wire; a missing struct has none. */
export function readStruct(struct: Struct | undefined, options: ReadOptions = {}): Properties {
    const result: Record<string, PropertyValue> = {};
    struct?.getFieldsMap().forEach((value, name) => {
        setProperty(result, name, readValue(value, options));
    });
    return result;
}

/** Reads one value from the wire. */
export function readValue(value: Value, options: ReadOptions = {}): PropertyValue {
    switch (value.getKindCase()) {
        case Value.KindCase.BOOL_VALUE:
            return value.getBoolValue();
        case Value.KindCase.NUMBER_VALUE: {
            const number = value.getNumberValue();
            return options.isPlaceholder?.(number) ? new Unknown() : number;
        }
        case Value.KindCase.STRING_VALUE:
            return readText(value.getStringValue(), options);
        case Value.KindCase.LIST_VALUE:
            return (value.getListValue()?.getValuesList() ?? []).map((element) => readValue(element, options));
        case Value.KindCase.STRUCT_VALUE:
            return readObject(value.getStructValue(), options);
        default:
            return null;
    }
}

function readText(text: string, options: ReadOptions): PropertyValue {
    if (isSentinel(text)) {
        return new Unknown(text);
    }
    return options.isPlaceholder?.(text) ? new Unknown() : text;
}

/** A placeholder in an asset's text is part of the text; one in its path names a file that nobody can read here. */
function readObject(struct: Struct | undefined, options: ReadOptions): PropertyValue {
    const signature = struct?.getFieldsMap().get(SIGNATURE_KEY)?.getStringValue();
    if (signature !== Signature.Asset && signature !== Signature.Archive) {
        return revive(readStruct(struct, options));
    }
    const object = readStruct(struct);
    const { path } = object;
    return typeof path === "string" && options.isPlaceholder?.(path) ? new Unknown() : revive(object);
}

/** Turns an object that carries a signature into what it stands for. */
function revive(object: Properties): PropertyValue {
    const signature = Object.hasOwn(object, SIGNATURE_KEY) ? object[SIGNATURE_KEY] : undefined;
    switch (signature) {
        case undefined:
            return object;
        case Signature.Secret:
            if (object["value"] === undefined) {
                throw new Error("malformed RPC secret: missing value");
            }
            return new Secret(object["value"]);
        case Signature.OutputValue:
            return reviveOutput(object);
        case Signature.ResourceReference:
            return reviveReference(object);
        case Signature.Asset:
            return reviveAsset(object);
        case Signature.Archive:
            return reviveArchive(object);
        default:
            throw new Error(`unrecognized signature '${String(signature)}' in property map`);
    }
}

function reviveOutput(object: Properties): OutputValue {
    const dependencies = object["dependencies"];
    return new OutputValue(
        object["value"],
        object["secret"] === true,
        Array.isArray(dependencies) ? dependencies.filter((urn) => typeof urn === "string") : [],
    );
}

function reviveReference(object: Properties): ResourceReference {
    const urn = object["urn"];
    if (typeof urn !== "string") {
        throw new Error("malformed resource reference: missing urn");
    }
    const version = object["packageVersion"];
    return new ResourceReference(urn, reviveId(object), typeof version === "string" ? version : "");
}

/** No `id` at all means that the resource has none; an empty one, that it is not known yet. */
function reviveId(object: Properties): string | Unknown | undefined {
    const id = object["id"];
    if (id === undefined) {
        return undefined;
    }
    const value = id instanceof OutputValue ? id.value : id;
    return typeof value === "string" && value !== "" ? value : new Unknown(UNKNOWN_STRING);
}

function reviveAsset(object: Properties): Asset {
    const asset = new Asset({
        ...textField(object, "text"),
        ...textField(object, "path"),
        ...textField(object, "uri"),
    });
    asset.hash = typeof object["hash"] === "string" ? object["hash"] : "";
    return asset;
}

function reviveArchive(object: Properties): Archive {
    const assets = object["assets"];
    const archive = new Archive({
        // The members were revived before the archive itself: each is an asset or an archive.
        ...(assets === undefined || assets === null ? {} : { assets: assets as Record<string, Asset | Archive> }),
        ...textField(object, "path"),
        ...textField(object, "uri"),
    });
    archive.hash = typeof object["hash"] === "string" ? object["hash"] : "";
    return archive;
}

function textField(object: Properties, name: string): Record<string, string> {
    const value = object[name];
    return typeof value === "string" && value !== "" ? { [name]: value } : {};
}
