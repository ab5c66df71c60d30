import { Field } from "../../field.js";
import { IpSet } from "../../ip-set.js";
import type { Peer } from "../../peer.js";
import type { Rule } from "../../rule.js";
import type { Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { addressesPeer, addressPeer, causeOf, foreignCause, portsBetween, unknownPeer } from "../shape.js";
import { readInbound } from "./direction.js";
import { identityOf, type LinkedObject, linkById } from "./link.js";
import { filled, itemsOf, said, unlessZero, unreadCauses } from "./properties.js";
import { internalPeers, ruleOf, unknownRule } from "./rule-parts.js";
import { unreadPeers } from "./sources.js";
import { readProtocol, trafficOf } from "./traffic.js";

const GROUP: LinkedObject = { kind: "openstack-security-group", name: "security group" };

const NEUTRON_KEYS = [
    "securityGroupId",
    "direction",
    "ethertype",
    "ethernetType",
    "protocol",
    "portRangeMin",
    "portRangeMax",
    "remoteIpPrefix",
    "remoteGroupId",
    "remoteAddressGroupId",
    "description",
    "region",
    "tenantId",
    "id",
];

/** Reads `openstack:networking/secGroup:SecGroup`: a new group lets nobody in. */
export const readNetworkingGroup: Reader = (resource) => [
    {
        resource,
        kind: "firewall",
        semantics: "union",
        identity: identityOf(resource, GROUP),
        rules: [],
        notes: [],
    },
];

/** Reads `openstack:networking/secGroupRule:SecGroupRule`. What is left out is every one of its kind. */
export const readNetworkingRule: Reader = (resource) => {
    const root = new Field(resource.properties, "");
    const rules = readNeutronRule(root, resource, root.get("ethertype"));
    if (rules.length === 0) return [];
    const belongsTo = linkById(root.get("securityGroupId"), resource, GROUP);
    return [{ resource, kind: "firewall", semantics: "union", belongsTo, rules, notes: [] }];
};

/** Reads `ovh:index/cloudSecurityGroup:CloudSecurityGroup`, a group of OpenStack with its rules inside. */
export const readCloudGroup: Reader = (resource) => {
    const rules = itemsOf(new Field(resource.properties, ""), "rules", "rule").flatMap((item) =>
        item.isObject ? readNeutronRule(item, resource, item.get("ethernetType")) : [unknownRule(resource, item)],
    );
    return [{ resource, kind: "firewall", semantics: "union", rules, notes: [] }];
};

function readNeutronRule(item: Field, resource: Resource, family: Field): readonly Rule[] {
    const doubts = readInbound(item.get("direction"), resource.urn, "egress");
    if (doubts === undefined) return [];
    const protocol = item.get("protocol");
    const [from, to] = [item.get("portRangeMin"), item.get("portRangeMax")];
    const reading = { resource: resource.urn, action: "allow" } as const;
    return [
        ruleOf({
            resource,
            field: item,
            action: "allow",
            doubts,
            traffic: trafficOf(
                readProtocol(protocol, { ...reading, every: ["any", "0"], absent: "any" }),
                // The provider does not send a 0, so that it is no bound at all.
                portsBetween(unlessZero(from), unlessZero(to), reading),
                reading,
            ),
            peers: [
                ...readRemote(item, resource, family),
                ...unreadPeers(unreadCauses(item, NEUTRON_KEYS, resource.urn)),
            ],
            because: [...sourceReasons(item), family, protocol, from, to],
        }),
    ];
}

/** What names the source, or that nothing does. */
function sourceReasons(item: Field): readonly (Field | string)[] {
    const prefix = item.get("remoteIpPrefix");
    const named = [prefix, item.get("remoteGroupId"), item.get("remoteAddressGroupId")].filter((one) => !one.isAbsent);
    return named.length > 0 ? named : [`${said(prefix)}, which admits every address of its kind`];
}

function readRemote(item: Field, resource: Resource, family: Field): readonly Peer[] {
    const prefix = filled(item.get("remoteIpPrefix"));
    const list = filled(item.get("remoteAddressGroupId"));
    const named = [
        ...(prefix.isAbsent
            ? []
            : [addressPeer(prefix, { resource: resource.urn, action: "allow", bareAddress: true })]),
        ...internalPeers(item.get("remoteGroupId")),
        ...(list.isAbsent
            ? []
            : [unknownPeer(foreignCause(resource.urn, list, "an address group is not part of this stack"))]),
    ];
    return named.length > 0 ? named : [everyoneOf(family, resource.urn)];
}

/** No remote at all is every address of the family. */
function everyoneOf(family: Field, resource: string): Peer {
    const word = family.text()?.toLowerCase();
    if (word === "ipv4") return addressesPeer(IpSet.ipv4, "every IPv4 address");
    if (word === "ipv6") return addressesPeer(IpSet.ipv6, "every IPv6 address");
    // One family or the other: which addresses that are is not known.
    if (family.isUnknown) return unknownPeer(causeOf(resource, family));
    return addressesPeer(IpSet.everything, "every address");
}

const NOVA_KEYS = ["id", "fromPort", "toPort", "ipProtocol", "cidr", "fromGroupId", "self"];

/** Reads `openstack:compute/secGroup:SecGroup`, the older group with its rules inside. */
export const readComputeGroup: Reader = (resource) => {
    const rules = itemsOf(new Field(resource.properties, ""), "rules", "rule").map((item) =>
        readNovaRule(item, resource),
    );
    return [
        {
            resource,
            kind: "firewall",
            semantics: "union",
            identity: identityOf(resource, GROUP),
            rules,
            notes: [],
        },
    ];
};

function readNovaRule(item: Field, resource: Resource): Rule {
    if (!item.isObject) return unknownRule(resource, item);
    const reading = { resource: resource.urn, action: "allow" } as const;
    const [from, to, protocol, cidr] = [
        item.get("fromPort"),
        item.get("toPort"),
        item.get("ipProtocol"),
        filled(item.get("cidr")),
    ];
    const peers = [
        ...(cidr.isAbsent ? [] : [addressPeer(cidr, { resource: resource.urn, action: "allow", bareAddress: true })]),
        ...internalPeers(item.get("fromGroupId")),
        ...(item.get("self").isAbsent || item.get("self").flag() === false
            ? []
            : internalPeers(new Field("self", item.get("self").at))),
        ...unreadPeers(unreadCauses(item, NOVA_KEYS, resource.urn)),
    ];
    return ruleOf({
        resource,
        field: item,
        action: "allow",
        traffic: trafficOf(
            readProtocol(protocol, reading),
            portsBetween(from, to, { ...reading, minusOneIsAll: true }),
            reading,
        ),
        // Without any source the older API takes 0.0.0.0/0.
        peers: peers.length > 0 ? peers : [addressesPeer(IpSet.ipv4, "every IPv4 address")],
        because: [cidr, protocol, from, to],
    });
}
