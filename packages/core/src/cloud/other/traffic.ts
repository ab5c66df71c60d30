import type { Cause } from "../../cause.js";
import type { Field } from "../../field.js";
import { PortSet } from "../../port-set.js";
import { type Action, type Between, known, type Protocols } from "../../rule.js";
import { causeOf, oddPorts, portsOfText, type Reading, read } from "../shape.js";

/** What traffic a rule speaks of, in the words of a rule. */
export interface Traffic {
    readonly protocols: Between<Protocols>;
    readonly ports: Between<PortSet>;
    readonly causes: readonly Cause[];
    readonly anchor?: string;
}

/** Names that the clouds share; a name that is missing here is read as every protocol. */
const NUMBERS: ReadonlyMap<string, number> = new Map([
    ["icmp", 1],
    ["igmp", 2],
    ["ipencap", 4],
    ["ipip", 4],
    ["tcp", 6],
    ["egp", 8],
    ["udp", 17],
    ["dccp", 33],
    ["ipv6-encap", 41],
    ["ipv6-route", 43],
    ["ipv6-frag", 44],
    ["rsvp", 46],
    ["gre", 47],
    ["esp", 50],
    ["ah", 51],
    ["icmpv6", 58],
    ["ipv6-icmp", 58],
    ["ipv6-nonxt", 59],
    ["ipv6-opts", 60],
    ["ospf", 89],
    ["vrrp", 112],
    ["pgm", 113],
    ["sctp", 132],
    ["udplite", 136],
]);

const TCP = 6;
const UDP = 17;

/** How a protocol is read. */
export interface ProtocolReading {
    /** URN of the resource. */
    readonly resource: string;
    readonly action: Action;
    /** Words for every protocol, in lower case. @default none */
    readonly every?: readonly string[];
    /** What a protocol that is not given means. @default the cloud refuses it, so it may be every one */
    readonly absent?: Protocols;
}

/** The protocols of a value. What is none may be every protocol: an allow is read so, a deny surely has none. */
export function readProtocol(field: Field, reading: ProtocolReading): Reading<Protocols> {
    const value = typeof field.value === "number" ? String(Math.trunc(field.value)) : field.text()?.toLowerCase();
    const absent = field.isAbsent || value === "";
    if (absent && reading.absent !== undefined) return read(reading.absent);
    if (value !== undefined && reading.every?.includes(value)) return read<Protocols>("any");
    const number = value === undefined ? undefined : (NUMBERS.get(value) ?? decimalProtocol(value));
    if (number !== undefined) return read([number]);
    if (!field.isUnknown && reading.action === "allow") return read<Protocols>("any");
    return { least: [], most: "any", causes: [causeOf(reading.resource, field)] };
}

function decimalProtocol(text: string): number | undefined {
    return /^(0|[1-9][0-9]{0,2})$/.test(text) ? Number(text) : undefined;
}

/** How protocol and ports go together. */
export interface TrafficReading {
    readonly action: Action;
    /** A rule for every protocol may be given ports all the same, and nobody knows whether they count. @default false */
    readonly everyMayHavePorts?: boolean;
    /** Why the rule depends on more than its protocol and ports. */
    readonly causes?: readonly Cause[];
}

/**
 * Protocol and ports together. An allow of every protocol is one of every port; a deny of it surely covers the given
 * ports and no others. Protocols without ports ignore them.
 */
export function trafficOf(
    protocols: Reading<Protocols>,
    ports: Reading<PortSet>,
    { action, everyMayHavePorts = false, causes = [] }: TrafficReading,
): Traffic {
    if (protocols.causes.length > 0) {
        const most = everyMayHavePorts && action === "allow" ? PortSet.all : ports.most;
        const reach = most === ports.most ? ports : { least: ports.least, most };
        return { protocols, ports: reach, causes: [...protocols.causes, ...ports.causes, ...causes] };
    }
    if (protocols.most === "any" && action === "allow") {
        return { protocols, ports: known(PortSet.all), causes, anchor: "protocol-all" };
    }
    if (hasPorts(protocols.most)) return { protocols, ports, causes: [...ports.causes, ...causes] };
    return { protocols, ports: known(PortSet.all), causes };
}

function hasPorts(protocols: Protocols): boolean {
    return protocols === "any" || protocols.includes(TCP) || protocols.includes(UDP);
}

/** How ports in one text are read. */
export interface PortWords {
    /** URN of the resource. */
    readonly resource: string;
    readonly action: Action;
    /** Between the bounds of a range. @default "-" */
    readonly separator?: "-" | ":" | "/";
    /** Words for every port, in lower case. */
    readonly every?: readonly string[];
    /** One text may list several with commas. @default false */
    readonly lists?: boolean;
}

/** Ports from one text or number. Text with anything more in it than the cloud writes is no port. */
export function readPortText(field: Field, words: PortWords): Reading<PortSet> {
    const { resource, action, separator = "-", every = [], lists = false } = words;
    const text = field.text();
    if (text === "") return read(PortSet.all);
    if (text !== undefined && !every.includes(text.toLowerCase()) && !isPortText(text, separator, lists)) {
        return oddPorts(field, { resource, action });
    }
    return portsOfText(field, { resource, action, separator, everyPort: every });
}

function isPortText(text: string, separator: string, lists: boolean): boolean {
    const rest = text.replaceAll(/[0-9]/g, "").replaceAll(separator, "");
    return lists ? /^[, ]*$/.test(rest) : rest === "";
}
