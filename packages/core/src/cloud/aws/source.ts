import type { Field } from "../../field.js";
import type { Peer } from "../../peer.js";
import type { Action } from "../../rule.js";
import type { Resource } from "../../value.js";
import { addressPeer, internalPeer, unknownPeer, unreadableCause, unreadKeys } from "../shape.js";
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
    const given = names.blocks.map((name) => rule.get(name)).filter((field) => field.value !== undefined);
    const lists = names.prefixLists.map((name) => rule.get(name)).filter((field) => !field.isAbsent);
    const groups = names.groups.map((name) => rule.get(name)).filter((field) => !field.isAbsent);
    const own = rule.get("self");
    // Null beside another source is nothing given; null alone stands where a source may have been lost.
    const filled = given.filter((field) => !field.isAbsent);
    const blocks = filled.length + lists.length + groups.length > 0 ? filled : given;
    return {
        peers: [
            ...blocks.flatMap((field) => blockPeers(field, resource, action)),
            ...lists.flatMap((field) => field.items()).map((item) => prefixListPeer(item, resource)),
            ...groups.flatMap((field) => field.items()).flatMap((item) => groupPeers(item)),
            ...(own.isAbsent || own.flag() === false ? [] : [internalPeer(`self of ${resource.urn}`, "self")]),
            ...unreadPeers(rule, resource, action, names),
        ],
        because: [...blocks, ...lists, ...groups].map((field) => `${field.at} is ${field.written()}`),
    };
}

/** The blocks of a list. Null where a list belongs is no list: what stood there may be lost. */
function blockPeers(field: Field, resource: Resource, action: Action): readonly Peer[] {
    const items = field.isAbsent ? [field] : field.items();
    return items.map((item) => addressPeer(item, { resource: resource.urn, action, bareAddress: true }));
}

/** Bridges read empty text as nothing given. */
function groupPeers(item: Field): readonly Peer[] {
    const text = item.text();
    return text === "" ? [] : [internalPeer(item.secret ? item.at : (text ?? item.at), item.written())];
}

function unreadPeers(rule: Field, resource: Resource, action: Action, names: SourceNames): readonly Peer[] {
    if (action !== "allow") return [];
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
    const at = rule.at === "" ? "securityGroupId" : rule.at;
    return unknownPeer({
        resource: resource.urn,
        at,
        kind: "unreadable",
        text: "no source is given, which the cloud refuses: a source that is computed may be missing here",
    });
}
