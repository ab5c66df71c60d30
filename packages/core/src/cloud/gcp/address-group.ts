import { Field } from "../../field.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Link } from "../../stack/link.js";
import type { Resource } from "../../value.js";
import { readRanges } from "./address-ranges.js";
import { dependenciesOf, lastSegments, openLinkCause } from "./reference.js";

/** Lists of addresses that policy rules name. */
export const ADDRESS_GROUP_TYPES: readonly string[] = [
    "gcp:networksecurity/addressGroup:AddressGroup",
    "google-native:networksecurity/v1:AddressGroup",
    "google-native:networksecurity/v1beta1:AddressGroup",
    "google-native:networksecurity/v1alpha1:AddressGroup",
];

const KIND = "gcp-address-group";

/** Reads an address group: its items, and the full names that rules know it by. */
export function readAddressGroup(resource: Resource): readonly Contribution[] {
    const root = new Field(resource.properties, "");
    // As the list may stand in a deny too, an item that is no address counts for nothing surely and everything possibly.
    const entries = readRanges(root.get("items"), resource.urn, "deny");
    const identity = { kind: KIND, keys: keysOf(root, resource), scope: "" };
    return [{ resource, kind: "firewall", semantics: "union", rules: [], notes: [], list: { identity, entries } }];
}

function keysOf(root: Field, resource: Resource): readonly string[] {
    const [parent, location, name] = [root.get("parent").text(), root.get("location").text(), root.get("name").text()];
    const written = parent && location && name ? `${parent}/locations/${location}/addressGroups/${name}` : undefined;
    return [...new Set([resource.id, written].flatMap((key) => (key ? [normalise(key)] : [])))];
}

/** The link from a rule to one of its `srcAddressGroups`. */
export function addressGroupLink(item: Field, property: string, resource: Resource): Link {
    const text = item.text();
    return {
        kind: KIND,
        key: text === undefined ? undefined : normalise(text),
        scope: "",
        dependencies: dependenciesOf(resource, property),
        cause: openLinkCause(resource, item, "address group"),
    };
}

/** Full names start with their project or organization: what stands before is the address of the service. */
function normalise(text: string): string {
    return lastSegments(text, ["organizations", "projects"]);
}
