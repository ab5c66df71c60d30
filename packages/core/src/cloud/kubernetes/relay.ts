import { Field } from "../../field.js";
import { PortSet } from "../../port-set.js";
import type { Contribution, Note, Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { groupAndKind } from "./custom-resource.js";
import { type Mentions, mentionsIn } from "./relay-mentions.js";
import { SERVICE_COMPOSER } from "./service.js";

/** Proxies and gateways: API group, and the kinds in it that lead clients to a service. */
const RELAYS: readonly (readonly [RegExp, RegExp])[] = [
    [/^(networking\.k8s\.io|extensions)$/, /^Ingress$/],
    [
        /^gateway\.networking\.(x-)?k8s\.io$/,
        /^(Gateway|TLSRoute|TCPRoute|HTTPRoute|GRPCRoute|ListenerSet|XListenerSet)$/,
    ],
    [/^traefik\.(io|containo\.us)$/, /^(IngressRoute|IngressRouteTCP|TraefikService)$/],
    [/^networking\.istio\.io$/, /^(VirtualService|Gateway|ServiceEntry)$/],
    [/^k8s\.nginx\.org$/, /^(TransportServer|VirtualServer|GlobalConfiguration)$/],
    [/^configuration\.konghq\.com$/, /^(TCPIngress|KongIngress)$/],
    [/^projectcontour\.io$/, /^HTTPProxy$/],
    [/^getambassador\.io$/, /^(TCPMapping|Mapping|Listener)$/],
    [/^(ingress\.v\d+\.)?haproxy\.(org|com)$/, /^(TCP|Defaults|Backend)$/],
    [/^networking\.gke\.io$/, /^ServiceAttachment$/],
    [/^elbv2\.k8s\.aws$/, /^TargetGroupBinding$/],
    [/^aga\.k8s\.aws$/, /^GlobalAccelerator$/],
    [/^route\.openshift\.io$/, /^Route$/],
    [/^apisix\.apache\.org$/, /^(ApisixRoute|ApisixUpstream)$/],
    [/^networking\.cfargotunnel\.com$/, /^TunnelBinding$/],
    [/^ngrok\.k8s\.ngrok\.com$|^ingress\.k8s\.ngrok\.com$/, /^(TCPEdge|TLSEdge|AgentEndpoint|CloudEndpoint)$/],
];

/** Charts that a controller in the cluster installs: values stand somewhere in the object. */
const CHARTS: readonly (readonly [RegExp, RegExp])[] = [
    [/^helm\.toolkit\.fluxcd\.io$/, /^HelmRelease$/],
    [/^helm\.cattle\.io$/, /^HelmChart(Config)?$/],
    [/^argoproj\.io$/, /^Application(Set)?$/],
    [/^helm(\.m)?\.crossplane\.io$/, /^Release$/],
];

const HELM = /^kubernetes:helm\.sh\/v\d+:(Release|Chart)$/;
const CONFIG_MAP = /^kubernetes:core\/v1:ConfigMap(Patch)?$/;
const LIST = /^kubernetes:.*List$/;

/** The reader of a type token that is a proxy, a gateway, or a chart that may bring one; undefined for every other one. */
export function relayReader(type: string): Reader | undefined {
    if (HELM.test(type)) return (resource) => notedValues(resource, "values");
    if (CONFIG_MAP.test(type)) return readProxyMap;
    const [group, kind] = groupAndKind(type);
    if (isAmong(CHARTS, group, kind)) return (resource) => notedValues(resource, "spec");
    return isAmong(RELAYS, group, kind) && !LIST.test(type) ? (resource) => noted(resource, kind) : undefined;
}

/** Settings of a proxy that lead to services, for the composer: where a service leads is told elsewhere. */
export class RelayPart {
    constructor(
        readonly what: string,
        readonly field: Field,
        readonly services: Mentions["services"],
    ) {}
}

function isAmong(table: typeof RELAYS, group: string, kind: string): boolean {
    return table.some(([groups, kinds]) => groups.test(group) && kinds.test(kind));
}

function notedValues(resource: Resource, property: "values" | "spec"): readonly Contribution[] {
    const field = new Field(resource.properties, "").get(property);
    return contributionOf(resource, noteOf(resource, field, "Chart", { ...mentionsIn(field), unknown: false }));
}

function noted(resource: Resource, kind: string): readonly Contribution[] {
    const root = new Field(resource.properties, "");
    const metadata = root.get("metadata");
    const field = root.get("spec");
    const namespace = metadata.get("namespace");
    const mentions = mentionsIn(field, namespace.isAbsent ? "default" : namespace.text());
    const more = listenPorts(metadata.get("annotations").own(LISTEN_PORTS));
    const note = noteOf(resource, field, kind, {
        ...mentions,
        ports: mentions.ports.union(more),
        text: mentions.ports.isEmpty ? `port ${more}` : mentions.text,
    });
    const facts = new RelayPart(kind, field, mentions.services);
    return [{ ...emptyContribution(resource), notes: note, facts, composer: SERVICE_COMPOSER }];
}

/** Ports on which the load balancer of an Ingress listens, as the controller of AWS reads them: `[{"HTTPS": 6443}]`. */
const LISTEN_PORTS = "alb.ingress.kubernetes.io/listen-ports";

function listenPorts(annotation: Field): PortSet {
    const numbers = annotation.secret ? [] : (annotation.text()?.match(/\b[0-9]{1,5}\b/g) ?? []);
    return PortSet.empty.union(
        ...numbers.map(Number).flatMap((port) => (port > 0 && port <= 65535 ? [PortSet.of(port)] : [])),
    );
}

/** nginx reads a map of ports to services: `"6443": "default/kubernetes:443"`. Other maps say nothing of ports. */
function readProxyMap(resource: Resource): readonly Contribution[] {
    const data = new Field(resource.properties, "").get("data");
    const lines = data.keys().filter((key) => /^[0-9]{1,5}$/.test(key) && namesService(data.own(key)));
    const entries = Object.fromEntries(lines.map((key) => [key, data.own(key).value]));
    const field = new Field(entries, data.at, data.secret);
    return lines.length === 0 ? [] : contributionOf(resource, noteOf(resource, data, "Port map", mentionsIn(field)));
}

function namesService(line: Field): boolean {
    return line.isUnknown || /^[^/\s]+\/[^:\s]+:/.test(line.text() ?? "");
}

function contributionOf(resource: Resource, notes: readonly Note[]): readonly Contribution[] {
    return notes.length === 0 ? [] : [{ ...emptyContribution(resource), notes }];
}

function emptyContribution(resource: Resource): Contribution {
    return { resource, kind: "load-balancer", semantics: "union", rules: [], notes: [] };
}

function noteOf(resource: Resource, field: Field, what: string, mentions: Mentions): readonly Note[] {
    const { ports, apiServer, unknown } = mentions;
    if (ports.isEmpty && !apiServer && !unknown) return [];
    const target = apiServer ? "the kubernetes service" : unknown ? "a port that is not known yet" : mentions.text;
    return [relayNote(resource, field, `${what} ${resource.name}`, target, apiServer || unknown ? PortSet.all : ports)];
}

/** Says that a proxy may lead its clients to a target. */
export function relayNote(resource: Resource, field: Field, proxy: string, target: string, ports: PortSet): Note {
    return {
        resource: resource.urn,
        at: field.at,
        code: "relay-in-cluster",
        what: `${proxy} may lead its clients to ${target}, and who they are cannot be seen here`,
        why: "a proxy in the cluster connects in the place of its clients, so no rule in front of the port sees them",
        fix: "Check which load balancer and which sources stand in front of the proxy, or take the API server out of it",
        weight: "advisory",
        ports,
    };
}
