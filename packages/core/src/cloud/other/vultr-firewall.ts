import { Field } from "../../field.js";
import { IpSet } from "../../ip-set.js";
import type { Peer } from "../../peer.js";
import type { Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { addressPeer, causeOf, integer, referencePeer, unknownPeer, unreadableCause } from "../shape.js";
import { identityOf, type LinkedObject, linkById } from "./link.js";
import { filled, unreadCauses } from "./properties.js";
import { lostSource, ruleOf } from "./rule-parts.js";
import { unreadPeers } from "./sources.js";
import { readPortText, readProtocol, trafficOf } from "./traffic.js";

const GROUP: LinkedObject = { kind: "vultr-firewall-group", name: "firewall group" };
const KEYS = ["firewallGroupId", "ipType", "notes", "port", "protocol", "source", "subnet", "subnetSize", "id"];

/** Reads `vultr:index/firewallGroup:FirewallGroup`: a new group lets nobody in. */
export const readVultrGroup: Reader = (resource) => [
    {
        resource,
        kind: "firewall",
        semantics: "union",
        identity: identityOf(resource, GROUP),
        rules: [],
        notes: [],
    },
];

/** Reads `vultr:index/firewallRule:FirewallRule`: rules only allow, and add up. */
export const readVultrRule: Reader = (resource) => {
    const root = new Field(resource.properties, "");
    const reading = { resource: resource.urn, action: "allow" } as const;
    const rule = ruleOf({
        resource,
        field: root,
        action: "allow",
        traffic: trafficOf(
            readProtocol(root.get("protocol"), reading),
            readPortText(root.get("port"), { ...reading, separator: ":" }),
            reading,
        ),
        peers: [...readSource(root, resource), ...unreadPeers(unreadCauses(root, KEYS, resource.urn))],
        because: ["source", "subnet", "subnetSize", "protocol", "port"].map((name) => root.get(name)),
    });
    const belongsTo = linkById(root.get("firewallGroupId"), resource, GROUP);
    return [{ resource, kind: "firewall", semantics: "union", belongsTo, rules: [rule], notes: [] }];
};

/** A named source counts instead of the subnet beside it. */
function readSource(root: Field, resource: Resource): readonly Peer[] {
    const source = filled(root.get("source"));
    if (source.text()?.toLowerCase() === "cloudflare")
        return [referencePeer("service", "Cloudflare", source.written())];
    if (source.isAbsent) return [readSubnet(root, resource)];
    const cause = source.isUnknown
        ? causeOf(resource.urn, source)
        : unreadableCause(resource.urn, source, "it is no source that is known here");
    return [unknownPeer(cause)];
}

/** An address and the length of its prefix, each a property. */
function readSubnet(root: Field, resource: Resource): Peer {
    const subnet = filled(root.get("subnet"));
    const size = root.get("subnetSize");
    if (subnet.isAbsent) return lostSource(resource, root, "subnet");
    const text = subnet.text();
    if (text === undefined) return unknownPeer(causeOf(resource.urn, subnet));
    const length = integer(size);
    if (typeof length === "number") {
        const block = new Field(`${text}/${length}`, subnet.at, subnet.secret || size.secret);
        return addressPeer(block, { resource: resource.urn, action: "allow" });
    }
    return unknownPeer(causeOf(resource.urn, size), text.includes(":") ? IpSet.ipv6 : IpSet.everything);
}
