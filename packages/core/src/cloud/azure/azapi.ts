import { Field } from "../../field.js";
import type { Contribution, Reader } from "../../stack/contribution.js";
import { type ArmPlace, mention, nobody, placeIn } from "./arm-resource.js";
import { readTyped } from "./arm-template.js";
import { armType } from "./arm-type.js";
import { parsedObject } from "./arm-value.js";

/**
 * Reads a resource of AzAPI, one of any type with the body that ARM takes:
 * `type: "Microsoft.Network/networkSecurityGroups@2023-04-01"`, `parentId`, `name`, `body` as object or JSON text.
 */
export const readAzapiResource: Reader = (carrier, read = nobody) => {
    const root = new Field(carrier.properties, "");
    const written = root.get("type");
    const place = placeIn(carrier, root, read);
    const type = written.text()?.split("@", 1)[0];
    if (type === undefined) return [mention(place, written, "its type is not known")];
    const body = root.get("body");
    const content = body.isAbsent ? new Field({}, body.at) : parsedObject(body);
    const isKnown = armType(type) !== undefined;
    if (!content)
        return isKnown ? [mention(place, body, body.isUnknown ? "it is not known yet" : "it is no JSON")] : [];
    const { names, resourceGroup } = parentOf(root);
    const id = root.get("resourceId").text();
    const name = root.get("name").text() ?? id?.slice(id.lastIndexOf("/") + 1);
    const around = { ...place, resourceGroup, dependencies: dependenciesOf(carrier) };
    return [...readTyped(around, content, type, [...names, name]), ...hiddenPart(place, root, isKnown)];
};

/** What `sensitiveBody` holds is put over the body, and is in no state and no preview. */
function hiddenPart(place: ArmPlace, root: Field, isKnown: boolean): readonly Contribution[] {
    const hidden = root.get("sensitiveBody");
    return !isKnown || hidden.isAbsent ? [] : [mention(place, hidden, "a sensitive body is not read")];
}

/** Names of the resources around, and the resource group, as the parent's id has them; unknown ones are not named. */
function parentOf(root: Field) {
    const id = root.get("parentId");
    const own = root.get("resourceId").text();
    const text = id.text() ?? own?.slice(0, own.lastIndexOf("/"));
    const [, group] = /\/resourceGroups\/([^/]+)/i.exec(text ?? "") ?? [];
    const [, inside = ""] = /\/providers\/[^/]+\/(.*)$/i.exec(text ?? "") ?? [];
    const names = inside.split("/").filter((_, index) => index % 2 === 1);
    return { names, resourceGroup: text === undefined ? id.value : group };
}

function dependenciesOf({ propertyDependencies = {} }: Parameters<Reader>[0]): readonly string[] {
    return Object.hasOwn(propertyDependencies, "parentId") ? (propertyDependencies["parentId"] ?? []) : [];
}
