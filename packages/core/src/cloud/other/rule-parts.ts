import type { Cause } from "../../cause.js";
import type { Field } from "../../field.js";
import type { Peer } from "../../peer.js";
import { type Action, type Between, known, type Rule } from "../../rule.js";
import type { Resource } from "../../value.js";
import { causeOf, internalPeer, makeRule, unknownPeer } from "../shape.js";
import { said } from "./properties.js";
import type { Traffic } from "./traffic.js";

/** One rule of a cloud, once its properties are read. */
export interface RuleReading {
    readonly resource: Resource;
    /** The object that is the rule: an element of a list, or the resource itself. */
    readonly field: Field;
    readonly action: Action;
    readonly priority?: Between<number>;
    readonly traffic: Traffic;
    readonly peers: readonly Peer[];
    /** The properties that make it match, for the "why" of a message. */
    readonly because: readonly (Field | string)[];
    /** Values that decide whether the rule exists as it is read here. */
    readonly doubts?: readonly Cause[];
}

/** Makes the rule. A rule resource has its own name, a rule in a list is named by its path. */
export function ruleOf(reading: RuleReading): Rule {
    const { resource, field, action, priority, traffic, peers, because, doubts = [] } = reading;
    return makeRule({
        name: field.at === "" ? resource.name : field.at,
        resource: resource.urn,
        at: field.at,
        action,
        protocols: traffic.protocols,
        ports: traffic.ports,
        peers,
        certain: doubts.length === 0,
        causes: [...doubts, ...traffic.causes],
        because: because.flatMap((one) => (typeof one === "string" ? [one] : one.isAbsent ? [] : [said(one)])),
        ...(priority === undefined ? {} : { priority }),
        ...(traffic.anchor === undefined ? {} : { anchor: traffic.anchor }),
    });
}

/** A rule of a union, or a whole list of them, that is not known or of no shape read here: anyone at most. */
export function unknownRule(resource: Resource, field: Field): Rule {
    const peers = [unknownPeer(causeOf(resource.urn, field))];
    return makeRule({ resource: resource.urn, at: field.at, peers, because: [said(field)] });
}

/** The same in a list that is tried in order: it may let anyone in, or keep everyone out before the rest. */
export function unknownOrderedRules(resource: Resource, field: Field, priority: Between<number>): readonly Rule[] {
    const cause = causeOf(resource.urn, field);
    const common = { resource: resource.urn, at: field.at, priority, certain: false, causes: [cause] };
    const peers = [unknownPeer(cause)];
    return [makeRule({ ...common, action: "allow", peers }), makeRule({ ...common, action: "deny", peers })];
}

/** What a rule without a source means where the cloud refuses it: a preview may have lost one that is computed. */
export function lostSource(resource: Resource, field: Field, property: string): Peer {
    return unknownPeer({
        resource: resource.urn,
        at: field.at === "" ? property : `${field.at}.${property}`,
        kind: "unreadable",
        text: "no source is given, which the cloud refuses: a source that is computed may be missing here",
    });
}

/** Groups, tags and machines of the same network: never the internet, also where they are not known. */
export function internalPeers(...lists: readonly Field[]): readonly Peer[] {
    return lists
        .flatMap((list) => list.items())
        .filter((item) => item.value !== "" && !item.isAbsent)
        .map((item) => internalPeer(item.secret ? item.at : (item.text() ?? item.at), item.written()));
}

/** How a rule's action is written. */
export interface ActionWords {
    /** In lower case. */
    readonly allow: string;
    readonly deny: string;
    /** What a rule without an action does. @default nobody knows */
    readonly absent?: Action;
}

/** What a rule may do: one action where it is known, both where it is not. */
export function readActions(
    field: Field,
    resource: string,
    words: ActionWords,
): readonly { readonly action: Action; readonly doubts: readonly Cause[] }[] {
    const word = field.text()?.toLowerCase();
    if (word === words.allow) return [{ action: "allow", doubts: [] }];
    if (word === words.deny) return [{ action: "deny", doubts: [] }];
    if (words.absent !== undefined && (field.isAbsent || word === "")) return [{ action: words.absent, doubts: [] }];
    const doubts = [causeOf(resource, field)];
    return [
        { action: "allow", doubts },
        { action: "deny", doubts },
    ];
}

/** Behind every rule of a list. */
export const LAST_TIER = 1_000_000;

/** Anywhere in a list. */
export const ANY_TIER: Between<number> = { least: 0, most: LAST_TIER - 1 };

/** The tier of an element of a list. */
export function tierAt(index: number): Between<number> {
    return known(index);
}
