import { Field } from "../../field.js";
import { assemble } from "../../stack/assemble.js";
import type { Composer } from "../../stack/composer.js";
import type { Contribution, NestedReader, Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { joinPath, relocated } from "../relocated.js";
import { unreadCarrier } from "./carrier-note.js";
import { plain } from "./custom-kind.js";
import { manifestObjects } from "./manifest-text.js";
import { objectToken } from "./object-list.js";

/** Components whose plugin makes a resource of each object in a manifest. */
export const MANIFEST_GROUP_TYPES: readonly string[] = ["kubernetes:yaml/v2:ConfigGroup"];

/** Name of the composer of manifests. */
export const MANIFEST_GROUP = "kubernetes-manifest-group";

/** What in a text that is not plain YAML may let somebody in. */
const MAY_OPEN = /LoadBalancer|firewall|securitygroup|securityrule/i;

/** Reads the objects of a component, which are resources of their own where its plugin runs. */
export const readManifestGroup: Reader = (resource, nested) => {
    const root = new Field(resource.properties, "");
    const text = root.get("yaml");
    const written = manifestObjects(text);
    const unread = written.includes(undefined) && MAY_OPEN.test(text.text() ?? "");
    const objects = [...root.get("objs").items(), ...written.flatMap((object) => object ?? [])];
    return [
        ...objects.flatMap((object) => readObject(object, resource, nested)),
        ...(unread ? [part(unreadCarrier(resource, "its manifest is not plain YAML"))] : []),
    ];
};

function readObject(object: Field, resource: Resource, nested: NestedReader = () => []): readonly Contribution[] {
    if (!object.isObject) return [];
    const properties = Object.fromEntries(object.keys().map((key) => [key, plain(object.own(key))]));
    const { urn, provider } = resource;
    const inner = { urn, type: objectToken(object), name: resource.name, properties };
    const read = nested(provider === undefined ? inner : { ...inner, provider });
    return read.map((one) => part(relocated(one, (path) => joinPath(object.at, path))));
}

/** Only the stack shows whether its resources are there, so alone it decides nothing. */
function part({ resource, kind, rules, notes }: Contribution): Contribution {
    return { resource, kind, rules, notes, semantics: "ordered", composer: MANIFEST_GROUP };
}

/** Judges the manifest itself only where none of its resources is shown: an exposure is told once. */
export const composeManifestGroups: Composer = (index, parts) => {
    const parents = new Set(index.contributions.map(({ resource }) => resource.parent));
    return parts.filter(({ resource }) => !parents.has(resource.urn)).map((one) => assemble([one]));
};
