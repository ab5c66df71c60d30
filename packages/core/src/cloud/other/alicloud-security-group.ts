import type { Cause } from "../../cause.js";
import { Field } from "../../field.js";
import type { ListPeer, Peer } from "../../peer.js";
import { type Action, type Between, known, type Rule } from "../../rule.js";
import type { Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { addressPeer, causeOf, integer, unknownPeer } from "../shape.js";
import { readInbound } from "./direction.js";
import { identityOf, type LinkedObject, linkById } from "./link.js";
import { filled, itemsOf, unreadCauses } from "./properties.js";
import { internalPeers, lostSource, readActions, ruleOf, unknownOrderedRules } from "./rule-parts.js";
import { unreadPeers } from "./sources.js";
import { readPortText, readProtocol, trafficOf } from "./traffic.js";

const GROUP: LinkedObject = { kind: "alicloud-security-group", name: "security group" };
const PREFIX_LIST: LinkedObject = { kind: "alicloud-prefix-list", name: "prefix list" };

/** Priorities go from 1, the strongest, to 100; of equal ones a drop wins. */
const EVERY_PRIORITY: Between<number> = { least: 1, most: 100 };

/** The properties of a rule under the names of one resource. */
interface Names {
    readonly direction: string;
    readonly cidr: string;
    readonly ipv6: string;
    readonly group: string;
    readonly prefixList: string;
    /** Every key that a rule may have. */
    readonly keys: readonly string[];
}

const COMMON = ["ipProtocol", "portRange", "policy", "priority", "id", "securityGroupRuleId", "region"];

const RULE: Names = {
    direction: "type",
    cidr: "cidrIp",
    ipv6: "ipv6CidrIp",
    group: "sourceSecurityGroupId",
    prefixList: "prefixListId",
    keys: [
        ...[...COMMON, "type", "cidrIp", "ipv6CidrIp", "sourceSecurityGroupId", "prefixListId", "securityGroupId"],
        ...["nicType", "description", "sourceGroupOwnerAccount", "sourceGroupOwnerId"],
    ],
};

const PERMISSION: Names = {
    direction: "direction",
    cidr: "sourceCidrIp",
    ipv6: "ipv6SourceCidrIp",
    group: "sourceSecurityGroupId",
    prefixList: "sourcePrefixListId",
    keys: [
        ...[...COMMON, "direction", "sourceCidrIp", "ipv6SourceCidrIp", "sourceSecurityGroupId", "sourcePrefixListId"],
        ...["sourcePortRange", "destCidrIp", "ipv6DestCidrIp", "description", "creationTime"],
    ],
};

/** Reads `alicloud:ecs/securityGroup:SecurityGroup`, whose rules are resources of their own. */
export const readAlicloudGroup: Reader = (resource) => [
    {
        resource,
        kind: "firewall",
        semantics: "ordered",
        identity: identityOf(resource, GROUP),
        rules: [],
        notes: [],
    },
];

/** Reads `alicloud:ecs/securityGroupRule:SecurityGroupRule`. */
export const readAlicloudRule: Reader = (resource) => {
    const root = new Field(resource.properties, "");
    const rules = readRule(root, resource, RULE);
    if (rules.length === 0) return [];
    const belongsTo = linkById(root.get("securityGroupId"), resource, GROUP);
    return [{ resource, kind: "firewall", semantics: "ordered", belongsTo, rules, notes: [] }];
};

/** Reads `alicloud:ens/securityGroup:SecurityGroup`, a group at the edge with its rules inside. */
export const readEdgeGroup: Reader = (resource) => {
    const rules = itemsOf(new Field(resource.properties, ""), "permissions").flatMap((item) =>
        item.isObject ? readRule(item, resource, PERMISSION) : unknownOrderedRules(resource, item, EVERY_PRIORITY),
    );
    return [{ resource, kind: "firewall", semantics: "union", rules, notes: [] }];
};

/** Reads `alicloud:ecs/ecsPrefixList:EcsPrefixList` and `alicloud:vpc/prefixList:PrefixList`. */
export const readPrefixList: Reader = (resource) => {
    const root = new Field(resource.properties, "");
    // A drop may name the list too: text that is no block is surely nobody, and perhaps everybody.
    const entries = itemsOf(root, "entries", "entrys", "entry").map((item) =>
        item.isObject
            ? addressPeer(item.get("cidr"), { resource: resource.urn, action: "deny", bareAddress: true })
            : unknownPeer(causeOf(resource.urn, item)),
    );
    const list = { identity: identityOf(resource, PREFIX_LIST), entries };
    return [{ resource, kind: "firewall", semantics: "ordered", rules: [], notes: [], list }];
};

function readRule(item: Field, resource: Resource, names: Names): readonly Rule[] {
    const inbound = readInbound(item.get(names.direction), resource.urn, "egress");
    if (inbound === undefined) return [];
    const protocol = item.get("ipProtocol");
    const ports = item.get("portRange");
    const order = readPriority(item.get("priority"), resource.urn);
    const unread = unreadCauses(item, names.keys, resource.urn);
    const words = { allow: "accept", deny: "drop", absent: "allow" } as const;
    return readActions(item.get("policy"), resource.urn, words).map(({ action, doubts }) =>
        ruleOf({
            resource,
            field: item,
            action,
            priority: order.priority,
            doubts: [...inbound, ...doubts, ...(action === "allow" ? [] : unread)],
            traffic: trafficOf(
                readProtocol(protocol, { resource: resource.urn, action, every: ["all"] }),
                readPortText(ports, { resource: resource.urn, action, separator: "/", every: ["-1/-1"] }),
                { action, causes: order.causes },
            ),
            peers: [...readSources(item, resource, names, action), ...(action === "allow" ? unreadPeers(unread) : [])],
            because: [item.get(names.cidr), item.get(names.ipv6), item.get(names.prefixList), protocol, ports],
        }),
    );
}

function readPriority(field: Field, resource: string): { priority: Between<number>; causes: readonly Cause[] } {
    const value = integer(field) ?? 1;
    if (typeof value === "number") return { priority: known(value), causes: [] };
    return { priority: EVERY_PRIORITY, causes: [causeOf(resource, field)] };
}

/** A prefix list counts only where nothing else is named. */
function readSources(item: Field, resource: Resource, names: Names, action: Action): readonly Peer[] {
    const blocks = [filled(item.get(names.cidr)), filled(item.get(names.ipv6))].filter((field) => !field.isAbsent);
    const named = [
        ...blocks.map((field) => addressPeer(field, { resource: resource.urn, action, bareAddress: true })),
        ...internalPeers(item.get(names.group)),
    ];
    if (named.length > 0) return named;
    const list = filled(item.get(names.prefixList));
    return [list.isAbsent ? lostSource(resource, item, names.cidr) : listPeer(list, resource)];
}

function listPeer(field: Field, resource: Resource): ListPeer {
    const link = linkById(field, resource, PREFIX_LIST);
    return { kind: "list", link, otherwise: unknownPeer(link.cause) };
}
