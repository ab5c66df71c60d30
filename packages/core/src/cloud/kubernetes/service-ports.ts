import type { Cause } from "../../cause.js";
import type { Field } from "../../field.js";
import { PortSet } from "../../port-set.js";
import type { Protocols } from "../../rule.js";
import { causeOf, foreignCause, joinPorts, oddPorts, portsOfText, type Reading, read, shownName } from "../shape.js";
import type { LeadsToApiServer } from "./object-name.js";

/** One port of a service: the port it listens on and the port behind it count alike. */
export interface ServicePort {
    readonly name: string;
    readonly at: string;
    readonly protocols: Reading<Protocols>;
    readonly ports: Reading<PortSet>;
    readonly nodePort: Reading<PortSet>;
    /** The node port as a message shows it. */
    readonly nodePortText: string;
    /** True where Kubernetes gives it a node port of its own choice. */
    readonly assigned: boolean;
}

const TCP: Protocols = [6];
const OTHER: ReadonlyMap<string, Protocols> = new Map<string, Protocols>([
    ["TCP", TCP],
    ["UDP", [17]],
    ["SCTP", [132]],
]);

const ASSIGNED = "a node port that Kubernetes assigns";

/** Where Kubernetes takes node ports from when none is asked for. */
const NODE_PORTS = PortSet.of(30000, 32767);

/** Reads `spec.ports`; `leads` where every port of the service leads to the API server, whatever its number. */
export function readServicePorts(list: Field, resource: string, leads: LeadsToApiServer): readonly ServicePort[] {
    const items = list.items();
    // A load balancer without ports is refused, and a patch leaves out what it does not change: the ports are not known.
    if (items.length === 0) return [unknownPort(list, resource, leads)];
    return items.map((item) => (item.isObject ? readPort(item, resource, leads) : unknownPort(item, resource, leads)));
}

function unknownPort(field: Field, resource: string, leads: LeadsToApiServer): ServicePort {
    const absent = () => foreignCause(resource, field, "no port is given here");
    const causes = [field.isAbsent ? absent() : causeOf(resource, field)];
    const surely = leads === "surely";
    return {
        name: field.at,
        at: field.at,
        protocols: surely ? read(TCP) : { least: [], most: TCP, causes },
        ports: surely ? read(PortSet.all) : { least: PortSet.empty, most: PortSet.all, causes },
        nodePort: { least: PortSet.empty, most: NODE_PORTS, causes },
        nodePortText: ASSIGNED,
        assigned: true,
    };
}

function readPort(item: Field, resource: string, leads: LeadsToApiServer): ServicePort {
    const front = item.get("port");
    const ports = joinPorts([readNumber(front, resource), readTarget(item.get("targetPort"), resource)]);
    const node = item.get("nodePort");
    const assigned = isAssigned(node);
    return {
        name: shownName(item.get("name"), item.at),
        at: item.at,
        protocols: readProtocol(item.get("protocol"), resource),
        ports: leads === "surely" ? read(PortSet.all) : leads === "perhaps" ? perhapsAll(ports, resource) : ports,
        nodePort: assigned
            ? {
                  least: PortSet.empty,
                  most: NODE_PORTS,
                  causes: [foreignCause(resource, node, "Kubernetes assigns it")],
              }
            : readNumber(node, resource),
        nodePortText: assigned ? ASSIGNED : `node port ${node.written()}`,
        assigned,
    };
}

function perhapsAll(ports: Reading<PortSet>, resource: string): Reading<PortSet> {
    const text = "in the namespace default this is the service of the API server";
    const cause: Cause = { resource, at: "metadata.namespace", kind: "unknown", text };
    return { least: ports.least, most: PortSet.all, causes: [...ports.causes, cause] };
}

function isAssigned(node: Field): boolean {
    return node.isAbsent || node.value === 0;
}

function readNumber(field: Field, resource: string): Reading<PortSet> {
    const text = field.text();
    const odd = field.isAbsent || (text !== undefined && !/^[0-9]+$/.test(text));
    const reading = { resource, action: "allow" } as const;
    return odd ? oddPorts(field, reading) : portsOfText(field, reading);
}

/** Not given, it is the port itself; a name stands for whatever number the pods give it. */
function readTarget(field: Field, resource: string): Reading<PortSet> {
    const text = field.text();
    if (field.isAbsent || text === "") return read(PortSet.empty);
    if (text === undefined || /^[0-9]+$/.test(text)) return readNumber(field, resource);
    const cause = foreignCause(resource, field, `${field.written()} is a name, and the pods say which port it is`);
    return { least: PortSet.empty, most: PortSet.all, causes: [cause] };
}

function readProtocol(field: Field, resource: string): Reading<Protocols> {
    if (field.isAbsent || field.text() === "") return read(TCP);
    const protocols = OTHER.get(field.text()?.toUpperCase() ?? "");
    return protocols ? read(protocols) : { least: [], most: TCP, causes: [causeOf(resource, field)] };
}
