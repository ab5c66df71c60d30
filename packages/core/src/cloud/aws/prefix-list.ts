import type { Field } from "../../field.js";
import type { Peer } from "../../peer.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { addressPeer, causeOf, foreignCause, unknownPeer, unreadableCause } from "../shape.js";
import { identityOf, linkOf } from "./link.js";
import { PREFIX_LIST } from "./prefix-list-peer.js";

/** Reads a managed prefix list, of the classic provider or as CloudFormation writes it. */
export function readPrefixList(resource: Resource, root: Field): readonly Contribution[] {
    const entries = root
        .get("entries")
        .items()
        .map((entry) => entryPeer(entry, resource));
    return [listContribution(resource, { identity: identityOf(resource, PREFIX_LIST), entries })];
}

/** Reads an entry that is a resource of its own. */
export function readPrefixListEntry(resource: Resource, root: Field): readonly Contribution[] {
    const id = root.get("prefixListId");
    const cause = id.text()
        ? foreignCause(resource.urn, id, `prefix list ${id.written()} is not part of this stack`)
        : causeOf(resource.urn, id);
    const belongsTo = linkOf(id, { resource, kind: PREFIX_LIST, cause });
    const identity = { kind: PREFIX_LIST, keys: [], scope: "" };
    return [listContribution(resource, { identity, belongsTo, entries: [entryPeer(root, resource)] })];
}

/** Reads what keeps a prefix list filled from an address plan: which addresses that brings is not known here. */
export function readPrefixListResolver(resource: Resource, root: Field): readonly Contribution[] {
    const id = root.get("prefixListId");
    const cause = unreadableCause(resource.urn, id, "an address plan fills the prefix list");
    const belongsTo = linkOf(id, { resource, kind: PREFIX_LIST, cause });
    const identity = { kind: PREFIX_LIST, keys: [], scope: "" };
    return [listContribution(resource, { identity, belongsTo, entries: [unknownPeer(cause)] })];
}

function entryPeer(entry: Field, resource: Resource): Peer {
    if (!entry.isObject) return unknownPeer(causeOf(resource.urn, entry));
    return addressPeer(entry.get("cidr"), { resource: resource.urn, action: "allow", bareAddress: true });
}

function listContribution(resource: Resource, list: NonNullable<Contribution["list"]>): Contribution {
    return { resource, kind: "firewall", semantics: "union", rules: [], notes: [], list };
}
