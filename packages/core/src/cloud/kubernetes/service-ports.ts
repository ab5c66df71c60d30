import type { Field } from "../../field.js";
import { PortSet } from "../../port-set.js";
import type { Protocols } from "../../rule.js";
import { causeOf, joinPorts, oddPorts, portsOfText, type Reading, read, unknownCause } from "../shape.js";

/** One port of a service: the port it listens on and the port behind it count alike. */
export interface ServicePort {
    readonly name: string;
    readonly at: string;
    readonly protocols: Reading<Protocols>;
    readonly ports: Reading<PortSet>;
    readonly nodePort: Reading<PortSet>;
}

const TCP: Protocols = [6];
const OTHER: ReadonlyMap<string, Protocols> = new Map<string, Protocols>([
    ["TCP", TCP],
    ["UDP", [17]],
    ["SCTP", [132]],
]);

/** Where Kubernetes takes node ports from when none is asked for. */
export const NODE_PORTS = PortSet.of(30000, 32767);

/** Reads `spec.ports`; `leadsToApiServer` where every port of the service does, whatever its number. */
export function readServicePorts(list: Field, resource: string, leadsToApiServer: boolean): readonly ServicePort[] {
    const items = list.items();
    // A load balancer without ports is refused, and a patch leaves out what it does not change: the ports are not known.
    if (items.length === 0) return [unknownPort(list, resource, leadsToApiServer)];
    return items.map((item) =>
        item.isObject ? readPort(item, resource, leadsToApiServer) : unknownPort(item, resource, leadsToApiServer),
    );
}

function unknownPort(field: Field, resource: string, leadsToApiServer: boolean): ServicePort {
    const cause = causeOf(resource, field);
    const causes = [field.isAbsent ? { ...cause, text: "no port is given here" } : cause];
    return {
        name: field.at,
        at: field.at,
        protocols: leadsToApiServer ? read(TCP) : { least: [], most: TCP, causes },
        ports: leadsToApiServer ? read(PortSet.all) : { least: PortSet.empty, most: PortSet.all, causes },
        nodePort: { least: PortSet.empty, most: NODE_PORTS, causes },
    };
}

function readPort(item: Field, resource: string, leadsToApiServer: boolean): ServicePort {
    const front = item.get("port");
    const ports = [readNumber(front, resource), readTarget(item.get("targetPort"), resource)];
    const node = item.get("nodePort");
    return {
        name: item.get("name").text() ?? item.at,
        at: item.at,
        protocols: readProtocol(item.get("protocol"), resource),
        ports: leadsToApiServer ? read(PortSet.all) : joinPorts(ports),
        nodePort: isAssigned(node)
            ? {
                  least: PortSet.empty,
                  most: NODE_PORTS,
                  causes: [unknownCause(resource, node, "Kubernetes assigns it")],
              }
            : readNumber(node, resource),
    };
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
    const cause = unknownCause(resource, field, `${field.written()} is a name, and the pods say which port it is`);
    return { least: PortSet.empty, most: PortSet.all, causes: [cause] };
}

function readProtocol(field: Field, resource: string): Reading<Protocols> {
    if (field.isAbsent || field.text() === "") return read(TCP);
    const protocols = OTHER.get(field.text()?.toUpperCase() ?? "");
    return protocols ? read(protocols) : { least: [], most: TCP, causes: [causeOf(resource, field)] };
}
