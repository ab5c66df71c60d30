import type { Cause } from "../../cause.js";
import type { Field } from "../../field.js";
import { PortSet } from "../../port-set.js";
import { type Action, type Between, known, type Protocols } from "../../rule.js";
import { causeOf, type PortReading, portsBetween, type Reading, read } from "../shape.js";
import { type ProtocolNames, readProtocol } from "./protocol.js";

/** What traffic a rule speaks of, in the words of {@link import("../../rule.js").Rule}. */
export interface Traffic {
    readonly protocols: Between<Protocols>;
    readonly ports: Between<PortSet>;
    readonly causes: readonly Cause[];
    readonly because: readonly string[];
    readonly anchor?: string;
}

/** The three properties that say it, under whatever name. */
export interface TrafficFields {
    readonly protocol: Field;
    readonly from: Field;
    readonly to: Field;
}

/** How traffic is read. */
export interface TrafficReading {
    /** URN of the resource. */
    readonly resource: string;
    readonly action: Action;
    readonly names: ProtocolNames;
    /** What a port that is not given means for TCP and UDP. @default every port, as nothing else could be deployed */
    readonly absent?: number;
}

const TCP = 6;
const UDP = 17;

/**
 * Protocol and ports together: -1 drops the ports, protocols without ports ignore them, and a protocol that is not
 * known yet may turn out to be -1.
 */
export function readTraffic(fields: TrafficFields, reading: TrafficReading): Traffic {
    const protocols = readProtocol(fields.protocol, reading);
    if (protocols.least === protocols.most && !hasPorts(protocols.most)) return withoutPorts(fields, protocols.most);
    const ports = readPorts(fields, reading);
    const because = [written(fields.protocol), written(fields.from), written(fields.to), ...widened(fields, ports)];
    if (protocols.least !== protocols.most) {
        const causes = [...protocols.causes, ...ports.causes];
        return { protocols, ports: { least: ports.least, most: PortSet.all }, causes, because };
    }
    return { protocols, ports, causes: ports.causes, because };
}

function hasPorts(protocols: Protocols): boolean {
    return protocols !== "any" && (protocols.includes(TCP) || protocols.includes(UDP));
}

function withoutPorts(fields: TrafficFields, protocols: Protocols): Traffic {
    const because =
        protocols === "any"
            ? `${fields.protocol.at} ${fields.protocol.written()} admits every port, whatever ${fields.from.at} says`
            : written(fields.protocol);
    const traffic = { protocols: known(protocols), ports: known(PortSet.all), causes: [], because: [because] };
    return protocols === "any" ? { ...traffic, anchor: "protocol-all" } : traffic;
}

/** A bound that could not be deployed (-1, none given) is every port of an allow and surely none of a deny. */
function readPorts(fields: TrafficFields, reading: TrafficReading): Reading<PortSet> {
    const { resource, action } = reading;
    const common: PortReading = { resource, action, absent: reading.absent ?? "all", minusOneIsAll: true };
    const ports = portsBetween(fields.from, fields.to, common);
    if (action === "allow" || ports.causes.length > 0 || !ports.least.equals(PortSet.all)) return ports;
    if (isPlainPort(fields.from) && isPlainPort(fields.to)) return read(ports.most);
    return { least: PortSet.empty, most: PortSet.all, causes: [causeOf(resource, fields.from)] };
}

function isPlainPort(field: Field): boolean {
    return typeof field.value === "number" || typeof field.value === "string" ? Number(field.value) >= 0 : false;
}

/** Why bounds that name other ports, or none, admit every port. */
function widened(fields: TrafficFields, ports: Reading<PortSet>): readonly string[] {
    if ((isPlainPort(fields.from) && isPlainPort(fields.to)) || !ports.least.equals(PortSet.all)) return [];
    return ["no cloud takes such ports, so they are read as every port"];
}

function written(field: Field): string {
    return `${field.at} is ${field.written()}`;
}
