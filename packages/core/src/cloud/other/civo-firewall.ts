import { Field } from "../../field.js";
import { IpSet } from "../../ip-set.js";
import type { Peer } from "../../peer.js";
import { known, type Rule } from "../../rule.js";
import type { Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { addressesPeer, addressPeer, makeRule, portsBetween } from "../shape.js";
import { propertyReasons } from "../source-reasons.js";
import { readInbound } from "./direction.js";
import { identityOf, type LinkedObject, linkById } from "./link.js";
import { filled, firstGiven, itemsOf, readSwitch, said, unreadCauses } from "./properties.js";
import { readActions, ruleOf, unknownRule } from "./rule-parts.js";
import { unreadPeers } from "./sources.js";
import { readPortText, readProtocol, trafficOf } from "./traffic.js";

const FIREWALL: LinkedObject = { kind: "civo-firewall", name: "firewall" };
const WORDS = { allow: "allow", deny: "deny", absent: "allow" } as const;
const KEYS = [
    ...["action", "cidrs", "cidr", "direction", "endPort", "firewallId", "id", "label", "portRange", "ports"],
    ...["protocol", "region", "startPort"],
];

/** Reads a firewall of Civo. It is made with rules that let everyone in unless it is told not to. */
export const readCivoFirewall: Reader = (resource) => {
    const root = new Field(resource.properties, "");
    const rules = itemsOf(root, "ingressRules", "ingressRule").flatMap((item) =>
        item.isObject ? readRule(item, resource) : [unknownRule(resource, item)],
    );
    const identity = identityOf(resource, FIREWALL);
    const all = [...rules, ...readDefaultRules(root.get("createDefaultRules"), resource)];
    return [{ resource, kind: "firewall", semantics: "union", identity, rules: all, notes: [] }];
};

function readDefaultRules(field: Field, resource: Resource): readonly Rule[] {
    const made = readSwitch(field, resource.urn, true);
    if (made.value === false) return [];
    return [
        makeRule({
            name: "default rules of Civo",
            resource: resource.urn,
            at: field.at,
            protocols: known([6]),
            peers: [addressesPeer(IpSet.ipv4, "0.0.0.0/0")],
            certain: made.value === true,
            causes: made.causes,
            because: [
                `${said(field)}${field.isAbsent ? ", and true is the default" : ""}: Civo adds rules for everyone`,
            ],
        }),
    ];
}

/** Reads `civo:index/firewallRule:FirewallRule`. */
export const readCivoRule: Reader = (resource) => {
    const root = new Field(resource.properties, "");
    const rules = readRule(root, resource);
    if (rules.length === 0) return [];
    const belongsTo = linkById(root.get("firewallId"), resource, FIREWALL);
    return [{ resource, kind: "firewall", semantics: "union", belongsTo, rules, notes: [] }];
};

/** Nobody knows which of a deny and an allow comes first, so a deny clears nothing. */
function readRule(item: Field, resource: Resource): readonly Rule[] {
    const inbound = readInbound(item.get("direction"), resource.urn, "egress");
    if (inbound === undefined) return [];
    const allows = readActions(item.get("action"), resource.urn, WORDS).filter(({ action }) => action === "allow");
    const protocol = item.get("protocol");
    const range = firstGiven(item, "portRange", "ports");
    const [from, to] = [filled(item.get("startPort")), filled(item.get("endPort"))];
    const cidrs = firstGiven(item, "cidrs", "cidr");
    const reading = { resource: resource.urn, action: "allow" } as const;
    const ports = range.isAbsent ? portsBetween(from, to.isAbsent ? from : to, reading) : readPortText(range, reading);
    return allows.map(({ action, doubts }) =>
        ruleOf({
            resource,
            field: item,
            action,
            doubts: [...inbound, ...doubts],
            traffic: trafficOf(readProtocol(protocol, { ...reading, every: ["all"], absent: [6] }), ports, reading),
            peers: [...readCidrs(cidrs, resource), ...unreadPeers(unreadCauses(item, KEYS, resource.urn))],
            because: [...propertyReasons(cidrs), protocol, range, from, to],
        }),
    );
}

/** No block is 0.0.0.0/0, and Civo's own examples write it without its length. */
function readCidrs(list: Field, resource: Resource): readonly Peer[] {
    const items = list.items();
    if (items.length === 0) return [addressesPeer(IpSet.ipv4, "0.0.0.0/0")];
    return items.map((item) =>
        item.value === "0.0.0.0"
            ? addressesPeer(IpSet.ipv4, item.written())
            : addressPeer(item, { resource: resource.urn, action: "allow", bareAddress: true }),
    );
}
