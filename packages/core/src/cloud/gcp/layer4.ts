import type { Cause } from "../../cause.js";
import type { Field } from "../../field.js";
import { PortSet } from "../../port-set.js";
import type { Action, Protocols } from "../../rule.js";
import {
    causeOf,
    joinPorts,
    oddPorts,
    portsOfText,
    type Reading,
    read,
    unreadableCause,
    unreadKeys,
} from "../shape.js";

/** Protocols and ports of one entry of `allows`, `denies` or `layer4Configs`. */
export interface Layer4 {
    readonly protocols: Reading<Protocols>;
    readonly ports: Reading<PortSet>;
    readonly because: readonly string[];
    readonly anchor?: string;
}

const PROTOCOL_NUMBERS: ReadonlyMap<string, number> = new Map([
    ["icmp", 1],
    ["tcp", 6],
    ["udp", 17],
    ["gre", 47],
    ["esp", 50],
    ["ah", 51],
    ["ipv6-icmp", 58],
    ["icmpv6", 58],
    ["ipip", 94],
    ["sctp", 132],
]);

/** Reads the protocol (`protocol` in VPC firewalls, `ipProtocol` elsewhere) and the ports of one entry. */
export function readLayer4(entry: Field, protocolName: string, resource: string, action: Action): Layer4 {
    // The API itself, and so a template of Deployment Manager, writes the acronym in capitals.
    const acronym = protocolName === "ipProtocol" ? entry.own("IPProtocol") : entry.get(protocolName);
    const protocol = acronym.isAbsent ? entry.get(protocolName) : acronym;
    const ports = entry.get("ports");
    const read = { protocols: readProtocols(protocol, resource), ports: readPorts(ports, resource, action) };
    const everyProtocol = read.protocols.least === "any";
    return {
        ...doubtUnread(entry, [protocolName, "IPProtocol", "ports"], resource, action, read),
        because: [...becauseOfProtocol(protocol, everyProtocol), ...becauseOfPorts(ports, everyProtocol)],
        ...(everyProtocol ? { anchor: "protocol-all" } : {}),
    };
}

type Reach4 = Pick<Layer4, "protocols" | "ports">;

/** A key that nobody reads may widen an allow and narrow a deny. */
function doubtUnread(entry: Field, names: readonly string[], resource: string, action: Action, read: Reach4): Reach4 {
    const [key] = unreadKeys(entry, names);
    if (key === undefined) return read;
    const causes = [unreadKeyCause(resource, entry, key)];
    const { protocols, ports } = read;
    if (action !== "allow") return { ...read, protocols: { least: [], most: protocols.most, causes } };
    return {
        protocols: { least: protocols.least, most: "any", causes: [...protocols.causes, ...causes] },
        ports: { least: ports.least, most: PortSet.all, causes: ports.causes },
    };
}

/** Names a key that nobody reads, unless all of the object is secret: then its keys are, too. */
export function unreadKeyCause(resource: string, field: Field, key: string): Cause {
    if (field.secret) return unreadableCause(resource, field, "a key that is not read here");
    return unreadableCause(resource, field.own(key), `a key ${JSON.stringify(key)} that is not read here`);
}

/** Every protocol, nothing known of it: an entry that is not known or not of a shape read here. */
export function anyLayer4(field: Field, resource: string): Layer4 {
    const causes = [causeOf(resource, field)];
    return {
        protocols: { least: [], most: "any", causes },
        ports: { least: PortSet.empty, most: PortSet.all, causes },
        because: [`${field.at} is ${field.written()}`],
    };
}

/** Reads a protocol: a name or a number, `all` for every one. */
export function readProtocols(field: Field, resource: string): Reading<Protocols> {
    const text = typeof field.value === "number" ? String(Math.trunc(field.value)) : field.text()?.toLowerCase();
    if (text === "all") return read("any");
    const number = text === undefined ? undefined : (PROTOCOL_NUMBERS.get(text) ?? decimalProtocol(text));
    if (number !== undefined) return read([number]);
    const cause =
        field.text() === undefined
            ? causeOf(resource, field)
            : unreadableCause(resource, field, "it is no protocol known here");
    return { least: [], most: "any", causes: [cause] };
}

function decimalProtocol(text: string): number | undefined {
    return /^[0-9]{1,3}$/.test(text) ? Number(text) : undefined;
}

/** Reads a list of ports; none is every port. */
export function readPorts(field: Field, resource: string, action: Action): Reading<PortSet> {
    const items = field.items();
    if (items.length === 0) return read(PortSet.all);
    return joinPorts(items.map((item) => readPort(item, resource, action)));
}

/** Google takes `N` and `A-B` and nothing else: a text with anything more in it is no port. */
function readPort(field: Field, resource: string, action: Action): Reading<PortSet> {
    const text = field.text();
    if (field.isAbsent || (text !== undefined && !/^[0-9-]+$/.test(text))) return oddPorts(field, { resource, action });
    return portsOfText(field, { resource, action });
}

function becauseOfProtocol(field: Field, every: boolean): readonly string[] {
    return [every ? `${field.at} ${field.written()} admits every protocol` : `${field.at} is ${field.written()}`];
}

function becauseOfPorts(field: Field, everyProtocol: boolean): readonly string[] {
    if (field.items().length > 0) return [`${field.at} is ${field.written()}`];
    return everyProtocol ? [] : [`${field.at} is not set, which admits every port`];
}
