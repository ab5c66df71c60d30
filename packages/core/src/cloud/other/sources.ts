import type { Cause } from "../../cause.js";
import type { Field } from "../../field.js";
import type { Peer } from "../../peer.js";
import type { Action } from "../../rule.js";
import type { Resource } from "../../value.js";
import { addressPeer, unknownPeer } from "../shape.js";

/** Who a list of addresses names: one peer for each element; a bare address is that one address. */
export function addressPeers(list: Field, resource: Resource, action: Action): readonly Peer[] {
    return list.items().map((item) => addressPeer(item, { resource: resource.urn, action, bareAddress: true }));
}

/** Whom keys that nobody reads may let in. */
export function unreadPeers(causes: readonly Cause[]): readonly Peer[] {
    return causes.map((cause) => unknownPeer(cause));
}
