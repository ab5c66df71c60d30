import type { Field } from "../../field.js";
import { IpSet } from "../../ip-set.js";
import type { Peer } from "../../peer.js";
import type { Resource } from "../../value.js";
import { addressesPeer, unknownPeer } from "../shape.js";
import { prefixPeer } from "./address-prefix.js";
import { IP_GROUP } from "./ip-group.js";
import { linkTo } from "./resource-id.js";

/** Sources of a rule: addresses, ranges, tags, and IP groups, which are lists of the stack. */
export function firewallPeers(resource: Resource, rule: Field): readonly Peer[] {
    const groups = rule.get("sourceIpGroups").items();
    const peers = [
        ...namedAddresses(rule).map((field) =>
            prefixPeer(field, { resource: resource.urn, action: "allow", ranges: true }),
        ),
        ...groups.filter((field) => field.value !== "").map((field) => groupPeer(resource, field)),
    ];
    return peers.length > 0 ? peers : [addressesPeer(IpSet.everything, "no source")];
}

/** The addresses among the sources; Azure gives `""` for none. */
export function namedAddresses(rule: Field): readonly Field[] {
    return rule
        .get("sourceAddresses")
        .items()
        .filter((field) => field.value !== "");
}

function groupPeer(resource: Resource, field: Field): Peer {
    const link = linkTo({ kind: IP_GROUP, resource, target: field, noun: "IP group" });
    return { kind: "list", link, otherwise: unknownPeer(link.cause) };
}
