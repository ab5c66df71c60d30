import type { Cause } from "../../cause.js";
import { Field } from "../../field.js";
import { IpSet } from "../../ip-set.js";
import { PortSet } from "../../port-set.js";
import type { Rule } from "../../rule.js";
import type { Contribution, Note } from "../../stack/contribution.js";
import { type Resource, Unknown, type Value } from "../../value.js";
import { addressesPeer, causeOf, foreignCause, makeRule, type Reading, read } from "../shape.js";
import { plain } from "./custom-kind.js";
import { nameOf, type ObjectName } from "./object-name.js";
import { type Audience, readAudience, speaksOfBalancer } from "./service-annotations.js";
import { readServicePorts } from "./service-ports.js";
import { readSourceRanges } from "./source-ranges.js";

/** Services, and patches of services that something else has made. */
export const SERVICE_TYPES: readonly string[] = ["kubernetes:core/v1:Service", "kubernetes:core/v1:ServicePatch"];

/** Name of the composer that puts services and what belongs to them together. */
export const SERVICE_COMPOSER = "kubernetes-service";

/** A port on every node that leads to a port of a service. */
export interface NodePort {
    readonly at: string;
    readonly nodePort: Reading<PortSet>;
    /** As a message shows it. */
    readonly text: string;
    readonly ports: PortSet;
}

/** What the composer needs of a service. */
export class ServicePart {
    constructor(
        readonly name: ObjectName,
        /** False where the program itself writes the endpoints behind the service. */
        readonly selects: boolean,
        readonly audience: Audience,
        readonly nodePorts: readonly NodePort[],
        /** Its rules as they are where it is not internal. */
        readonly whenExposed: readonly Rule[],
        /** The ports that it surely has or leads to. */
        readonly ports: PortSet,
    ) {}
}

/** Reads a service: a load balancer in front of its ports, where its type says so. */
export function readService(resource: Resource): readonly Contribution[] {
    const given = new Field(resource.properties, "");
    const root = new Field({ metadata: objectIn(given, "metadata"), spec: objectIn(given, "spec") }, "");
    const spec = root.get("spec");
    if (isPatch(resource) && !speaksOfReach(spec, root.get("metadata").get("annotations"))) return [];
    const name = nameOf(root, resource);
    const type = readType(spec.get("type"), resource);
    const annotations = root.get("metadata").get("annotations");
    const audience = readAudience(annotations, spec.get("loadBalancerClass"), resource.urn);
    const leads = selectsApiServer(spec.get("selector")) ? "surely" : name.isApiServer;
    const ports = readServicePorts(spec.get("ports"), resource.urn, leads);
    const selects = spec.get("selector").keys().length > 0;
    const whenExposed = type.balances === false ? [] : rulesOf(root, resource, type, audience, ports);
    return [
        {
            resource,
            kind: "load-balancer",
            semantics: "union",
            rules: audience.internal === true ? [] : whenExposed,
            notes: externalAddresses(spec.get("externalIPs"), resource, joined(ports)),
            facts: new ServicePart(
                name,
                selects,
                audience,
                nodePorts(type, ports, spec.get("allocateLoadBalancerNodePorts")),
                whenExposed,
                PortSet.empty.union(...ports.map((port) => port.ports.least)),
            ),
            composer: SERVICE_COMPOSER,
        },
    ];
}

function isPatch({ type }: Resource): boolean {
    return type.endsWith("Patch");
}

const REACH = ["type", "ports", "loadBalancerSourceRanges", "loadBalancerClass", "externalIPs"];

/** False where a patch changes nothing of who reaches the service, such as one that only adds a label. */
function speaksOfReach(spec: Field, annotations: Field): boolean {
    if (spec.isUnknown || selectsApiServer(spec.get("selector")) || speaksOfBalancer(annotations)) return true;
    return REACH.some((name) => !spec.get(name).isAbsent);
}

/** What stands where an object belongs and is none may be anything. */
function objectIn(root: Field, name: string): Value {
    const field = root.get(name);
    return field.isObject || field.isAbsent ? plain(field) : new Unknown(field.secret);
}

type Ports = ReturnType<typeof readServicePorts>;

interface ServiceType {
    readonly balances: boolean | "maybe";
    readonly opensNodePorts: boolean;
    readonly causes: readonly Cause[];
}

function readType(field: Field, resource: Resource): ServiceType {
    const word = field.text();
    if (word === "LoadBalancer") return { balances: true, opensNodePorts: true, causes: [] };
    if (word === "NodePort") return { balances: false, opensNodePorts: true, causes: [] };
    if (field.isAbsent && !isPatch(resource)) return { balances: false, opensNodePorts: false, causes: [] };
    if (word === "ClusterIP" || word === "ExternalName") return { balances: false, opensNodePorts: false, causes: [] };
    const left = () => foreignCause(resource.urn, field, "the patch leaves it as it is in the cluster");
    return {
        balances: "maybe",
        opensNodePorts: true,
        causes: [field.isAbsent ? left() : causeOf(resource.urn, field)],
    };
}

function rulesOf(
    root: Field,
    resource: Resource,
    type: ServiceType,
    audience: Audience,
    ports: Ports,
): readonly Rule[] {
    const spec = root.get("spec");
    const ranges = readSourceRanges(
        spec.get("loadBalancerSourceRanges"),
        root.get("metadata").get("annotations"),
        resource.urn,
    );
    const certain = type.balances === true && audience.internal !== "maybe";
    const causes = [...type.causes, ...audience.causes];
    const everyone = { peer: addressesPeer(IpSet.everything, "every address"), certain: true, causes: [] };
    const admitted =
        ranges.length > 0 ? ranges : [{ ...everyone, because: "spec.loadBalancerSourceRanges is not set" }];
    return ports.flatMap((port) =>
        admitted.map((one) =>
            makeRule({
                name: port.name,
                resource: resource.urn,
                at: port.at,
                protocols: port.protocols,
                ports: port.ports,
                peers: [one.peer],
                certain: certain && one.certain,
                causes: [...causes, ...one.causes, ...port.protocols.causes, ...port.ports.causes],
                because: [`spec.type is ${spec.get("type").written()}`, one.because, ...audience.because],
                anchor: "kubernetes-service",
            }),
        ),
    );
}

/** A load balancer may do without node ports; one that is asked for by number is there all the same. */
function nodePorts(type: ServiceType, ports: Ports, allocates: Field): ServicePart["nodePorts"] {
    if (!type.opensNodePorts) return [];
    const none = type.balances === true && allocates.flag() === false;
    return ports
        .filter(
            ({ protocols, assigned }) => protocols.most !== "any" && protocols.most.includes(6) && !(none && assigned),
        )
        .map((port) => ({ at: port.at, nodePort: port.nodePort, text: port.nodePortText, ports: port.ports.most }));
}

/** Labels of the pods that are the API server, as kubeadm and OpenShift write them. */
function selectsApiServer(selector: Field): boolean {
    return selector.keys().some((key) => /^(openshift-)?kube-apiserver$/.test(selector.own(key).text() ?? ""));
}

function joined(ports: Ports): PortSet {
    return ports.length === 0 ? read(PortSet.all).most : PortSet.empty.union(...ports.map((port) => port.ports.most));
}

/** Addresses that nodes answer to beside any load balancer. */
function externalAddresses(field: Field, resource: Resource, ports: PortSet): readonly Note[] {
    if (field.items().length === 0) return [];
    return [
        {
            resource: resource.urn,
            at: field.at,
            code: "service-external-ips",
            what: `Service ${resource.name} answers at ${field.written()}, which no load balancer filters`,
            why: "the nodes accept traffic for the addresses of externalIPs from everyone who can route to them",
            fix: "Remove externalIPs, or filter these addresses in the firewall of the nodes",
            weight: "advisory",
            ports,
        },
    ];
}
