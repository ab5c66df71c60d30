import type { Field } from "../../field.js";
import type { Action, Protocols } from "../../rule.js";
import { causeOf, type Reading, read } from "../shape.js";

/** Names that EC2 and its providers take for a protocol, beside numbers; `all` and -1 are every protocol. */
const SECURITY_GROUP_NAMES: ReadonlyMap<string, number> = new Map([
    ["icmp", 1],
    ["tcp", 6],
    ["udp", 17],
    ["icmpv6", 58],
]);

/** IANA names that network ACLs take besides; a name that is missing here is read as every protocol. */
const NETWORK_ACL_NAMES: ReadonlyMap<string, number> = new Map([
    ...SECURITY_GROUP_NAMES,
    ["igmp", 2],
    ["ipv4", 4],
    ["st", 5],
    ["egp", 8],
    ["igp", 9],
    ["rdp", 27],
    ["dccp", 33],
    ["ipv6", 41],
    ["ipv6-route", 43],
    ["ipv6-frag", 44],
    ["rsvp", 46],
    ["gre", 47],
    ["esp", 50],
    ["ah", 51],
    ["ipv6-icmp", 58],
    ["ipv6-nonxt", 59],
    ["ipv6-opts", 60],
    ["eigrp", 88],
    ["ospfigp", 89],
    ["pim", 103],
    ["vrrp", 112],
    ["l2tp", 115],
    ["sctp", 132],
    ["udplite", 136],
]);

/** Whose names count. */
export type ProtocolNames = "security-group" | "network-acl";

/** How a protocol is read. */
export interface ProtocolReading {
    /** URN of the resource. */
    readonly resource: string;
    readonly action: Action;
    readonly names: ProtocolNames;
}

/**
 * The protocols that a value means. What is no protocol (misspelt, missing, a fraction) may be every protocol: an
 * allow is read so, a deny surely has none. Network ACLs take names in lower case only: a deny by another never exists.
 */
export function readProtocol(field: Field, reading: ProtocolReading): Reading<Protocols> {
    const protocols = protocolsOf(field, reading.names);
    const isTaken = reading.action === "allow" || reading.names !== "network-acl" || !hasCapitals(field);
    if (protocols !== undefined && isTaken) return read(protocols);
    if (!field.isUnknown && reading.action === "allow") return read<Protocols>("any");
    return { least: [], most: "any", causes: [causeOf(reading.resource, field)] };
}

function hasCapitals(field: Field): boolean {
    const text = field.text();
    return text !== undefined && text !== text.toLowerCase();
}

function protocolsOf(field: Field, names: ProtocolNames): Protocols | undefined {
    const value = typeof field.value === "number" ? String(field.value) : field.text()?.toLowerCase();
    if (value === undefined) return undefined;
    if (value === "-1" || value === "all") return "any";
    const named = (names === "network-acl" ? NETWORK_ACL_NAMES : SECURITY_GROUP_NAMES).get(value);
    if (named !== undefined) return [named];
    return /^(0|[1-9][0-9]{0,4})$/.test(value) ? [Number(value)] : undefined;
}
