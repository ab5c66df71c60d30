import { Field } from "../../field.js";
import { IpSet } from "../../ip-set.js";
import type { Peer } from "../../peer.js";
import type { Action, Rule } from "../../rule.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { addressesPeer, internalPeer, makeRule, shownName, unknownPeer, unreadableCause } from "../shape.js";
import { becauseOfRanges, readDestination, readRanges } from "./address-ranges.js";
import { comparedName } from "./compared-name.js";
import { bindTarget, FirewallPart } from "./firewall-part.js";
import { anyLayer4, type Layer4, readLayer4 } from "./layer4.js";
import { networkLink } from "./network.js";
import { readIngress, readPriority, readSwitch } from "./switches.js";
import { EVERY_INSTANCE, readSelector, type Target } from "./target.js";

/** The classic provider, and Google Native with its three API versions. */
export const FIREWALL_TYPES: readonly string[] = [
    "gcp:compute/firewall:Firewall",
    "google-native:compute/v1:Firewall",
    "google-native:compute/beta:Firewall",
    "google-native:compute/alpha:Firewall",
];

/** Names that differ between the two providers. */
interface Words {
    readonly allowed: string;
    readonly denied: string;
    /** As Terraform itself calls them. */
    readonly singularAllowed: string;
    readonly singularDenied: string;
    readonly protocol: string;
    /** The classic provider refuses a firewall without any source: one that is seen may have lost it. */
    readonly refusesNoSource: boolean;
}

const SINGULAR = { singularAllowed: "allow", singularDenied: "deny" };
const CLASSIC: Words = {
    allowed: "allows",
    denied: "denies",
    protocol: "protocol",
    refusesNoSource: true,
    ...SINGULAR,
};
const NATIVE: Words = {
    allowed: "allowed",
    denied: "denied",
    protocol: "ipProtocol",
    refusesNoSource: false,
    ...SINGULAR,
};

/** Both given: their union. */
function listOf(root: Field, plural: string, singular: string): Field {
    const [many, one] = [root.get(plural), root.get(singular)];
    if (one.isAbsent) return many;
    if (many.isAbsent) return one;
    return new Field(
        [...many.items(), ...one.items()].map((item) => item.value),
        many.at,
        many.secret || one.secret,
    );
}

const DEFAULT_PRIORITY = 1000;
const LAST_PRIORITY = 65535;

/** Reads a VPC firewall. Its rules count among all firewalls of the network. */
export function readFirewall(resource: Resource): readonly Contribution[] {
    const root = new Field(resource.properties, "");
    const words = resource.type.startsWith("google-native:") ? NATIVE : CLASSIC;
    const rules = readsIngress(root, resource) ? readEntries(root, resource, words) : [];
    const target = readTarget(root, resource);
    const bound = rules.map((rule) => bindTarget(rule, target));
    return [
        {
            resource,
            kind: "firewall",
            semantics: "ordered",
            belongsTo: networkLink(root.get("network"), root.get("project"), resource),
            rules: bound.map(({ rule }) => rule),
            notes: [],
            facts: new FirewallPart(bound),
            composer: "gcp-network",
        },
    ];
}

function readsIngress(root: Field, resource: Resource): boolean {
    const disabled = readSwitch(root.get("disabled"), resource.urn, false);
    return disabled.value !== true && readIngress(root.get("direction"), resource.urn).value !== false;
}

function readTarget(root: Field, resource: Resource): Target {
    const nameOf = (element: Field) => element.text();
    return {
        instances: readSelector(resource.urn, [
            { kind: "tag", field: root.get("targetTags"), nameOf },
            { kind: "account", field: root.get("targetServiceAccounts"), nameOf },
        ]),
        networks: EVERY_INSTANCE,
    };
}

function readEntries(root: Field, resource: Resource, words: Words): readonly Rule[] {
    const allowed = listOf(root, words.allowed, words.singularAllowed);
    const denied = listOf(root, words.denied, words.singularDenied);
    if (allowed.items().length === 0 && denied.items().length === 0) {
        // Neither is refused by the API: a preview that shows nothing may have lost a value that is computed.
        const layer4 = anyLayer4(allowed, resource.urn);
        return [readRule(root, resource, "allow", allowed, { ...layer4, because: [] }, words)];
    }
    return [...readList(root, resource, "allow", allowed, words), ...readList(root, resource, "deny", denied, words)];
}

function readList(root: Field, resource: Resource, action: Action, list: Field, words: Words): readonly Rule[] {
    return list.items().map((entry) => {
        const layer4 = entry.isObject
            ? readLayer4(entry, words.protocol, resource.urn, action)
            : anyLayer4(entry, resource.urn);
        return readRule(root, resource, action, entry, layer4, words);
    });
}

function readRule(root: Field, resource: Resource, action: Action, entry: Field, layer4: Layer4, words: Words): Rule {
    const disabled = readSwitch(root.get("disabled"), resource.urn, false);
    const ingress = readIngress(root.get("direction"), resource.urn);
    const order = readPriority(root.get("priority"), resource.urn, LAST_PRIORITY, DEFAULT_PRIORITY);
    const sources = readSources(root, resource, action, words);
    const destination = readDestination(root.get("destinationRanges"), resource.urn, sources.peers);
    return makeRule({
        name: shownName(root.get("name"), resource.name),
        resource: resource.urn,
        at: entry.at,
        action,
        priority: order.priority,
        protocols: layer4.protocols,
        ports: layer4.ports,
        peers: sources.peers,
        destination,
        certain: disabled.value === false && ingress.value === true,
        causes: [
            ...disabled.causes,
            ...ingress.causes,
            ...order.causes,
            ...layer4.protocols.causes,
            ...layer4.ports.causes,
            ...destination.causes,
        ],
        because: [...sources.because, ...layer4.because],
        ...anchorOf(sources.anchor ?? layer4.anchor),
    });
}

function anchorOf(anchor: string | undefined): { readonly anchor?: string } {
    return anchor === undefined ? {} : { anchor };
}

interface Sources {
    readonly peers: readonly Peer[];
    readonly because: readonly string[];
    readonly anchor?: string;
}

/** Ranges, tags and accounts are alternatives. None of them is every IPv4 address, an empty list included. */
function readSources(root: Field, resource: Resource, action: Action, words: Words): Sources {
    const ranges = root.get("sourceRanges");
    const named = [root.get("sourceTags"), root.get("sourceServiceAccounts")].flatMap((list) => list.items());
    const peers = [
        ...readRanges(ranges, resource.urn, action),
        ...named.map((item) => internalPeer(comparedName(item), item.written())),
    ];
    if (peers.length > 0) return { peers, because: becauseOfRanges(ranges, peers) };
    const lost = ranges.isAbsent && words.refusesNoSource && action !== "allow";
    const cause = unreadableCause(resource.urn, ranges, "no source is given, which this provider refuses");
    return {
        peers: [lost ? unknownPeer(cause, IpSet.ipv4) : addressesPeer(IpSet.ipv4, "0.0.0.0/0")],
        because: [`${ranges.at} is ${ranges.written()} and no tag or account is named: Google reads 0.0.0.0/0`],
        anchor: "no-source",
    };
}
