import { Archive, Asset, ResourceReference, Secret, Unknown } from "@portcullis/preview";

/** Key under which Pulumi's JSON says that an object is more than an object, and the words that follow it. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";
const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";
const RESOURCE_REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e";

/** Pulumi's word for a value that is not known yet. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Writes a property value as the engine's events do. A secret's value never gets out. */
function propertyJson(value: unknown): unknown {
    if (value instanceof Secret) return { [SIGNATURE]: SECRET, ciphertext: "[secret]" };
    if (value instanceof Unknown) return UNKNOWN;
    if (value instanceof Asset) return { [SIGNATURE]: ASSET, hash: value.hash, ...value.fields };
    if (value instanceof Archive) {
        const { assets, ...fields } = value.fields;
        const members = assets === undefined ? {} : { assets: propertiesJson(assets) };
        return { [SIGNATURE]: ARCHIVE, hash: value.hash, ...fields, ...members };
    }
    if (value instanceof ResourceReference) {
        const id = value.id instanceof Unknown ? "" : value.id;
        return { [SIGNATURE]: RESOURCE_REFERENCE, urn: value.urn, id, packageVersion: value.packageVersion };
    }
    if (Array.isArray(value)) return value.map(propertyJson);
    return typeof value === "object" && value !== null ? propertiesJson(value) : value;
}

/** Writes properties as the engine's events do. */
export function propertiesJson(properties: object): Record<string, unknown> {
    // fromEntries defines its keys, so that even `__proto__` stays a key.
    return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, propertyJson(value)]));
}
