import { Field } from "../../field.js";
import type { Contribution, NestedReader, Reader } from "../../stack/contribution.js";
import { type Resource, Unknown } from "../../value.js";
import { joinPath, relocated } from "../relocated.js";
import { unreadCarrier } from "./carrier-note.js";
import { plain } from "./custom-kind.js";

const LIST = /^kubernetes:(.+):(\w*)List$/;

/** The reader of a list of objects, such as `kubernetes:core/v1:ServiceList`; undefined for every other token. */
export function listReader(type: string): Reader | undefined {
    const match = LIST.exec(type);
    if (!match) return undefined;
    const [, group = "", kind = ""] = match;
    return (resource, nested) => readList(resource, `kubernetes:${group}:${kind}`, nested);
}

function readList(resource: Resource, itemType: string, nested: NestedReader = () => []): readonly Contribution[] {
    const items = new Field(resource.properties, "").get("items");
    if (items.isUnknown && itemType.endsWith(":")) {
        return [unreadCarrier(resource, "its items are not known yet, and may be of any kind")];
    }
    return items.items().flatMap((item) => {
        const properties = item.isObject ? propertiesOf(item) : NOT_KNOWN;
        const type = itemType.endsWith(":") ? objectToken(item) : itemType;
        const name = item.get("metadata").get("name").text() ?? resource.name;
        return nested({ ...resource, type, name, properties }).map((one) =>
            relocated(one, (path) => joinPath(item.at, path)),
        );
    });
}

/** An item that is not known, or is no object: whatever its kind reads is not known either. */
const NOT_KNOWN = { metadata: new Unknown(), spec: new Unknown() };

function propertiesOf(item: Field): Resource["properties"] {
    return Object.fromEntries(item.keys().map((key) => [key, plain(item.own(key))]));
}

/** The token of an object that says itself what it is. */
export function objectToken(object: Field): string {
    const version = object.get("apiVersion").text() ?? "";
    return `kubernetes:${version.includes("/") ? version : `core/${version}`}:${object.get("kind").text() ?? ""}`;
}
