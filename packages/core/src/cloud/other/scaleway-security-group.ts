import { Field } from "../../field.js";
import { IpSet } from "../../ip-set.js";
import type { Peer } from "../../peer.js";
import type { PortSet } from "../../port-set.js";
import type { Action, Between, Rule } from "../../rule.js";
import { known } from "../../rule.js";
import type { Contribution, Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { addressesPeer, addressPeer, makeRule, portsBetween, type Reading, unknownPeer } from "../shape.js";
import { identityOf, type LinkedObject, linkById } from "./link.js";
import { readOrderedLists, spellingsOf } from "./ordered-list.js";
import { filled, readSwitch, said, unlessZero, unreadCauses } from "./properties.js";
import { LAST_TIER, readActions, ruleOf } from "./rule-parts.js";
import { withoutLocality } from "./scaleway-id.js";
import { unreadPeers } from "./sources.js";
import { readPortText, readProtocol, trafficOf } from "./traffic.js";

const GROUP: LinkedObject = { kind: "scaleway-security-group", name: "security group", normal: withoutLocality };

/** Name of the composer of groups whose rules may be a resource of their own. */
export const SCALEWAY_GROUP = "scaleway-security-group";

const WORDS = { allow: "accept", deny: "drop" } as const;
const KEYS = ["action", "ip", "ipRange", "port", "portRange", "protocol"];

/** Reads a security group: the first rule that matches decides, then the default policy, which accepts. */
export const readScalewayGroup: Reader = (resource) => {
    const root = new Field(resource.properties, "");
    const external = readSwitch(root.get("externalRules"), resource.urn, false);
    return [
        {
            ...listContribution(resource, root),
            semantics: external.value === false ? "union" : "ordered",
            identity: identityOf(resource, GROUP),
            rules: [...readLists(root, resource), ...readPolicy(root.get("inboundDefaultPolicy"), resource)],
        },
    ];
};

/** Reads the rules of a group that are a resource of their own; the group's default policy stands behind them. */
export const readScalewayRules: Reader = (resource) => {
    const root = new Field(resource.properties, "");
    return [
        {
            ...listContribution(resource, root),
            semantics: "ordered",
            belongsTo: linkById(root.get("securityGroupId"), resource, GROUP),
            rules: readLists(root, resource),
        },
    ];
};

function listContribution(resource: Resource, root: Field): Omit<Contribution, "semantics" | "rules"> {
    const hasRules = spellings(root).some((list) => !list.isAbsent);
    return { resource, kind: "firewall", notes: [], facts: new RuleListPart(hasRules), composer: SCALEWAY_GROUP };
}

/** What the composer knows of a resource: whether it writes a list of rules. */
export class RuleListPart {
    constructor(readonly hasRules: boolean) {}
}

function spellings(root: Field): readonly Field[] {
    return spellingsOf(root, "inboundRules", "inboundRule", "inbound_rule");
}

function readLists(root: Field, resource: Resource): readonly Rule[] {
    return readOrderedLists(spellings(root), resource, (item, priority) => readRule(item, resource, priority));
}

function readPolicy(field: Field, resource: Resource): readonly Rule[] {
    return readActions(field, resource.urn, { ...WORDS, absent: "allow" })
        .filter(({ action }) => action === "allow")
        .map(({ doubts }) =>
            makeRule({
                resource: resource.urn,
                at: field.at,
                priority: known(LAST_TIER),
                peers: [addressesPeer(IpSet.everything, "every address")],
                certain: doubts.length === 0,
                causes: doubts,
                because: [field.isAbsent ? `${said(field)}, and accept is the default` : said(field)],
            }),
        );
}

function readRule(item: Field, resource: Resource, priority: Between<number>): readonly Rule[] {
    const protocol = item.get("protocol");
    const range = filled(item.get("portRange"));
    const unread = unreadCauses(item, KEYS, resource.urn);
    return readActions(item.get("action"), resource.urn, WORDS).map(({ action, doubts }) =>
        ruleOf({
            resource,
            field: item,
            action,
            priority,
            doubts: action === "allow" ? doubts : [...doubts, ...unread],
            traffic: trafficOf(
                readProtocol(protocol, { resource: resource.urn, action, every: ["any"], absent: [6] }),
                readPorts(item, range, resource.urn, action),
                { action, everyMayHavePorts: true },
            ),
            peers: [...readSource(item, resource, action), ...(action === "allow" ? unreadPeers(unread) : [])],
            because: [item.get("ipRange"), item.get("ip"), protocol, range, item.get("port")],
        }),
    );
}

/** The range counts before the single port, and 0 is none given. */
function readPorts(item: Field, range: Field, resource: string, action: Action): Reading<PortSet> {
    if (!range.isAbsent) return readPortText(range, { resource, action, every: ["0-0", "0"] });
    const port = unlessZero(item.get("port"));
    return portsBetween(port, port, { resource, action });
}

/** The range counts before the single address, to which the provider appends /32. */
function readSource(item: Field, resource: Resource, action: Action): readonly Peer[] {
    const reading = { resource: resource.urn, action };
    const range = filled(item.get("ipRange"));
    if (!range.isAbsent) return [addressPeer(range, { ...reading, bareAddress: true })];
    const address = filled(item.get("ip"));
    const text = address.text();
    if (text !== undefined) return [addressPeer(new Field(`${text}/32`, address.at, address.secret), reading)];
    if (!address.isAbsent) return [addressPeer(address, reading)];
    return [everyone(item, resource, action)];
}

/** No address is everyone, and the provider writes it as 0.0.0.0/0: a drop of it surely covers IPv4 alone. */
function everyone(item: Field, resource: Resource, action: Action): Peer {
    if (action === "allow") return addressesPeer(IpSet.everything, "every address");
    const at = item.get("ipRange").at;
    const text = "without it the provider sends 0.0.0.0/0, which may leave IPv6 to the rules behind";
    return {
        ...unknownPeer({ resource: resource.urn, at, kind: "foreign", text }),
        least: IpSet.ipv4,
    };
}
