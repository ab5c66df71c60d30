import { IpSet } from "../src/ip-set.js";
import type { Peer, ReferencePeer } from "../src/peer.js";
import { PortSet } from "../src/port-set.js";
import type { Between, Rule, Scope } from "../src/rule.js";

/**
 * A world so small that every client, every packet and every completion of the unknown values can be tried:
 * twelve clients (eight IPv4 blocks of 2^19 public addresses, four IPv6 blocks of 2^103, so that two of a family are
 * over the limit), four ranges of source ports, and destinations of two address blocks and two named groups.
 */
export const CLIENTS = 12;
const IPV4_CLIENTS = 8;
const SOURCE_PORTS = 4;
/** Address block 0 and 1, group a and b, and a group that no rule names. */
const PLACES = 5;

const BLOCKS = Array.from({ length: CLIENTS }, (_, client) =>
    IpSet.of(client < IPV4_CLIENTS ? `8.${client * 8}.0.0/13` : `2a0${client - IPV4_CLIENTS}:8000::/25`),
);
const PLACE_BLOCKS = [IpSet.of("10.0.0.0/9"), IpSet.of("10.128.0.0/9")];
const PORT_BLOCKS = Array.from({ length: SOURCE_PORTS }, (_, part) => PortSet.of(part * 16384, part * 16384 + 16383));

/** Clients as bits. */
export function setOf(mask: number): IpSet {
    return IpSet.unionOf(BLOCKS.filter((_, client) => (mask >> client) & 1));
}

/** The first address of a client's block. */
export function blockOf(client: number): IpSet {
    return BLOCKS[client] ?? IpSet.empty;
}

/** The clients that a set holds, as bits; every block is in it wholly or not at all. */
export function maskOf(set: IpSet): number {
    return BLOCKS.reduce((mask, block, client) => (set.contains(block) ? mask | (1 << client) : mask), 0);
}

function portsOf(mask: number): PortSet {
    if (mask === 15) return PortSet.all;
    return PORT_BLOCKS.filter((_, part) => (mask >> part) & 1).reduce((all, one) => all.union(one), PortSet.empty);
}

/** Bits 0 and 1 are addresses, 2 and 3 groups; all of the five places are `any`. */
function scopeOf(mask: number): Scope {
    if (mask === 31) return "any";
    return {
        addresses: IpSet.unionOf(PLACE_BLOCKS.filter((_, place) => (mask >> place) & 1)),
        groups: ["a", "b"].filter((_, place) => (mask >> (place + 2)) & 1),
    };
}

/** What may be, as bits: `least` in every completion, `most` in some. */
interface Bits {
    readonly least: number;
    readonly most: number;
}

/** A rule as the oracle sees it. */
export interface SmallRule {
    readonly allows: boolean;
    readonly clients: Bits;
    readonly reference: string | undefined;
    readonly sourcePorts: Bits;
    readonly places: Bits;
    readonly priority: Bits;
    /** Whether it speaks of the port, as one bit. */
    readonly matches: Bits;
    readonly certain: boolean;
}

/** A generator of numbers below a limit, the same for the same seed. */
export type Random = (limit: number) => number;

/** The generator known as mulberry32. */
export function randomFrom(seed: number): Random {
    let state = seed;
    return (limit) => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
    };
}

const REFERENCES = ["tenants", "tenants.west", "group"];

/** A rule at random; the rarer a dimension matters in practice, the rarer here. */
export function randomRule(random: Random, unknowns: boolean): SmallRule {
    const doubt = (oneIn: number) => unknowns && random(oneIn) === 0;
    const clients = random(4) === 0 ? (1 << CLIENTS) - 1 : random(1 << CLIENTS);
    const ports = random(4) === 0 ? 1 + random(15) : 15;
    const places = random(4) === 0 ? 1 + random(15) : 31;
    const priority = random(4);
    return {
        allows: random(5) < 3,
        clients: doubt(5) ? { least: clients & random(1 << CLIENTS), most: clients } : settled(clients),
        reference: random(6) === 0 ? REFERENCES[random(3)] : undefined,
        sourcePorts: doubt(12) ? { least: ports & random(16), most: ports } : settled(ports),
        places: doubt(12) ? { least: places === 31 ? 0 : places & random(16), most: places } : settled(places),
        priority: doubt(8) ? { least: priority, most: priority + random(3) } : settled(priority),
        matches: doubt(8) ? { least: 0, most: 1 } : settled(random(8) === 0 ? 0 : 1),
        certain: !doubt(8),
    };
}

function settled(value: number): Bits {
    return { least: value, most: value };
}

/** The same rule as the engine takes it. */
export function ruleOf(small: SmallRule, index: number): Rule {
    const cause = { resource: "urn:small", at: `rules[${index}]`, kind: "unknown", text: "nobody knows" } as const;
    const peers: Peer[] = [
        small.clients.least === small.clients.most
            ? { kind: "addresses", addresses: setOf(small.clients.most), text: "" }
            : { kind: "unknown", least: setOf(small.clients.least), most: setOf(small.clients.most), cause },
    ];
    if (small.reference !== undefined) peers.push(referenceOf(small.reference));
    return {
        name: `rule ${index}`,
        resource: "urn:small",
        at: `rules[${index}]`,
        direction: "ingress",
        action: small.allows ? "allow" : "deny",
        priority: small.priority,
        protocols: { least: [6], most: [6] },
        ports: between(small.matches, (bit) => PortSet.of(bit === 1 ? 6443 : 443)),
        sourcePorts: between(small.sourcePorts, portsOf),
        peers,
        destination: between(small.places, scopeOf),
        certain: small.certain,
        causes: isSettled(small) ? [] : [cause],
        because: [],
    };
}

function between<T>(bits: Bits, make: (mask: number) => T): Between<T> {
    const most = make(bits.most);
    // What surely matches no packet is nothing at all for the port that is asked.
    return bits.least === bits.most ? { least: most, most } : { least: make(bits.least), most };
}

function referenceOf(name: string): ReferencePeer {
    const includesPrefix = name === "tenants" ? { includesPrefix: "tenants." } : {};
    return {
        kind: "reference",
        class: name === "group" ? "internal" : "cloud-tenant",
        name,
        within: setOf((1 << CLIENTS) - 1),
        text: name,
        ...includesPrefix,
    };
}

/** True where nothing but the sources of the rule may be unknown. */
export function isSettled(rule: SmallRule): boolean {
    return (
        [rule.sourcePorts, rule.places, rule.priority, rule.matches].every((b) => b.least === b.most) && rule.certain
    );
}

/** A rule of one completion, as one client meets it. */
interface Settled {
    readonly allows: boolean;
    readonly priority: number;
    readonly ports: number;
    readonly places: number;
}

/** Every form the rule can take for one client; undefined where it does not speak of the client. */
function formsOf(rule: SmallRule, client: number): readonly (Settled | undefined)[] {
    const bit = 1 << client;
    if ((rule.clients.most & bit) === 0 || rule.matches.most === 0) return [undefined];
    const doubtful = !rule.certain || rule.matches.least === 0 || (rule.clients.least & bit) === 0;
    const forms: (Settled | undefined)[] = doubtful ? [undefined] : [];
    for (let priority = rule.priority.least; priority <= rule.priority.most; priority++) {
        for (const ports of masksBetween(rule.sourcePorts, rule.allows)) {
            for (const places of masksBetween(rule.places, rule.allows)) {
                forms.push({ allows: rule.allows, priority, ports, places });
            }
        }
    }
    return forms;
}

/** An allow applies somewhere, wherever that is. */
function masksBetween({ least, most }: Bits, allows: boolean): readonly number[] {
    const masks: number[] = [];
    const open = most & ~least;
    for (let part = open; ; part = (part - 1) & open) {
        if ((least | part) !== 0 || !allows) masks.push(least | part);
        if (part === 0) return masks;
    }
}

/** How many completions one client has to be tried in. */
export function completionsOf(rules: readonly SmallRule[]): number {
    return rules.reduce((count, rule) => {
        const doubts = Math.max(...Array.from({ length: CLIENTS }, (_, client) => formsOf(rule, client).length));
        return count * doubts;
    }, 1);
}

/** Who gets in, as bits: in every completion, and in some. */
export interface Answer {
    readonly always: number;
    readonly sometimes: number;
}

/** Tries every completion, every source port and every destination for every client. */
export function tryAll(rules: readonly SmallRule[]): Answer {
    let always = 0;
    let sometimes = 0;
    for (let client = 0; client < CLIENTS; client++) {
        let every = true;
        let some = false;
        for (const completion of product(rules.map((rule) => formsOf(rule, client)))) {
            if (getsIn(completion)) some = true;
            else every = false;
        }
        if (every) always |= 1 << client;
        if (some) sometimes |= 1 << client;
    }
    return { always, sometimes };
}

function* product(forms: readonly (readonly (Settled | undefined)[])[]): Generator<readonly Settled[]> {
    const places = forms.map(() => 0);
    for (;;) {
        yield forms.flatMap((list, index) => list[places[index] ?? 0] ?? []);
        let index = 0;
        for (; index < places.length; index++) {
            places[index] = (places[index] ?? 0) + 1;
            if ((places[index] ?? 0) < (forms[index]?.length ?? 0)) break;
            places[index] = 0;
        }
        if (index === places.length) return;
    }
}

/** The first match decides, in a tier a deny first; one packet that passes is enough. */
function getsIn(rules: readonly Settled[]): boolean {
    const ordered = [...rules].sort((a, b) => a.priority - b.priority || Number(a.allows) - Number(b.allows));
    for (let port = 0; port < SOURCE_PORTS; port++) {
        for (let place = 0; place < PLACES; place++) {
            const first = ordered.find((rule) => (rule.ports >> port) & 1 && (rule.places >> place) & 1);
            if (first?.allows) return true;
        }
    }
    return false;
}

/** True where two clients of one family get in: over the limit. With `strict`, one is. */
export function isOpen(mask: number, strict: boolean): boolean {
    const count = (bits: number) => bits.toString(2).replaceAll("0", "").length;
    const limit = strict ? 1 : 2;
    return count(mask & ((1 << IPV4_CLIENTS) - 1)) >= limit || count(mask >> IPV4_CLIENTS) >= limit;
}

/**
 * The references that get in where everything is known: packet by packet, the first rule that names one decides, and
 * denies that cover every client between them keep out all that comes after.
 */
export function namesThatGetIn(rules: readonly SmallRule[]): ReadonlySet<string> {
    const ordered = rules
        .filter((rule) => rule.matches.most === 1)
        .sort((a, b) => a.priority.most - b.priority.most || Number(a.allows) - Number(b.allows));
    const found = new Set<string>();
    for (const name of REFERENCES) {
        for (let packet = 0; packet < SOURCE_PORTS * PLACES; packet++) {
            const [port, place] = [packet % SOURCE_PORTS, Math.floor(packet / SOURCE_PORTS)];
            const here = ordered.filter((rule) => (rule.sourcePorts.most >> port) & (rule.places.most >> place) & 1);
            if (nameGetsIn(name, here)) found.add(name);
        }
    }
    return found;
}

function nameGetsIn(name: string, rules: readonly SmallRule[]): boolean {
    let denied = 0;
    for (const rule of rules) {
        if (rule.allows && rule.reference === name) return true;
        if (rule.allows) continue;
        denied |= rule.clients.most;
        if (denied === (1 << CLIENTS) - 1 || rule.reference === name) return false;
        if (rule.reference === "tenants" && name === "tenants.west") return false;
    }
    return false;
}
