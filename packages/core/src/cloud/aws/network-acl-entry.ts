import type { Cause } from "../../cause.js";
import type { Field } from "../../field.js";
import type { Peer } from "../../peer.js";
import { type Action, type Between, known, type Rule } from "../../rule.js";
import type { Resource } from "../../value.js";
import { addressPeer, causeOf, integer, makeRule, unknownPeer, unreadableCause, unreadKeys } from "../shape.js";
import { lostSource } from "./source.js";
import { readTraffic } from "./traffic.js";

/** One entry of a network ACL, by whatever names its properties go. */
export interface NetworkAclEntry {
    readonly resource: Resource;
    /** The object that is the entry. */
    readonly entry: Field;
    readonly name: string;
    readonly number: Field;
    readonly action: Field;
    readonly from: Field;
    readonly to: Field;
    /** What a missing port of TCP means; nothing for one that could not be deployed. */
    readonly absentPort?: number;
    /** Keys the entry may have; one beyond these may hide a source. */
    readonly keys: readonly string[];
    /** True for a resource of its own: no provider takes one without a source. */
    readonly standsAlone: boolean;
    /** Why it may turn out to be no ingress entry; empty where it surely is one. */
    readonly doubts: readonly Cause[];
}

/** Every number that an entry may have. No two have the same one: an entry at an end is surely met first, or last. */
const EVERY_NUMBER: Between<number> = { least: 1, most: 32766 };

/** The rules of an entry: one, or an allow and a deny where its action is not known. */
export function readNetworkAclEntry(parts: NetworkAclEntry): readonly Rule[] {
    const word = parts.action.text()?.toLowerCase();
    if (word === "allow" || word === "deny") return [entryRule(parts, word, parts.doubts)];
    const doubts = [...parts.doubts, causeOf(parts.resource.urn, parts.action)];
    return [entryRule(parts, "allow", doubts), entryRule(parts, "deny", doubts)];
}

/** A list of entries, or an entry, that is not known: anything may be allowed, or denied before everything else. */
export function unknownEntries(resource: Resource, field: Field): readonly Rule[] {
    const cause = causeOf(resource.urn, field);
    const common = { resource: resource.urn, at: field.at, priority: EVERY_NUMBER, peers: [unknownPeer(cause)] };
    return [
        makeRule({ ...common, action: "allow", certain: false, causes: [cause] }),
        makeRule({ ...common, action: "deny", certain: false, causes: [cause] }),
    ];
}

function entryRule(parts: NetworkAclEntry, action: Action, doubts: readonly Cause[]): Rule {
    const { resource, entry } = parts;
    const number = integer(parts.number);
    const isNumber = typeof number === "number";
    const traffic = readTraffic(
        { protocol: entry.get("protocol"), from: parts.from, to: parts.to },
        {
            resource: resource.urn,
            action,
            names: "network-acl",
            ...(parts.absentPort === undefined ? {} : { absent: parts.absentPort }),
        },
    );
    return makeRule({
        ...traffic,
        name: parts.name,
        resource: resource.urn,
        at: entry.at,
        action,
        priority: isNumber ? known(number) : EVERY_NUMBER,
        peers: readPeers(parts, action),
        certain: doubts.length === 0,
        causes: [...doubts, ...(isNumber ? [] : [causeOf(resource.urn, parts.number)]), ...traffic.causes],
        because: [...blocksOf(entry).map((block) => `${block.at} is ${block.written()}`), ...traffic.because],
    });
}

/** The blocks that are given; empty text beside a block is nothing given. */
function blocksOf(entry: Field): readonly Field[] {
    const given = [entry.get("cidrBlock"), entry.get("ipv6CidrBlock")].filter((block) => block.value !== undefined);
    const filled = given.filter((block) => block.value !== "" && block.value !== null);
    return filled.length > 0 ? filled : given;
}

function readPeers(parts: NetworkAclEntry, action: Action): readonly Peer[] {
    const { resource, entry } = parts;
    const blocks = blocksOf(entry);
    const peers = blocks.map((block) => addressPeer(block, { resource: resource.urn, action, bareAddress: true }));
    if (action === "deny") return blocks.length === 1 ? peers : [unknownPeer(causeOf(resource.urn, entry))];
    const unread = unreadKeys(entry, parts.keys)
        .map((key) => entry.own(key))
        .filter((field) => !field.isAbsent)
        .map((field) => unknownPeer(unreadableCause(resource.urn, field, "a key that is not read here")));
    if (peers.length > 0 || unread.length > 0) return [...peers, ...unread];
    return parts.standsAlone ? [lostSource(entry, resource)] : [];
}
