import { Field } from "../../field.js";
import type { Contribution, NestedReader } from "../../stack/contribution.js";
import type { Resource, Value } from "../../value.js";
import { readCarried, unreadCarrier } from "./carried.js";
import { tokenOf } from "./cloudformation-type.js";
import { NO_REFERENCES, plainValue } from "./cloudformation-value.js";
import { parseJson } from "./template-text.js";

/** Reads a resource that Cloud Control writes: its properties are JSON text. */
export function readCloudControl(
    resource: Resource,
    root: Field,
    nested: NestedReader = () => [],
): readonly Contribution[] {
    const state = root.get("desiredState");
    const text = state.text();
    const parsed = text === undefined ? undefined : parseJson(text);
    const content = parsed === undefined ? state : new Field(parsed.value, state.at, state.secret);
    return readTyped(resource, root.get("typeName"), content, nested);
}

/** Reads a resource of aws-native that has no type of its own there: its properties are an object. */
export function readExtension(
    resource: Resource,
    root: Field,
    nested: NestedReader = () => [],
): readonly Contribution[] {
    return readTyped(resource, root.get("type"), root.get("properties"), nested);
}

function readTyped(resource: Resource, type: Field, content: Field, nested: NestedReader): readonly Contribution[] {
    const token = tokenOf(type.text());
    if (type.text() !== undefined && token === undefined) return [];
    if (token === undefined) return [unreadCarrier(resource, type.at, "its type is not known yet")];
    const properties = content.isObject ? plainValue(content.value, NO_REFERENCES) : undefined;
    if (!isRecord(properties)) {
        const why = content.isUnknown ? "it is not known yet" : "it is not the JSON of an object";
        return [unreadCarrier(resource, content.at, why)];
    }
    const { id } = resource;
    return readCarried(
        {
            carrier: resource,
            at: content.at,
            token,
            properties,
            secret: content.secret,
            ...(id === undefined ? {} : { id }),
        },
        nested,
    );
}

function isRecord(value: Value): value is { readonly [key: string]: Value } {
    return new Field(value, "").isObject;
}
