import type { IpSet } from "./ip-set.js";
import type { ReferencePeer } from "./peer.js";
import type { Point } from "./point.js";
import { PortSet } from "./port-set.js";
import type { Between, Protocols, Rule, Scope } from "./rule.js";

/** Whose completion of the unknown values is looked at: the one that admits least, or the one that admits most. */
type View = "least" | "most";

/** A rule as one view has it, narrowed to one point: everything in it is known. */
export interface Entry {
    readonly rule: Rule;
    readonly allows: boolean;
    readonly tier: number;
    /** Its sources, as sets that may overlap. */
    readonly sets: readonly IpSet[];
    readonly references: readonly ReferencePeer[];
    readonly sourcePorts: PortSet;
    readonly destination: Scope;
    /** True for an allow that surely applies somewhere, though no source port or no destination is known at which. */
    readonly astray: boolean;
}

/** The entries of a view, in the order in which the cloud tries them: by tier, and inside a tier denies first. */
export interface Entries {
    readonly view: View;
    readonly entries: readonly Entry[];
}

/** Both views of the rules that may match a point; one object where every rule is known. */
export function entriesAt(rules: readonly Rule[], point: Point): { readonly least: Entries; readonly most: Entries } {
    const relevant = rules.filter((rule) => mayMatch(rule, point));
    const most = entriesOf(relevant, point, "most");
    return { least: relevant.every((rule) => isKnown(rule, point)) ? most : entriesOf(relevant, point, "least"), most };
}

/** True where the rule may be about the point: an ingress rule whose protocols and ports may include it. */
export function mayMatch(rule: Rule, point: Point): boolean {
    return (
        rule.direction === "ingress" &&
        includes(rule.protocols.most, point.protocol) &&
        rule.ports.most.contains(point.port)
    );
}

function includes(protocols: Protocols, protocol: number): boolean {
    return protocols === "any" || protocols.includes(protocol);
}

/** True where the rule is surely about the point, if it exists. */
function surelyMatches(rule: Rule, point: Point): boolean {
    return includes(rule.protocols.least, point.protocol) && rule.ports.least.contains(point.port);
}

function isKnown(rule: Rule, point: Point): boolean {
    return (
        rule.certain &&
        surelyMatches(rule, point) &&
        rule.priority.least === rule.priority.most &&
        isSettled(rule.sourcePorts) &&
        isSettled(rule.destination) &&
        rule.peers.every((peer) => peer.kind === "addresses" || peer.kind === "reference")
    );
}

function isSettled(value: Between<unknown>): boolean {
    return value.least === value.most;
}

function entriesOf(rules: readonly Rule[], point: Point, view: View): Entries {
    const entries: Entry[] = [];
    for (const rule of rules) {
        // An allow of the view that admits least has its least reading, a deny its most; and the other way round.
        const side = (rule.action === "allow") === (view === "least") ? "least" : "most";
        if (side === "least" && !(rule.certain && surelyMatches(rule, point))) continue;
        entries.push(entryOf(rule, side, view));
    }
    return { view, entries: sorted(entries) };
}

/** Every rule that may match, at its widest, in the order of the strongest place it may have. */
export function possibleEntries(rules: readonly Rule[], point: Point): readonly Entry[] {
    return sorted(rules.filter((rule) => mayMatch(rule, point)).map((rule) => entryOf(rule, "most", "most")));
}

/** The rules of which everything is known, as entries in order. */
export function knownEntries(rules: readonly Rule[], point: Point): readonly Entry[] {
    return possibleEntries(
        rules.filter((rule) => isKnown(rule, point)),
        point,
    );
}

function entryOf(rule: Rule, side: View, view: View): Entry {
    const sets: IpSet[] = [];
    const references: ReferencePeer[] = [];
    for (const given of rule.peers) {
        const peer = given.kind === "list" ? given.otherwise : given;
        if (peer.kind === "addresses") sets.push(peer.addresses);
        else if (peer.kind === "unknown") sets.push(peer[side]);
        else references.push(peer);
    }
    const allows = rule.action === "allow";
    const sourcePorts = rule.sourcePorts[side];
    const destination = rule.destination[side];
    const isOpen = !(isSettled(rule.sourcePorts) && isSettled(rule.destination));
    return {
        rule,
        allows,
        tier: side === "least" ? rule.priority.most : rule.priority.least,
        sets,
        references,
        sourcePorts,
        destination,
        astray: allows && view === "least" && isOpen && isNowhere({ sourcePorts, destination }),
    };
}

/** Sorting keeps the order of equal entries; a list that is in order already, as clouds of unions are, costs one look. */
function sorted(entries: Entry[]): readonly Entry[] {
    const inOrder = (a: Entry, b: Entry) => a.tier - b.tier || Number(a.allows) - Number(b.allows);
    let last: Entry | undefined;
    for (const entry of entries) {
        if (last !== undefined && inOrder(last, entry) > 0) return entries.sort(inOrder);
        last = entry;
    }
    return entries;
}

/** True where the entry counts only at some source ports or destinations. */
export function isRestricted(entry: Entry): boolean {
    return entry.destination !== "any" || !entry.sourcePorts.equals(PortSet.all);
}

/** True where the entry counts nowhere. */
export function isNowhere({ destination, sourcePorts }: Pick<Entry, "destination" | "sourcePorts">): boolean {
    return sourcePorts.isEmpty || isEmptyScope(destination);
}

/** True for a destination that is none. */
export function isEmptyScope(scope: Scope): boolean {
    return scope !== "any" && scope.addresses.isEmpty && scope.groups.length === 0;
}
