import type { Cause } from "../cause.js";
import { CidrBlock } from "../cidr-block.js";
import { type Field, snakeCase } from "../field.js";
import { IpSet } from "../ip-set.js";
import type { AddressPeer, Peer, ReferenceClass, ReferencePeer, UnknownPeer } from "../peer.js";
import { PortSet } from "../port-set.js";
import { type Action, type Between, known, type Protocols, type Rule, type Scope } from "../rule.js";
import { Unknown } from "../value.js";

/** What a reader says of a rule; all the rest has the default of {@link makeRule}. */
export type RuleParts = Partial<Rule> & Pick<Rule, "resource" | "at" | "peers">;

/**
 * Makes a rule. Defaults: named by its path, ingress, allow, priority 0, any protocol, every port, any destination,
 * certain, no causes.
 */
export function makeRule(parts: RuleParts): Rule {
    const rule: Rule = {
        name: parts.name ?? parts.at,
        resource: parts.resource,
        at: parts.at,
        direction: parts.direction ?? "ingress",
        action: parts.action ?? "allow",
        priority: parts.priority ?? FIRST,
        protocols: parts.protocols ?? ANY_PROTOCOL,
        ports: parts.ports ?? EVERY_PORT,
        sourcePorts: parts.sourcePorts ?? EVERY_PORT,
        peers: parts.peers,
        destination: parts.destination ?? ANYWHERE,
        certain: parts.certain ?? true,
        causes: parts.causes ?? [],
        because: parts.because ?? [],
    };
    return parts.anchor === undefined ? rule : { ...rule, anchor: parts.anchor };
}

const FIRST = known(0);
const ANY_PROTOCOL: Between<Protocols> = known("any");
const EVERY_PORT = known(PortSet.all);
const ANYWHERE: Between<Scope> = known("any");

/** A name as messages may show it; the other one where it is not given, not known or secret. */
export function shownName(name: Field, otherwise: string): string {
    return name.secret ? otherwise : (name.text() ?? otherwise);
}

/** A reading that may be unknown, and the values it then depends on. */
export interface Reading<T> extends Between<T> {
    readonly causes: readonly Cause[];
}

/** Wraps a value that was read and is known. */
export function read<T>(value: T): Reading<T> {
    return { least: value, most: value, causes: [] };
}

const LATER = "known only after another resource exists";

/** Says that a value is not known yet, or that nothing in the stack will ever tell it. */
export function unknownCause(resource: string, field: Field, text: string = LATER): Cause {
    const why = field.value instanceof Unknown ? field.value.why : undefined;
    if (why !== undefined) return foreignCause(resource, field, why);
    return { resource, at: field.at, kind: "unknown", text };
}

/** Says that a value names something outside the stack: `prefix list pl-0a1b is not part of this stack`. */
export function foreignCause(resource: string, field: Field, text: string): Cause {
    return { resource, at: field.at, kind: "foreign", text };
}

/** Says that a value has a shape that is not read here. */
export function unreadableCause(
    resource: string,
    field: Field,
    text: string = "it is not of a shape read here",
): Cause {
    return { resource, at: field.at, kind: "unreadable", text };
}

/** The cause that fits a value that cannot be read: unknown, or of a wrong shape. */
export function causeOf(resource: string, field: Field): Cause {
    return field.isUnknown ? unknownCause(resource, field) : unreadableCause(resource, field);
}

/** Nobody knows: nothing at least, everything (or `most`) at most. */
export function unknownPeer(cause: Cause, most: IpSet = IpSet.everything): UnknownPeer {
    return { kind: "unknown", least: IpSet.empty, most, cause };
}

/** Known addresses, with the text as the user wrote it (`field.written()` where it comes from a property). */
export function addressesPeer(addresses: IpSet, text: string): AddressPeer {
    return { kind: "addresses", addresses, text };
}

/** A reference that the cloud resolves. `within` narrows what it can ever mean; everything where that is not known. */
export function referencePeer(
    kind: ReferenceClass,
    name: string,
    text: string,
    more: { readonly includesPrefix?: string; readonly within?: IpSet } = {},
): ReferencePeer {
    return { kind: "reference", class: kind, name, text, within: IpSet.everything, ...more };
}

/** A group, a tag or an account inside the network: never the internet. */
export function internalPeer(name: string, text: string): ReferencePeer {
    return referencePeer("internal", name, text);
}

/** How {@link addressPeer} reads. */
export interface AddressReading {
    /** URN of the resource. */
    readonly resource: string;
    /** Of the rule it stands in: a text that may mean everything widens an allow and clears nothing as a deny. */
    readonly action: Action;
    /** An address without a prefix length is that one address. @default false: it is read as everything */
    readonly bareAddress?: boolean;
    /** What empty text means. @default "everything" */
    readonly emptyText?: "everything" | "unreadable";
}

/**
 * One source of a rule, as clouds without service tags read it: a block with its host bits masked; text that is no
 * block is everything; a value of another shape may be everything.
 */
export function addressPeer(field: Field, reading: AddressReading): Peer {
    const text = field.text();
    if (text === undefined) return unknownPeer(causeOf(reading.resource, field));
    if (text === "" && reading.emptyText === "unreadable") return unknownPeer(unreadableCause(reading.resource, field));
    const block = CidrBlock.read(text, { bareAddress: reading.bareAddress ?? false });
    if (block) return addressesPeer(IpSet.ofBlocks([block]), field.written());
    if (reading.action === "allow") return addressesPeer(IpSet.everything, field.written());
    return unknownPeer(unreadableCause(reading.resource, field, "it is not an address block"));
}

/**
 * A number as its provider takes it, fractions kept: numbers as plain decimal text are numbers; text that is not
 * plain decimal, infinities and every other shape are odd; absent is undefined.
 */
export function decimal(field: Field): number | "unknown" | "odd" | undefined {
    if (field.isUnknown) return "unknown";
    if (field.isAbsent) return undefined;
    const value = field.value;
    if (typeof value === "number") return Number.isFinite(value) ? value : "odd";
    if (typeof value !== "string" || !/^-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,16})?$/.test(value)) return "odd";
    return Number(value);
}

/** As {@link decimal}, with fractions cut off as bridges do. */
export function integer(field: Field): number | "unknown" | "odd" | undefined {
    const value = decimal(field);
    return typeof value === "number" ? Math.trunc(value) : value;
}

/** How ports are read. */
export interface PortReading {
    /** URN of the resource. */
    readonly resource: string;
    /** Of the rule: an odd value is every port of an allow and none that a deny surely has. */
    readonly action: Action;
    /** What a bound that is not given means: every port, or that number. @default "all" */
    readonly absent?: "all" | number;
    /** A bound of -1 is every port. @default false */
    readonly minusOneIsAll?: boolean;
}

/** Ports from two bounds, both included. An unknown bound reaches to its limit at most and admits nothing at least. */
export function portsBetween(from: Field, to: Field, reading: PortReading): Reading<PortSet> {
    const absent = reading.absent ?? "all";
    const low = decimal(from) ?? absent;
    const high = decimal(to) ?? absent;
    if (low === "odd" || high === "odd") return oddPorts(low === "odd" ? from : to, reading);
    if (low === "all" || high === "all") return read(PortSet.all);
    if (reading.minusOneIsAll && (isMinusOne(low) || isMinusOne(high))) return read(PortSet.all);
    if (low !== "unknown" && high !== "unknown") return knownPorts(low, high, reading.action);
    const causes = [from, to].filter((bound) => bound.isUnknown).map((bound) => unknownCause(reading.resource, bound));
    const most = portsFrom(low === "unknown" ? 0 : Math.floor(low), high === "unknown" ? 65535 : Math.floor(high));
    return { least: PortSet.empty, most, causes };
}

/** Bridges cut fractions off before a cloud sees them. */
function isMinusOne(bound: number | "unknown"): boolean {
    return bound !== "unknown" && Math.trunc(bound) === -1;
}

/** Ports that cannot be read as numbers: every port, as far as that is the safe reading. */
export function oddPorts(field: Field, reading: Pick<PortReading, "resource" | "action">): Reading<PortSet> {
    if (field.isUnknown || reading.action !== "allow") {
        return { least: PortSet.empty, most: PortSet.all, causes: [causeOf(reading.resource, field)] };
    }
    return read(PortSet.all);
}

/** The ports that lie in 0-65535; none where the bounds are swapped. */
function portsFrom(from: number, to: number): PortSet {
    const low = Math.max(0, from);
    const high = Math.min(65535, to);
    return low <= high ? PortSet.of(low, high) : PortSet.empty;
}

/** Bridges cut fractions off: an allow has the cut range, a deny surely only what lies in both. */
function knownPorts(low: number, high: number, action: Action): Reading<PortSet> {
    const cut = portsFrom(Math.floor(low), Math.floor(high));
    if (action === "allow" || Number.isInteger(low)) return read(cut);
    return { least: portsFrom(Math.ceil(low), Math.floor(high)), most: cut, causes: [] };
}

/** How ports in one text are read: `22`, `6443-6444`, `a:b`, lists with commas. */
export interface PortTextReading extends Omit<PortReading, "minusOneIsAll"> {
    /** Between the bounds of a range. @default "-" */
    readonly separator?: "-" | ":" | "/";
    /** Words that mean every port, in lower case: `*`, `any`, `all`. */
    readonly everyPort?: readonly string[];
}

/** Ports from one text or number, commas inside included. */
export function portsOfText(field: Field, reading: PortTextReading): Reading<PortSet> {
    const value = field.value;
    if (field.isAbsent) return read(typeof reading.absent === "number" ? PortSet.of(reading.absent) : PortSet.all);
    if (typeof value === "number" && Number.isFinite(value)) return knownPorts(value, value, reading.action);
    if (typeof value !== "string") return oddPorts(field, reading);
    const ranges = value.split(",").map((part) => rangeOfText(part.replace(/^ +| +$/g, ""), reading));
    const sets = ranges.filter((range) => range !== undefined);
    return sets.length === ranges.length ? read(allPorts(sets)) : oddPorts(field, reading);
}

/** A leading zero may be octal to whoever reads it next: such a number is none that is known here. */
function rangeOfText(text: string, reading: PortTextReading): PortSet | undefined {
    if (reading.everyPort?.includes(text.toLowerCase())) return PortSet.all;
    const bounds = text.split(reading.separator ?? "-");
    if (bounds.length > 2 || !bounds.every((bound) => /^(0|[1-9][0-9]{0,8})$/.test(bound))) return undefined;
    return portsFrom(Number(bounds[0]), Number(bounds[bounds.length - 1]));
}

/** Joins readings: what all of them together hold at least and at most. */
export function joinPorts(readings: readonly Reading<PortSet>[]): Reading<PortSet> {
    const most = allPorts(readings.map((one) => one.most));
    if (readings.every((one) => one.least === one.most)) return read(most);
    const least = allPorts(readings.map((one) => one.least));
    return { least, most, causes: readings.flatMap((one) => one.causes) };
}

function allPorts(sets: readonly PortSet[]): PortSet {
    return sets.reduce((all, one) => all.union(one), PortSet.empty);
}

/** Both spellings of each list of names, made once: readers ask with the same few lists for every rule. */
const SPELLINGS = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Keys of an object that are in none of the lists, in either spelling: values that nobody reads. */
export function unreadKeys(field: Field, ...lists: readonly (readonly string[])[]): readonly string[] {
    return field.keys().filter((key) => !key.startsWith("__") && !lists.some((names) => spellingsOf(names).has(key)));
}

function spellingsOf(names: readonly string[]): ReadonlySet<string> {
    const known = SPELLINGS.get(names);
    if (known !== undefined) return known;
    const both = new Set([...names, ...names.map(snakeCase)]);
    SPELLINGS.set(names, both);
    return both;
}
