import type { Field } from "../../field.js";
import { IpSet } from "../../ip-set.js";
import type { Peer, UnknownPeer } from "../../peer.js";
import { INTERNET } from "../../public-internet.js";
import type { Action } from "../../rule.js";
import type { Resource } from "../../value.js";
import {
    addressesPeer,
    causeOf,
    foreignCause,
    internalPeer,
    referencePeer,
    unknownPeer,
    unreadableCause,
    unreadKeys,
} from "../shape.js";
import { addressGroupLink } from "./address-group.js";
import { becauseOfRanges, readRanges } from "./address-ranges.js";
import { comparedName } from "./compared-name.js";
import { unreadKeyCause } from "./layer4.js";
import { type NetworkContext, readContext } from "./network-context.js";

/** Whom the `match` of a policy rule admits. */
export interface PolicySources {
    readonly peers: readonly Peer[];
    readonly because: readonly string[];
    readonly anchor?: string;
}

/**
 * Ranges, groups, names, regions, threat lists and secure tags are alternatives; the network context narrows them all.
 * Undefined where every secure tag is ineffective and nothing else is named: Google ignores such a rule.
 */
export function readPolicySources(
    match: Field,
    resource: Resource,
    action: Action,
    property: "match" | "rules",
): PolicySources | undefined {
    const context = readContext(match, resource.urn);
    const tags = match.get("srcSecureTags").items();
    const effective = tags.filter((tag) => tag.get("state").text() !== "INEFFECTIVE");
    const unread = unreadSources(match, resource);
    const named = [...unread, ...outsidePeers(match, resource, action, property), ...effective.map(tagPeer)];
    const ranges = match.get("srcIpRanges");
    if (named.length > 0) {
        const regions = match.get("srcRegionCodes");
        const because = [
            ...becauseOfRanges(ranges, named.slice(unread.length)),
            ...(regions.items().length > 0 ? [`${regions.at} is ${regions.written()}`] : []),
            ...context.because,
        ];
        const peers = named.map((peer) => narrow(peer, context));
        const doubt = action === "allow" ? undefined : unread[0];
        return { peers: doubt ? peers.map((peer) => doubted(peer, doubt)) : peers, because };
    }
    return tags.length > 0 ? undefined : withoutSource(match, resource, action, context);
}

const READ = [
    ...["srcIpRanges", "srcAddressGroups", "srcFqdns", "srcRegionCodes", "srcThreatIntelligences", "srcSecureTags"],
    ...["srcNetworkContext", "srcNetworkScope", "srcNetworks", "layer4Configs"],
    ...["destIpRanges", "destAddressGroups", "destFqdns", "destRegionCodes", "destThreatIntelligences"],
    ...["destNetworkContext", "destNetworkScope"],
];

/** A key that nobody reads may name further sources; of a deny it may also narrow those that are read. */
function unreadSources(match: Field, resource: Resource): readonly UnknownPeer[] {
    return unreadKeys(match, READ)
        .slice(0, 1)
        .map((key) => {
            return unknownPeer(unreadKeyCause(resource.urn, match, key));
        });
}

function doubted(peer: Peer, doubt: UnknownPeer): Peer {
    return peer.kind === "addresses" ? { ...doubt, most: peer.addresses } : doubt;
}

/** Documented as refused; an allow counts as open to everyone, a deny may have lost the source it had. */
function withoutSource(match: Field, resource: Resource, action: Action, context: NetworkContext): PolicySources {
    const given = context.kind !== "any";
    const cause = unreadableCause(resource.urn, match, "it names no source, which Google refuses");
    const peer = action === "allow" || given ? addressesPeer(IpSet.everything, "every source") : unknownPeer(cause);
    const because = given ? context.because : [`${match.at} names no source`];
    return { peers: [narrow(peer, context)], because, anchor: "no-source" };
}

function outsidePeers(match: Field, resource: Resource, action: Action, property: string): readonly Peer[] {
    const each = (name: string, peerOf: (item: Field) => Peer) => match.get(name).items().map(peerOf);
    return [
        ...readRanges(match.get("srcIpRanges"), resource.urn, action),
        ...each("srcAddressGroups", (item) => groupPeer(item, resource, property)),
        ...each("srcFqdns", (item) => opaquePeer(item, resource, "domain name")),
        ...each("srcRegionCodes", (item) => regionPeer(item, resource)),
        ...each("srcThreatIntelligences", (item) => opaquePeer(item, resource, "threat list")),
    ];
}

function groupPeer(item: Field, resource: Resource, property: string): Peer {
    if (!item.isUnknown && item.text() === undefined) return unknownPeer(causeOf(resource.urn, item));
    const link = addressGroupLink(item, property, resource);
    return { kind: "list", link, otherwise: unknownPeer(link.cause) };
}

/** Google keeps the addresses behind these names: nobody can say from the program who is meant. */
function opaquePeer(item: Field, resource: Resource, what: string): Peer {
    if (item.text() === undefined) return unknownPeer(causeOf(resource.urn, item));
    return unknownPeer(
        foreignCause(resource.urn, item, `Google alone knows the addresses of ${what} ${item.written()}`),
    );
}

function regionPeer(item: Field, resource: Resource): Peer {
    const code = item.text();
    if (code === undefined) return unknownPeer(causeOf(resource.urn, item));
    const name = comparedName(item).toUpperCase();
    return referencePeer("geo", name, item.written(), { within: INTERNET });
}

function tagPeer(tag: Field): Peer {
    const name = tag.isObject ? tag.get("name") : tag;
    return internalPeer(comparedName(name), name.written());
}

/** A source that must also lie in the context. */
function narrow(peer: Peer, context: NetworkContext): Peer {
    if (context.kind === "any" || (peer.kind === "reference" && peer.class === "internal")) return peer;
    if (context.kind === "inside") return internalPeer(context.name, context.name);
    if (context.kind === "internet") return narrowToInternet(peer);
    if (peer.kind === "addresses") return unknownPeer(context.cause, peer.addresses);
    if (peer.kind === "unknown") return { ...peer, least: IpSet.empty };
    return unknownPeer(context.cause);
}

function narrowToInternet(peer: Peer): Peer {
    if (peer.kind === "addresses") return { ...peer, addresses: peer.addresses.intersect(INTERNET) };
    if (peer.kind !== "unknown") return peer;
    return { ...peer, least: peer.least.intersect(INTERNET), most: peer.most.intersect(INTERNET) };
}
