import type { Field } from "../../field.js";
import type { Peer } from "../../peer.js";
import type { PortSet } from "../../port-set.js";
import type { Rule } from "../../rule.js";
import type { Resource } from "../../value.js";
import {
    addressPeer,
    causeOf,
    internalPeer,
    portsBetween,
    type Reading,
    referencePeer,
    unknownPeer,
    unreadableCause,
} from "../shape.js";
import { filled, singleObject, unlessZero, unreadCauses } from "./properties.js";
import { lostSource, ruleOf } from "./rule-parts.js";
import { unreadPeers } from "./sources.js";
import { readProtocol, trafficOf } from "./traffic.js";

const KEYS = [
    ...["protocol", "source", "sourceType", "stateless", "tcpOptions", "udpOptions", "icmpOptions", "description"],
    ...["direction", "destination", "destinationType", "networkSecurityGroupId", "id", "isValid", "timeCreated"],
];

/** Where a rule keeps its destination ports, inside `tcpOptions`. */
export type PortsWithin = (tcpOptions: Field) => Field;

/** Reads one ingress rule. Without destination ports it is about every port, whatever its source ports are. */
export function readOciRule(item: Field, resource: Resource, portsWithin: PortsWithin): Rule {
    const protocol = item.get("protocol");
    const options = singleObject(item.get("tcpOptions"));
    const range = singleObject(portsWithin(options));
    const reading = { resource: resource.urn, action: "allow", every: ["all"] } as const;
    return ruleOf({
        resource,
        field: item,
        action: "allow",
        traffic: trafficOf(readProtocol(protocol, reading), readPorts(range, resource.urn), reading),
        peers: [...readSource(item, resource), ...unreadPeers(unreadCauses(item, KEYS, resource.urn))],
        because: [item.get("source"), protocol, range.get("min"), range.get("max")],
    });
}

/** Bounds of 0 are none: the ports begin at 1. */
function readPorts(range: Field, resource: string): Reading<PortSet> {
    return portsBetween(unlessZero(range.get("min")), unlessZero(range.get("max")), { resource, action: "allow" });
}

function readSource(item: Field, resource: Resource): readonly Peer[] {
    const source = filled(item.get("source"));
    const type = filled(item.get("sourceType"));
    if (source.isAbsent) return [lostSource(resource, item, "source")];
    const word = type.text()?.toUpperCase();
    const name = source.secret ? source.at : (source.text() ?? source.at);
    if (word === "NETWORK_SECURITY_GROUP") return [internalPeer(name, source.written())];
    if (word === "SERVICE_CIDR_BLOCK") return [referencePeer("service", name, source.written())];
    if (type.isAbsent || word === "CIDR_BLOCK") {
        return [addressPeer(source, { resource: resource.urn, action: "allow", bareAddress: true })];
    }
    const cause = word === undefined ? causeOf(resource.urn, type) : unreadableCause(resource.urn, type);
    return [unknownPeer(cause)];
}
