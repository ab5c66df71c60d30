import { Field } from "../../field.js";
import { IpSet } from "../../ip-set.js";
import type { Peer } from "../../peer.js";
import type { Protocols } from "../../rule.js";
import type { Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { addressesPeer, addressPeer, type Reading, read } from "../shape.js";
import { filled, unreadCauses } from "./properties.js";
import { ruleOf } from "./rule-parts.js";
import { unreadPeers } from "./sources.js";
import { readPortText, readProtocol, trafficOf } from "./traffic.js";

const KEYS = ["instanceId", "port", "remark", "ruleProtocol", "sourceCidrIp", "id"];

/** Reads `alicloud:simpleapplicationserver/firewallRule:FirewallRule`: rules only allow, and everyone. */
export const readServerRule: Reader = (resource) => {
    const root = new Field(resource.properties, "");
    const reading = { resource: resource.urn, action: "allow" } as const;
    const port = root.get("port");
    const rule = ruleOf({
        resource,
        field: root,
        action: "allow",
        traffic: trafficOf(
            readProtocols(root.get("ruleProtocol"), resource.urn),
            readPortText(port, { ...reading, separator: "/", every: ["-1/-1"] }),
            reading,
        ),
        peers: [...readSource(root, resource), ...unreadPeers(unreadCauses(root, KEYS, resource.urn))],
        because: [port, root.get("ruleProtocol")],
    });
    return [{ resource, kind: "firewall", semantics: "union", rules: [rule], notes: [] }];
};

function readProtocols(field: Field, resource: string): Reading<Protocols> {
    if (field.text()?.toLowerCase() === "tcpandudp") return read<Protocols>([6, 17]);
    return readProtocol(field, { resource, action: "allow" });
}

function readSource(root: Field, resource: Resource): readonly Peer[] {
    const source = filled(root.get("sourceCidrIp"));
    if (source.isAbsent) return [addressesPeer(IpSet.ipv4, "every IPv4 address")];
    return [addressPeer(source, { resource: resource.urn, action: "allow", bareAddress: true })];
}
