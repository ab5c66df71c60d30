import { Field } from "../../field.js";
import { PortSet } from "../../port-set.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { joinPorts, oddPorts, portsOfText, type Reading, read } from "../shape.js";
import { nameOf, type ObjectName } from "./object-name.js";
import { SERVICE_COMPOSER } from "./service.js";

/** What stands behind a service that selects no pods. */
export const ENDPOINTS_TYPES: readonly string[] = [
    "kubernetes:core/v1:Endpoints",
    "kubernetes:core/v1:EndpointsPatch",
    "kubernetes:discovery.k8s.io/v1:EndpointSlice",
    "kubernetes:discovery.k8s.io/v1:EndpointSlicePatch",
    "kubernetes:discovery.k8s.io/v1beta1:EndpointSlice",
];

/** The ports that a service of the same name leads to. */
export class EndpointsPart {
    constructor(
        readonly service: ObjectName,
        readonly ports: Reading<PortSet>,
        /** The ports as written, each with its place. */
        readonly because: readonly string[],
    ) {}
}

const MOST_SHOWN = 3;

const SERVICE_LABEL = "kubernetes.io/service-name";

/** Reads endpoints: they admit nobody, and they say where a service leads. */
export function readEndpoints(resource: Resource): readonly Contribution[] {
    const root = new Field(resource.properties, "");
    const own = nameOf(root, resource);
    const slice = resource.type.includes("EndpointSlice");
    const label = root.get("metadata").get("labels").own(SERVICE_LABEL);
    const service = slice ? { ...own, name: label.text() } : own;
    const lists = slice ? [root] : root.get("subsets").items();
    const ports = joinPorts(lists.flatMap((list) => portsOf(list, resource.urn)));
    return [
        {
            resource,
            kind: "load-balancer",
            semantics: "union",
            rules: [],
            notes: [],
            facts: new EndpointsPart(service, ports, shownPorts(lists, resource)),
            composer: SERVICE_COMPOSER,
        },
    ];
}

function shownPorts(lists: readonly Field[], resource: Resource): readonly string[] {
    return lists
        .flatMap((list) => list.get("ports").items())
        .map((item) => item.get("port"))
        .filter((port) => !port.isAbsent)
        .slice(0, MOST_SHOWN)
        .map((port) => `${port.at} of ${resource.name} is ${port.written()}`);
}

function reading(resource: string) {
    return { resource, action: "allow" } as const;
}

function portsOf(list: Field, resource: string): readonly Reading<PortSet>[] {
    const ports = list.get("ports");
    if (ports.isUnknown) return [oddPorts(ports, reading(resource))];
    return ports.items().map((item) => {
        const port = item.get("port");
        const word = item.get("protocol").text()?.toUpperCase() ?? "TCP";
        return port.isAbsent || word === "UDP" || word === "SCTP"
            ? read(PortSet.empty)
            : portsOfText(port, reading(resource));
    });
}
