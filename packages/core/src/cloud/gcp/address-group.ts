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
    "google-native:networksecurity/v1:OrganizationAddressGroup",
    "google-native:networksecurity/v1beta1:OrganizationAddressGroup",
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
    const location = root.get("location").text();
    const [parent, name] = [parentOf(root), root.get("name").text() ?? root.get("addressGroupId").text()];
    // Google Native's name may be the full one.
    const short = name?.slice(name.lastIndexOf("/") + 1);
    const written = parent && location && short ? `${parent}/locations/${location}/addressGroups/${short}` : undefined;
    return [...new Set([resource.id, written].flatMap((key) => (key ? [normalise(key)] : [])))];
}

/** `projects/p` or `organizations/1`: as it is written, or (Google Native) of its parts. */
function parentOf(root: Field): string | undefined {
    const [project, organization] = [root.get("project").text(), root.get("organizationId").text()];
    if (organization !== undefined) return `organizations/${organization}`;
    return root.get("parent").text() ?? (project === undefined ? undefined : `projects/${project}`);
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
