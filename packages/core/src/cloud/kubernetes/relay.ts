import { Field } from "../../field.js";
import { PortSet } from "../../port-set.js";
import type { Contribution, Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { groupAndKind } from "./custom-resource.js";
import { type Mentions, mentionsIn } from "./relay-mentions.js";

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
    [/^ngrok\.k8s\.ngrok\.com$|^ingress\.k8s\.ngrok\.com$/, /^(TCPEdge|TLSEdge|AgentEndpoint|CloudEndpoint)$/],
];

const HELM = /^kubernetes:helm\.sh\/v\d+:(Release|Chart)$/;
const CONFIG_MAP = /^kubernetes:core\/v1:ConfigMap(Patch)?$/;
const LIST = /^kubernetes:.*List$/;

/** The reader of a type token that is a proxy, a gateway, or a chart that may bring one; undefined for every other one. */
export function relayReader(type: string): Reader | undefined {
    if (HELM.test(type)) return (resource) => noted(resource, "values", "chart");
    if (CONFIG_MAP.test(type)) return readProxyMap;
    const [group, kind] = groupAndKind(type);
    const relays = RELAYS.some(([groups, kinds]) => groups.test(group) && kinds.test(kind));
    return relays && !LIST.test(type) ? (resource) => noted(resource, "spec", kind) : undefined;
}

function noted(resource: Resource, property: string, what: string): readonly Contribution[] {
    const field = new Field(resource.properties, "").get(property);
    const mentions = mentionsIn(field);
    return noteOf(resource, field, what, mentions);
}

/** nginx reads a map of ports to services: `"6443": "default/kubernetes:443"`. Other maps say nothing of ports. */
function readProxyMap(resource: Resource): readonly Contribution[] {
    const data = new Field(resource.properties, "").get("data");
    const lines = data
        .keys()
        .filter((key) => /^[0-9]{1,5}$/.test(key) && /^[^/\s]+\/[^:\s]+:/.test(data.own(key).text() ?? ""));
    const entries = Object.fromEntries(lines.map((key) => [key, data.own(key).text()]));
    return lines.length === 0 ? [] : noteOf(resource, data, "port map", mentionsIn(new Field(entries, data.at)));
}

function noteOf(resource: Resource, field: Field, what: string, mentions: Mentions): readonly Contribution[] {
    const { ports, apiServer } = mentions;
    if (ports.isEmpty && !apiServer) return [];
    const target = apiServer ? "the kubernetes service" : `port ${ports}`;
    return [
        {
            resource,
            kind: "load-balancer",
            semantics: "union",
            rules: [],
            notes: [
                {
                    resource: resource.urn,
                    at: field.at,
                    code: "relay-in-cluster",
                    what: `${what} ${resource.name} may lead its clients to ${target}, and who they are cannot be seen here`,
                    why: "A proxy in the cluster connects in the place of its clients, so no rule in front of the port sees them",
                    fix: "Check which load balancer and which sources stand in front of the proxy, or take the API server out of it",
                    weight: "advisory",
                    ports: apiServer ? PortSet.all : ports,
                },
            ],
        },
    ];
}
