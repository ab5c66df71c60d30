import type { Cause } from "../../cause.js";
import { Field } from "../../field.js";
import type { Peer } from "../../peer.js";
import type { PortSet } from "../../port-set.js";
import { known, type Rule } from "../../rule.js";
import type { Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import {
    addressPeer,
    causeOf,
    joinPorts,
    makeRule,
    portsBetween,
    type Reading,
    referencePeer,
    unknownPeer,
} from "../shape.js";
import { everyone } from "./endpoint.js";
import { filled, itemsOf, said, singleObject } from "./properties.js";

/** One way through a load balancer: a port in front and a port behind, which are one door. */
export interface Way {
    readonly resource: Resource;
    readonly field: Field;
    readonly ports: readonly Field[];
    readonly peers: readonly Peer[];
    readonly because: readonly Field[];
    /** Why it may not lead in from the internet. */
    readonly doubts: readonly Cause[];
}

/** The rule of a way; none where it is of UDP, or names no port. */
export function wayRules({ resource, field, ports, peers, because, doubts }: Way): readonly Rule[] {
    const given = ports.filter((port) => !port.isAbsent);
    if (given.length === 0) return [];
    const reading = joinPorts(given.map((port) => readPort(port, resource)));
    return [
        makeRule({
            name: field.at === "" ? resource.name : field.at,
            resource: resource.urn,
            at: field.at,
            protocols: known([6]),
            ports: reading,
            peers,
            certain: doubts.length === 0,
            causes: [...doubts, ...reading.causes],
            because: [...given, ...because].filter((one) => !one.isAbsent).map(said),
        }),
    ];
}

function readPort(port: Field, resource: Resource): Reading<PortSet> {
    return portsBetween(port, port, { resource: resource.urn, action: "allow" });
}

/** Reads `digitalocean:index/loadBalancer:LoadBalancer`: everyone, or those whom its own firewall allows. */
export const readDigitaloceanBalancer: Reader = (resource) => {
    const root = new Field(resource.properties, "");
    const network = filled(root.get("network"));
    if (network.text()?.toUpperCase() === "INTERNAL") return [];
    const doubts = network.isAbsent || network.text() !== undefined ? [] : [causeOf(resource.urn, network)];
    const firewall = singleObject(root.get("firewall"));
    const peers = readAllows(firewall, resource);
    const rules = itemsOf(root, "forwardingRules", "forwardingRule").flatMap((item) => {
        if (isUdp(item.get("entryProtocol"))) return [];
        const ports = item.isObject ? [item.get("entryPort"), item.get("targetPort")] : [item];
        return wayRules({ resource, field: item, ports, peers, because: [network, firewall.get("allows")], doubts });
    });
    return [{ resource, kind: "load-balancer", semantics: "union", rules, notes: [] }];
};

/** A deny clears nothing: nobody knows which of the two comes first. */
function readAllows(firewall: Field, resource: Resource): readonly Peer[] {
    if (firewall.isAbsent) return [everyone()];
    if (!firewall.isObject) return [unknownPeer(causeOf(resource.urn, firewall))];
    const allows = itemsOf(firewall, "allows", "allow");
    if (allows.length === 0) return [everyone()];
    return allows.map((item) => readAllow(item, resource));
}

/** `ip:1.2.3.4` or `cidr:1.2.3.0/24`. */
function readAllow(item: Field, resource: Resource): Peer {
    const text = item.text()?.replace(/^(ip|cidr):/, "");
    const source = text === undefined ? item : new Field(text, item.at, item.secret);
    return addressPeer(source, { resource: resource.urn, action: "allow", bareAddress: true });
}

/** Reads `vultr:index/loadBalancer:LoadBalancer`: everyone, or those whom its own firewall allows at a port. */
export const readVultrBalancer: Reader = (resource) => {
    const root = new Field(resource.properties, "");
    const filters = root.get("firewallRules");
    const rules = itemsOf(root, "forwardingRules").flatMap((item) => {
        if (isUdp(item.get("frontendProtocol"))) return [];
        const front = item.get("frontendPort");
        const ports = item.isObject ? [front, item.get("backendPort")] : [item];
        const peers = readFilters(filters, front, resource);
        return wayRules({ resource, field: item, ports, peers, because: [filters], doubts: [] });
    });
    return [{ resource, kind: "load-balancer", semantics: "union", rules, notes: [] }];
};

/** Rules for other ports alone leave it open whether this one is filtered. */
function readFilters(filters: Field, front: Field, resource: Resource): readonly Peer[] {
    const items = filters.items();
    if (items.length === 0) return [everyone()];
    const peers = items
        .filter((item) => mayMeet(item.get("port"), front, resource))
        .map((item) => readFilter(item, resource));
    if (peers.length > 0) return peers;
    const text = "its firewall has no rule for this port, and what it then does is not documented";
    return [unknownPeer({ resource: resource.urn, at: filters.at, kind: "foreign", text })];
}

function mayMeet(port: Field, front: Field, resource: Resource): boolean {
    return readPort(port, resource).most.overlaps(readPort(front, resource).most);
}

function readFilter(item: Field, resource: Resource): Peer {
    const source = item.isObject ? filled(item.get("source")) : item;
    if (source.text()?.toLowerCase() === "cloudflare") return referencePeer("service", "Cloudflare", source.written());
    if (source.isAbsent) return unknownPeer(causeOf(resource.urn, item));
    return addressPeer(source, { resource: resource.urn, action: "allow", bareAddress: true });
}

function isUdp(protocol: Field): boolean {
    return protocol.text()?.toLowerCase() === "udp";
}
