import type { Cause } from "../../cause.js";
import { Field } from "../../field.js";
import { IpSet } from "../../ip-set.js";
import type { Peer } from "../../peer.js";
import { PortSet } from "../../port-set.js";
import { type Action, type Between, known, type Rule } from "../../rule.js";
import type { Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { addressesPeer, addressPeer, causeOf, integer, portsBetween, type Reading, unreadableCause } from "../shape.js";
import { identityOf, type LinkedObject, linkById } from "./link.js";
import { filled, readSwitch, type Switch, unlessZero, unreadCauses } from "./properties.js";
import { readActions, ruleOf } from "./rule-parts.js";
import { unreadPeers } from "./sources.js";
import { readProtocol, type Traffic, trafficOf } from "./traffic.js";

/** The firewall that OVH keeps in front of one IPv4 address. */
const FIREWALL: LinkedObject = { kind: "ovh-ip-firewall", name: "firewall of address" };

/** Name of the composer of these firewalls. */
export const OVH_FIREWALL = "ovh-ip-firewall";

/** Sequences go from 0, which is tried first, to 19. */
const EVERY_SEQUENCE: Between<number> = { least: 0, most: 19 };
const WORDS = { allow: "permit", deny: "deny" } as const;
const KEYS = [
    ...["action", "destinationPort", "destinationPortDesc", "fragments", "ip", "ipOnFirewall", "protocol", "sequence"],
    ...["source", "sourcePort", "sourcePortDesc", "tcpOption", "creationDate", "rule", "state", "id"],
];

/** Whether a firewall is switched on: without a word of it OVH makes one that is off. */
export class FirewallPart {
    constructor(readonly enabled: Switch) {}
}

/** Reads `ovh:Ip/firewall:Firewall`, the firewall itself. */
export const readOvhFirewall: Reader = (resource) => {
    const root = new Field(resource.properties, "");
    const field = root.get("enabled");
    const unset = unreadableCause(
        resource.urn,
        field,
        "without it OVH leaves the firewall as it is, which is off at first",
    );
    const enabled: Switch = field.isAbsent
        ? { value: "either", causes: [unset] }
        : readSwitch(field, resource.urn, true);
    const identity = identityOf(resource, FIREWALL, root.get("ipOnFirewall"));
    return [
        {
            resource,
            kind: "firewall",
            semantics: "ordered",
            identity,
            rules: [],
            notes: [],
            facts: new FirewallPart(enabled),
            composer: OVH_FIREWALL,
        },
    ];
};

/** Reads `ovh:Ip/firewallRule:FirewallRule`. What no rule matches passes. */
export const readOvhFirewallRule: Reader = (resource) => {
    const root = new Field(resource.properties, "");
    return [
        {
            resource,
            kind: "firewall",
            semantics: "ordered",
            belongsTo: linkById(root.get("ipOnFirewall"), resource, FIREWALL),
            rules: readRule(root, resource),
            notes: [],
            composer: OVH_FIREWALL,
        },
    ];
};

function readRule(root: Field, resource: Resource): readonly Rule[] {
    const option = root.get("tcpOption").text()?.toLowerCase();
    // Packets of a connection that stands are none that opens one.
    if (option === "established") return [];
    const order = readSequence(root.get("sequence"), resource.urn);
    const narrowed = narrowingDoubts(root, resource.urn);
    const unread = unreadCauses(root, KEYS, resource.urn);
    return readActions(root.get("action"), resource.urn, WORDS).map(({ action, doubts }) => ({
        ...ruleOf({
            resource,
            field: root,
            action,
            priority: order.priority,
            doubts: [...doubts, ...narrowed, ...(action === "allow" ? [] : unread)],
            traffic: readTraffic(root, resource.urn, action, order.causes),
            peers: [...readSource(root, resource, action), ...(action === "allow" ? unreadPeers(unread) : [])],
            because: [root.get("source"), root.get("protocol"), root.get("destinationPort")],
        }),
        sourcePorts: action === "allow" ? known(PortSet.all) : readPort(root.get("sourcePort"), resource.urn, action),
    }));
}

/** Options that leave out the packet that opens a connection, or may. */
function narrowingDoubts(root: Field, resource: string): readonly Cause[] {
    const option = filled(root.get("tcpOption"));
    const fragments = readSwitch(root.get("fragments"), resource, false);
    const known = option.isAbsent || option.text()?.toLowerCase() === "syn";
    const whole = "it is about fragments, of which the packet that opens a connection is none";
    return [
        ...(known ? [] : [causeOf(resource, option)]),
        ...fragments.causes,
        ...(fragments.value === true ? [unreadableCause(resource, root.get("fragments"), whole)] : []),
    ];
}

function readTraffic(root: Field, resource: string, action: Action, causes: readonly Cause[]): Traffic {
    const protocols = readProtocol(root.get("protocol"), { resource, action, every: ["ipv4"] });
    return trafficOf(protocols, readPort(root.get("destinationPort"), resource, action), { action, causes });
}

function readPort(field: Field, resource: string, action: Action): Reading<PortSet> {
    const port = unlessZero(filled(field));
    return portsBetween(port, port, { resource, action });
}

function readSequence(field: Field, resource: string): { priority: Between<number>; causes: readonly Cause[] } {
    const value = integer(field);
    if (typeof value === "number") return { priority: known(value), causes: [] };
    return { priority: EVERY_SEQUENCE, causes: [causeOf(resource, field)] };
}

/** The firewall stands before an IPv4 address: no source is every IPv4 address. */
function readSource(root: Field, resource: Resource, action: Action): readonly Peer[] {
    const source = filled(root.get("source"));
    const word = source.text()?.toLowerCase();
    if (source.isAbsent || word === "any") return [addressesPeer(IpSet.ipv4, "every IPv4 address")];
    return [addressPeer(source, { resource: resource.urn, action, bareAddress: true })];
}
