import type { Field } from "../../field.js";
import type { Peer } from "../../peer.js";
import type { Action } from "../../rule.js";
import type { Resource } from "../../value.js";
import { addressPeer, internalPeer, unknownPeer, unreadableCause, unreadKeys } from "../shape.js";
import { propertyReasons } from "../source-reasons.js";
import { prefixListPeer } from "./prefix-list-peer.js";

/** The properties of a rule that name sources, each in the form of one cloud API. */
export interface SourceNames {
    /** One address block, or a list of them. */
    readonly blocks: readonly string[];
    /** Ids of prefix lists, one or a list. */
    readonly prefixLists: readonly string[];
    /** Ids or names of security groups, one or a list: always inside the network. */
    readonly groups: readonly string[];
    /** All other properties that the rule may have; a key beyond these is not read and may hide a source. */
    readonly others: readonly string[];
}

/** True for a rule of a security group that its own members may pass. */
const SELF = ["self"];

/** Sources of one rule, and the properties that name them as written. */
export interface Sources {
    readonly peers: readonly Peer[];
    readonly because: readonly string[];
}

/** Reads every source of a rule; several are alternatives. Nothing named is no source at all. */
export function readSources(rule: Field, resource: Resource, action: Action, names: SourceNames): Sources {
    const lists = given(rule, names.prefixLists);
    const groups = given(rule, names.groups);
    const blocks = blocksOf(rule, names.blocks, lists.length + groups.length > 0);
    const peers: Peer[] = [];
    for (const field of blocks) addBlocks(peers, field, resource, action);
    for (const field of lists) for (const item of field.items()) peers.push(prefixListPeer(item, resource));
    for (const field of groups) for (const item of field.items()) addGroup(peers, item);
    const own = rule.get("self");
    if (!own.isAbsent && own.flag() !== false) peers.push(internalPeer(`self of ${resource.urn}`, "self"));
    if (action === "allow") peers.push(...unreadPeers(rule, resource, names));
    return {
        peers,
        because: [...blocks, ...lists, ...groups].flatMap(propertyReasons),
    };
}

/** The properties of these names that have a value. */
function given(rule: Field, names: readonly string[]): readonly Field[] {
    return names.map((name) => rule.get(name)).filter((field) => !field.isAbsent);
}

/** Null beside another source is nothing given; null alone stands where a source may have been lost. */
function blocksOf(rule: Field, names: readonly string[], hasOthers: boolean): readonly Field[] {
    const fields = names.map((name) => rule.get(name)).filter((field) => field.value !== undefined);
    const filled = fields.filter((field) => !field.isAbsent);
    return hasOthers || filled.length > 0 ? filled : fields;
}

/** The blocks of a list. Null where a list belongs is no list: what stood there may be lost. */
function addBlocks(peers: Peer[], field: Field, resource: Resource, action: Action): void {
    const reading = { resource: resource.urn, action, bareAddress: true };
    for (const item of field.isAbsent ? [field] : field.items()) peers.push(addressPeer(item, reading));
}

/** Bridges read empty text as nothing given. */
function addGroup(peers: Peer[], item: Field): void {
    const text = item.text();
    if (text !== "") peers.push(internalPeer(item.secret ? item.at : (text ?? item.at), item.written()));
}

/** Keys that are not read here and may name a source. */
function unreadPeers(rule: Field, resource: Resource, names: SourceNames): readonly Peer[] {
    return unreadKeys(rule, names.blocks, names.prefixLists, names.groups, names.others, SELF)
        .map((key) => rule.own(key))
        .filter((field) => !field.isAbsent)
        .map((field) => {
            const key = field.at.slice(field.at.lastIndexOf(".") + 1);
            return unknownPeer(
                unreadableCause(resource.urn, field, `a key ${JSON.stringify(key)} that is not read here`),
            );
        });
}

/** What a stand-alone rule without any source means: every provider refuses it, so a preview has lost a computed one. */
export function lostSource(rule: Field, resource: Resource): Peer {
    return unknownPeer({
        resource: resource.urn,
        at: rule.at,
        kind: "unreadable",
        text: "no source is given, which the cloud refuses: a source that is computed may be missing here",
    });
}
