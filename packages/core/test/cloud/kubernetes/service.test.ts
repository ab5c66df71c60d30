import { describe, expect, it } from "vitest";
import { SERVICE_TYPES } from "../../../src/cloud/kubernetes/service.js";
import { composeFirewalls } from "../../../src/stack/stack.js";
import { type Resource, Secret, type Value } from "../../../src/value.js";
import { judge, notesOn, type Properties, resource, U, urnOf, type Verdict } from "./judge.js";

const [SERVICE, PATCH] = SERVICE_TYPES as [string, string];
const BETA = "service.beta.kubernetes.io";

function service(spec: Properties, annotations?: Value, more: Partial<Resource> = {}): Resource {
    const given = { type: "LoadBalancer", ports: [{ port: 6443 }], selector: { app: "api" }, ...spec };
    return resource(SERVICE, { metadata: { name: "api", annotations }, spec: given }, more);
}

const rows: readonly (readonly [string, Properties, Verdict])[] = [
    ["LoadBalancer without ranges = everyone", {}, "open"],
    ["LoadBalancer with `[]` = everyone", { loadBalancerSourceRanges: [] }, "open"],
    ["39: ranges restrict", { loadBalancerSourceRanges: ["10.0.0.0/8"] }, "closed"],
    ["open ranges", { loadBalancerSourceRanges: ["10.0.0.0/8", "0.0.0.0/0"] }, "open"],
    ["ranges in two halves", { loadBalancerSourceRanges: ["0.0.0.0/1", "128.0.0.0/1"] }, "open"],
    ["ranges unknown", { loadBalancerSourceRanges: U }, "undecided"],
    ["one range unknown", { loadBalancerSourceRanges: ["10.0.0.0/8", U] }, "undecided"],
    ["a range that is no block", { loadBalancerSourceRanges: ["office"] }, "open"],
    ["an empty text as range", { loadBalancerSourceRanges: [""] }, "open"],
    ["null as range", { loadBalancerSourceRanges: [null] }, "undecided"],
    ["ClusterIP: not an LB", { type: "ClusterIP" }, "closed"],
    ["NodePort: not an LB", { type: "NodePort" }, "closed"],
    ["ExternalName", { type: "ExternalName" }, "closed"],
    ["type omitted", { type: undefined }, "closed"],
    ["type unknown", { type: U }, "undecided"],
    ["type unknown, small ranges", { type: U, loadBalancerSourceRanges: ["10.0.0.0/8"] }, "closed"],
    ["another port", { ports: [{ port: 443 }] }, "closed"],
    ["targetPort", { ports: [{ port: 443, targetPort: 6443 }] }, "open"],
    ["targetPort as text", { ports: [{ port: 443, targetPort: "6443" }] }, "open"],
    ["named targetPort is an unknown port", { ports: [{ port: 443, targetPort: "https" }] }, "undecided"],
    ["named targetPort behind the port itself", { ports: [{ port: 6443, targetPort: "https" }] }, "open"],
    ["several ports", { ports: [{ port: 80 }, { port: 6443 }] }, "open"],
    ["port as text", { ports: [{ port: "6443" }] }, "open"],
    ["fractional port", { ports: [{ port: 6443.5 }] }, "open"],
    ["port unknown", { ports: [{ port: U }] }, "undecided"],
    ["ports unknown", { ports: U }, "undecided"],
    ["ports missing", { ports: undefined }, "undecided"],
    ["protocol TCP", { ports: [{ port: 6443, protocol: "TCP" }] }, "open"],
    ["protocol UDP", { ports: [{ port: 6443, protocol: "UDP" }] }, "closed"],
    ["protocol unknown", { ports: [{ port: 6443, protocol: U }] }, "undecided"],
    ["spaces around a range", { loadBalancerSourceRanges: [" 10.0.0.0/8 "] }, "closed"],
    [
        "it selects the pods of the API server",
        { ports: [{ port: 443 }], selector: { component: "kube-apiserver" } },
        "open",
    ],
    ["it selects other pods", { ports: [{ port: 443 }], selector: { component: "web" } }, "closed"],
    ["class of GKE, internal", { loadBalancerClass: "networking.gke.io/l4-regional-internal" }, "closed"],
    ["class of GKE, external", { loadBalancerClass: "networking.gke.io/l4-regional-external" }, "open"],
    [
        "class of the AWS controller: internal unless told otherwise",
        { loadBalancerClass: "service.k8s.aws/nlb" },
        "undecided",
    ],
    ["class of EKS itself", { loadBalancerClass: "eks.amazonaws.com/nlb" }, "undecided"],
    ["class of another controller", { loadBalancerClass: "tailscale" }, "undecided"],
    ["class unknown", { loadBalancerClass: U }, "undecided"],
    [
        "class of another controller, small ranges",
        { loadBalancerClass: "x", loadBalancerSourceRanges: ["10.0.0.0/8"] },
        "closed",
    ],
    ["class empty", { loadBalancerClass: "" }, "open"],
    ["externalIPs alone admit nobody surely", { type: "ClusterIP", externalIPs: ["203.0.113.7"] }, "closed"],
];

it.each(rows)("Service: %s", (_, spec, verdict) => {
    expect(judge([service(spec)])).toBe(verdict);
});

it("spec or metadata that is no object", () => {
    const spec = { type: "LoadBalancer", ports: [{ port: 6443 }] };
    expect(judge([resource(SERVICE, { spec: "x" })])).toBe("undecided");
    expect(judge([resource(SERVICE, { spec: [spec] })])).toBe("undecided");
    expect(judge([resource(SERVICE, { metadata: ["x"], spec })])).toBe("undecided");
    expect(judge([resource(SERVICE, {})])).toBe("closed");
});

it("spec unknown", () => {
    expect(judge([resource(SERVICE, { spec: U })])).toBe("undecided");
});

const annotations: readonly (readonly [string, Value, Verdict])[] = [
    ["aws-load-balancer-internal: true", { [`${BETA}/aws-load-balancer-internal`]: "true" }, "closed"],
    ["aws-load-balancer-internal as boolean", { [`${BETA}/aws-load-balancer-internal`]: true }, "closed"],
    ["aws-load-balancer-internal other than true", { [`${BETA}/aws-load-balancer-internal`]: "0.0.0.0/0" }, "open"],
    ["aws-load-balancer-scheme: internal", { [`${BETA}/aws-load-balancer-scheme`]: "internal" }, "closed"],
    ["aws-load-balancer-scheme: internet-facing", { [`${BETA}/aws-load-balancer-scheme`]: "internet-facing" }, "open"],
    ["azure-load-balancer-internal: true", { [`${BETA}/azure-load-balancer-internal`]: "true" }, "closed"],
    ["azure-load-balancer-internal: false", { [`${BETA}/azure-load-balancer-internal`]: "false" }, "open"],
    [
        "networking.gke.io/load-balancer-type: Internal",
        { "networking.gke.io/load-balancer-type": "Internal" },
        "closed",
    ],
    ["networking.gke.io/load-balancer-type: External", { "networking.gke.io/load-balancer-type": "External" }, "open"],
    [
        "an internal network load balancer of Oracle",
        { "oci-network-load-balancer.oraclecloud.com/internal": "true" },
        "closed",
    ],
    [
        "foreign cloud: a marker of Azure beside settings for DigitalOcean",
        { [`${BETA}/azure-load-balancer-internal`]: "true", "kubernetes.digitalocean.com/load-balancer-id": "x" },
        "open",
    ],
    [
        "the AWS controller makes it, and no scheme is told",
        { [`${BETA}/aws-load-balancer-type`]: "external" },
        "undecided",
    ],
    [
        "the AWS controller makes it internet-facing",
        { [`${BETA}/aws-load-balancer-type`]: "external", [`${BETA}/aws-load-balancer-scheme`]: "internet-facing" },
        "open",
    ],
    [
        "the AWS controller makes it internal",
        { [`${BETA}/aws-load-balancer-type`]: "external", [`${BETA}/aws-load-balancer-scheme`]: "internal" },
        "closed",
    ],
    ["the controller inside Kubernetes makes it", { [`${BETA}/aws-load-balancer-type`]: "nlb" }, "open"],
    ["rules of DigitalOcean", { [`${BETA}/do-loadbalancer-allow-rules`]: "ip:203.0.113.7,cidr:10.0.0.0/8" }, "closed"],
    ["rules of DigitalOcean for everyone", { [`${BETA}/do-loadbalancer-allow-rules`]: "cidr:0.0.0.0/0" }, "open"],
    [
        "an access list of Alibaba Cloud",
        {
            [`${BETA}/alibaba-cloud-loadbalancer-acl-status`]: "on",
            [`${BETA}/alibaba-cloud-loadbalancer-acl-id`]: "acl-1",
        },
        "undecided",
    ],
    [
        "an access list of Alibaba Cloud that is off",
        {
            [`${BETA}/alibaba-cloud-loadbalancer-acl-status`]: "off",
            [`${BETA}/alibaba-cloud-loadbalancer-acl-id`]: "acl-1",
        },
        "open",
    ],
    ["security groups of its own", { [`${BETA}/aws-load-balancer-security-groups`]: "sg-1" }, "undecided"],
    ["an unrelated annotation", { "example.com/internal": "true" }, "open"],
    ["a key of the object prototype", { constructor: "true" }, "open"],
    ["annotations unknown", U, "undecided"],
    ["the value of a marker unknown", { [`${BETA}/azure-load-balancer-internal`]: U }, "undecided"],
    ["the value of another annotation unknown", { "example.com/owner": U }, "open"],
    [
        "conflicting: internal and internet-facing",
        { [`${BETA}/aws-load-balancer-internal`]: "true", [`${BETA}/aws-load-balancer-scheme`]: "internet-facing" },
        "open",
    ],
    [
        "foreign cloud: a marker of Azure beside settings for AWS",
        { [`${BETA}/azure-load-balancer-internal`]: "true", [`${BETA}/aws-load-balancer-type`]: "nlb" },
        "open",
    ],
    [
        "every cloud that is named says internal",
        { [`${BETA}/azure-load-balancer-internal`]: "true", [`${BETA}/aws-load-balancer-scheme`]: "internal" },
        "closed",
    ],
    [
        "load-balancer-source-ranges",
        { [`${BETA}/load-balancer-source-ranges`]: "10.0.0.0/8, 203.0.113.0/24" },
        "closed",
    ],
    ["load-balancer-source-ranges of everyone", { [`${BETA}/load-balancer-source-ranges`]: "0.0.0.0/0" }, "open"],
    ["load-balancer-source-ranges unknown", { [`${BETA}/load-balancer-source-ranges`]: U }, "undecided"],
    ["load-balancer-source-ranges empty", { [`${BETA}/load-balancer-source-ranges`]: "" }, "open"],
    ["azure-allowed-ip-ranges", { [`${BETA}/azure-allowed-ip-ranges`]: "10.0.0.0/8" }, "closed"],
    ["azure-allowed-service-tags: Internet", { [`${BETA}/azure-allowed-service-tags`]: "Internet" }, "open"],
    ["azure-allowed-service-tags: AzureCloud", { [`${BETA}/azure-allowed-service-tags`]: "AzureCloud" }, "open"],
    [
        "azure-allowed-service-tags: a tag that is not known",
        { [`${BETA}/azure-allowed-service-tags`]: "Storage,Elsewhere" },
        "undecided",
    ],
    ["azure-allowed-service-tags: Storage", { [`${BETA}/azure-allowed-service-tags`]: "Storage" }, "closed"],
    [
        "azure-allowed-service-tags: VirtualNetwork",
        { [`${BETA}/azure-allowed-service-tags`]: "VirtualNetwork" },
        "closed",
    ],
];

it.each(annotations)("annotations: %s", (_, given, verdict) => {
    expect(judge([service({}, given)])).toBe(verdict);
});

it("an annotation beside the ranges of the spec may add to them", () => {
    const spec = { loadBalancerSourceRanges: ["10.0.0.0/8"] };
    expect(judge([service(spec, { [`${BETA}/load-balancer-source-ranges`]: "0.0.0.0/0" })])).toBe("undecided");
    expect(judge([service(spec, { [`${BETA}/load-balancer-source-ranges`]: "192.168.0.0/16" })])).toBe("closed");
});

it("security groups that AWS adds may let in more than the ranges", () => {
    const spec = { loadBalancerSourceRanges: ["10.0.0.0/8"] };
    expect(judge([service(spec, { [`${BETA}/aws-load-balancer-extra-security-groups`]: "sg-1" })])).toBe("undecided");
    expect(judge([service(spec, { [`${BETA}/aws-load-balancer-security-groups`]: "sg-1" })])).toBe("undecided");
    expect(judge([service({}, { [`${BETA}/aws-load-balancer-extra-security-groups`]: "sg-1" })])).toBe("open");
});

it("a class of GKE beside a marker that contradicts it proves nothing", () => {
    const spec = { loadBalancerClass: "networking.gke.io/l4-regional-internal" };
    expect(judge([service(spec, { "networking.gke.io/load-balancer-type": "External" })])).toBe("open");
    expect(judge([service(spec, { "networking.gke.io/load-balancer-type": "Internal" })])).toBe("closed");
});

it("an object of the class for custom resources is the same service", () => {
    const spec = { type: "LoadBalancer", ports: [{ port: 443 }] };
    const made = (type: string) => resource(type, { metadata: { name: "api" }, spec }, { name: type });
    const endpoints = resource("kubernetes:v1:Endpoints", {
        metadata: { name: "api" },
        subsets: [{ ports: [{ port: 6443 }] }],
    });
    expect(judge([made("kubernetes:v1:Service")])).toBe("closed");
    expect(judge([made("kubernetes:v1:Service"), endpoints])).toBe("open");
    expect(judge([made("kubernetes:v1:ServicePatch")], 443)).toBe("open");
});

it("the namespace of a service named kubernetes decides whether it is the API server's", () => {
    const named = (namespace: Value) =>
        resource(SERVICE, {
            metadata: { name: "kubernetes", namespace },
            spec: { type: "LoadBalancer", ports: [{ port: 443, targetPort: 8443 }], selector: { app: "x" } },
        });
    expect(judge([named("default")])).toBe("open");
    expect(judge([named("web")])).toBe("closed");
    expect(judge([named(U)])).toBe("undecided");
});

describe("foreign cloud: a marker that no cluster of the stack reads", () => {
    const marked = service({}, { [`${BETA}/azure-load-balancer-internal`]: "true" });
    const gke = resource("gcp:container/cluster:Cluster", { masterAuthorizedNetworksConfig: {} }, { name: "gke" });

    it("proves nothing", () => {
        expect(judge([marked, gke])).toBe("undecided");
        expect(judge([service({}, { "networking.gke.io/load-balancer-type": "Internal" }), gke])).toBe("closed");
    });

    it.each<[string, Properties]>([
        ["linode:index/lkeCluster:LkeCluster", { controlPlane: { acl: { enabled: true } } }],
        ["vultr:index/kubernetes:Kubernetes", {}],
        ["civo:index/kubernetesCluster:KubernetesCluster", { firewallId: "f-1" }],
        ["openstack:containerinfra/cluster:Cluster", {}],
        ["digitalocean:index/kubernetesCluster:KubernetesCluster", { controlPlaneFirewall: { enabled: true } }],
    ])("proves nothing on %s", (type, properties) => {
        expect(judge([marked, resource(type, properties, { name: "cluster" })])).toBe("undecided");
    });

    it("counts on OVH where it is one of OpenStack, whose controller runs there", () => {
        const kube = resource("ovh:CloudProject/kube:Kube", {}, { name: "kube" });
        const restrictions = resource(
            "ovh:CloudProject/kubeIpRestrictions:KubeIpRestrictions",
            { kubeId: U, ips: ["198.51.100.0/24"] },
            { name: "ips", propertyDependencies: { kubeId: [kube.urn] } },
        );
        const inOpenStack = service({}, { [`${BETA}/openstack-internal-load-balancer`]: "true" });
        expect(judge([inOpenStack, kube, restrictions])).toBe("closed");
        expect(judge([marked, kube, restrictions])).toBe("undecided");
    });
});

describe("ServicePatch", () => {
    const patch = (spec: Value, name = "api") => resource(PATCH, { metadata: { name }, spec });

    it.each<[string, Value, Verdict]>([
        ["turns a service into a load balancer", { type: "LoadBalancer", ports: [{ port: 6443 }] }, "open"],
        ["of ports that are not told", { type: "LoadBalancer" }, "undecided"],
        ["opens the ranges of one that may be", { loadBalancerSourceRanges: ["0.0.0.0/0"] }, "undecided"],
        ["to ClusterIP", { type: "ClusterIP" }, "closed"],
        ["of another port alone", { ports: [{ port: 80, targetPort: 8080 }] }, "closed"],
        ["of its pods alone", { selector: { app: "web" } }, "closed"],
        ["of nothing", {}, "closed"],
        ["not known", U, "undecided"],
    ])("%s", (_, spec, verdict) => {
        expect(judge([patch(spec)])).toBe(verdict);
    });

    it("that leaves out who is let in does not say that it cannot be read", () => {
        const firewalls = composeFirewalls([
            patch({ type: "LoadBalancer" }),
            patch({ ports: [{ port: 6443 }] }, "web"),
        ]);
        const kinds = firewalls.flatMap(({ rules }) => rules.flatMap(({ causes }) => causes.map(({ kind }) => kind)));
        expect(new Set(kinds)).toEqual(new Set(["foreign"]));
    });

    it("that speaks of the load balancer in an annotation", () => {
        const annotated = (key: string) => resource(PATCH, { metadata: { name: "web", annotations: { [key]: "x" } } });
        expect(judge([annotated("prometheus.io/scrape")])).toBe("closed");
        expect(judge([annotated(`${BETA}/aws-load-balancer-scheme`)])).toBe("undecided");
    });

    it("of the service of the API server leads to it through any port", () => {
        expect(judge([patch({ type: "LoadBalancer" }, "kubernetes")])).toBe("open");
        expect(
            judge([patch({ type: "LoadBalancer", ports: [{ port: 443, targetPort: "https" }] }, "kubernetes")]),
        ).toBe("open");
    });
});

describe("Service with Endpoints", () => {
    const headless = (spec: Properties = {}) =>
        service({ selector: undefined, ports: [{ port: 443, name: "https" }], ...spec });
    const endpoints = (port: Value, metadata: Value = { name: "api" }, more: Partial<Resource> = {}) =>
        resource(
            "kubernetes:core/v1:Endpoints",
            { metadata, subsets: [{ addresses: [{ ip: "10.0.0.1" }], ports: [{ name: "https", port }] }] },
            { name: "endpoints", ...more },
        );

    it("leads to the ports of the endpoints", () => {
        expect(judge([headless(), endpoints(6443)])).toBe("open");
        expect(judge([headless(), endpoints(8443)])).toBe("closed");
        expect(judge([headless(), endpoints(U)])).toBe("undecided");
        expect(judge([headless({ loadBalancerSourceRanges: ["10.0.0.0/8"] }), endpoints(6443)])).toBe("closed");
    });

    it("says which port of which endpoints leads there, and which is not known", () => {
        const found = (port: Value) => {
            const firewalls = composeFirewalls([headless(), endpoints(port)]);
            return firewalls.flatMap(({ rules }) => rules);
        };
        expect(found(6443)[0]?.because).toContain("subsets[0].ports[0].port of endpoints is 6443");
        expect(found(U)[0]?.causes.map(({ resource: urn, at, kind }) => [urn, at, kind])).toEqual([
            [urnOf("kubernetes:core/v1:Endpoints", "endpoints"), "subsets[0].ports[0].port", "unknown"],
        ]);
        const unknown = resource(
            "kubernetes:core/v1:Endpoints",
            { metadata: { name: "api" }, subsets: U },
            { name: "endpoints" },
        );
        const rules = composeFirewalls([headless(), unknown]).flatMap((firewall) => firewall.rules);
        expect(rules[0]?.causes.map(({ at, kind }) => [at, kind])).toEqual([["subsets.ports", "unknown"]]);
    });

    it("of another name or namespace", () => {
        expect(judge([headless(), endpoints(6443, { name: "other" })])).toBe("closed");
        expect(judge([headless(), endpoints(6443, { name: "api", namespace: "other" })])).toBe("closed");
    });

    it("through the dependency of an unknown name", () => {
        const through = { propertyDependencies: { metadata: [urnOf(SERVICE, "it")] } };
        expect(judge([headless(), endpoints(6443, { name: U }, through)])).toBe("open");
    });

    it.each<[string, Value, Value, Verdict]>([
        [
            "both in one namespace that is not known",
            { name: "api", namespace: U },
            { name: "api", namespace: U },
            "undecided",
        ],
        ["a name that is not known", { name: "api" }, { name: U }, "undecided"],
        ["metadata that is not known", { name: "api" }, U, "undecided"],
        ["a service whose name is not known", { name: U }, { name: "api" }, "undecided"],
        ["another name in a namespace not known", { name: "api" }, { name: "other", namespace: U }, "closed"],
        ["another namespace of a name not known", { name: "api" }, { name: U, namespace: "other" }, "closed"],
    ])("may be its own: %s", (_, own, theirs, verdict) => {
        const it = resource(SERVICE, { metadata: own, spec: { type: "LoadBalancer", ports: [{ port: 443 }] } });
        expect(judge([it, endpoints(6443, theirs)])).toBe(verdict);
        expect(judge([it, endpoints(8443, theirs)])).toBe("closed");
        expect(judge([{ ...it, provider: "one" }, endpoints(6443, theirs, { provider: "other" })])).toBe("closed");
    });

    it("of a name that another service gives is not its own", () => {
        const other = service({ type: "ClusterIP" }, undefined, { urn: urnOf(SERVICE, "other"), name: "other" });
        const through = { propertyDependencies: { metadata: [other.urn] } };
        expect(judge([headless(), other, endpoints(6443, { name: U }, through)])).toBe("closed");
    });

    it("as an EndpointSlice", () => {
        const slice = resource(
            "kubernetes:discovery.k8s.io/v1:EndpointSlice",
            { metadata: { name: "x", labels: { "kubernetes.io/service-name": "api" } }, ports: [{ port: 6443 }] },
            { name: "slice" },
        );
        expect(judge([headless(), slice])).toBe("open");
    });

    it("leads to no port of UDP", () => {
        const udp = { ports: [{ name: "https", port: 6443, protocol: "UDP" }] };
        const given = resource(
            "kubernetes:core/v1:Endpoints",
            { metadata: { name: "api" }, subsets: [udp] },
            { name: "e" },
        );
        expect(judge([headless(), given])).toBe("closed");
    });

    it("counts only where the service selects no pods", () => {
        expect(judge([headless({ selector: { app: "x" } }), endpoints(6443)])).toBe("closed");
    });
});

describe("notes", () => {
    const codes = (resources: readonly Resource[], port = 6443) => notesOn(resources, port).map(({ code }) => code);
    const nodes = (ports: string[], sourceRanges = ["0.0.0.0/0"]) =>
        resource(
            "gcp:compute/firewall:Firewall",
            { network: "n", allows: [{ protocol: "tcp", ports }], sourceRanges },
            { name: "nodes" },
        );
    const nodePort = service({ type: "NodePort", ports: [{ port: 6443, nodePort: 30643 }] });

    it("externalIPs: advisory", () => {
        const given = service({ type: "ClusterIP", externalIPs: ["203.0.113.7"] });
        expect(codes([given])).toEqual(["service-external-ips"]);
        expect(codes([given], 443)).toEqual([]);
    });

    it("a node firewall open on the node port", () => {
        expect(codes([nodePort, nodes(["30643"])])).toEqual(["node-port-open"]);
        expect(codes([nodePort, nodes(["30000-32767"])])).toEqual(["node-port-open"]);
        expect(codes([nodePort, nodes(["30643"])], 443)).toEqual([]);
        expect(codes([nodePort, nodes(["30643"], ["10.0.0.0/8"])])).toEqual([]);
        expect(codes([nodePort, nodes(["30644"])])).toEqual([]);
        expect(codes([nodePort])).toEqual([]);
    });

    it("a node port that Kubernetes assigns", () => {
        const assigned = service({ type: "NodePort", ports: [{ port: 443, targetPort: 6443 }] });
        expect(codes([assigned, nodes(["30000-32767"])])).toEqual(["node-port-open"]);
        expect(codes([assigned, nodes(["22"])])).toEqual([]);
    });

    it("a node firewall that may be open there", () => {
        const unknown = resource(
            "gcp:compute/firewall:Firewall",
            { network: "n", allows: [{ protocol: "tcp", ports: ["30643"] }], sourceRanges: [U] },
            { name: "nodes" },
        );
        const [note] = notesOn([nodePort, unknown]);
        expect(note?.what).toContain("may let the internet in");
        expect(notesOn([nodePort, unknown, { ...nodes(["30643"]), urn: urnOf("x", "y") }])[0]?.what).toContain(
            " lets the internet in",
        );
    });

    it("a node firewall open in two halves", () => {
        expect(codes([nodePort, nodes(["30643"], ["8.0.0.0/13", "8.8.0.0/13"])])).toEqual(["node-port-open"]);
    });

    it("no node port without one", () => {
        const without = (port: Properties) =>
            service({
                loadBalancerSourceRanges: ["10.0.0.0/8"],
                allocateLoadBalancerNodePorts: false,
                ports: [{ port: 6443, ...port }],
            });
        expect(codes([without({}), nodes(["30000-32767"])])).toEqual([]);
        expect(codes([without({ nodePort: 30643 }), nodes(["30000-32767"])])).toEqual(["node-port-open"]);
        const udp = service({ type: "NodePort", ports: [{ port: 6443, nodePort: 30643, protocol: "UDP" }] });
        expect(codes([udp, nodes(["30643"])])).toEqual([]);
    });

    it("a node port that is a secret is not shown", () => {
        const secret = service({ type: "NodePort", ports: [{ port: 6443, nodePort: new Secret(30643) }] });
        const [note] = notesOn([secret, nodes(["30643"])]);
        expect(note?.what).toContain("[secret]");
        expect(JSON.stringify(note)).not.toContain("30643");
    });
});

describe("lists", () => {
    it("reads each item of a ServiceList", () => {
        const item = { metadata: { name: "api" }, spec: { type: "LoadBalancer", ports: [{ port: 6443 }] } };
        const list = resource("kubernetes:core/v1:ServiceList", { items: [item] });
        expect(judge([list])).toBe("open");
        expect(composeFirewalls([list])[0]?.rules[0]?.at).toBe("items[0].spec.ports[0]");
        expect(judge([resource("kubernetes:core/v1:ServiceList", { items: U })])).toBe("undecided");
        expect(judge([resource("kubernetes:core/v1:ServiceList", { items: [] })])).toBe("closed");
        const plain = resource("kubernetes:core/v1:List", { items: [{ apiVersion: "v1", kind: "Service", ...item }] });
        expect(judge([plain])).toBe("open");
    });

    it("says that a list of any kind is not known", () => {
        const list = resource("kubernetes:core/v1:List", { items: U });
        expect(notesOn([list]).map(({ code }) => code)).toEqual(["custom-resource-not-read"]);
    });
});

describe("objects of Terraform's provider", () => {
    const spec = { type: "LoadBalancer", port: [{ port: 443, target_port: 6443 }] };
    const metadata = [{ name: "api", annotations: { [`${BETA}/aws-load-balancer-internal`]: "true" } }];

    it.each<[string, string, Properties, Verdict]>([
        ["a service in a module", "m:tf:kubernetes_service_v1", { spec: [spec] }, "open"],
        ["an internal service in a module", "m:tf:kubernetes_service", { metadata, spec: [spec] }, "closed"],
        [
            "a service of the provider",
            "kubernetes:index/serviceV1:ServiceV1",
            { spec: { type: "LoadBalancer", ports: [{ port: 6443 }], loadBalancerSourceRanges: ["10.0.0.0/8"] } },
            "closed",
        ],
        ["a service whose spec is not known", "m:tf:kubernetes_service", { spec: U }, "undecided"],
        [
            "a manifest",
            "kubernetes:index/manifest:Manifest",
            {
                manifest: {
                    apiVersion: "v1",
                    kind: "Service",
                    spec: { type: "LoadBalancer", ports: [{ port: 6443 }] },
                },
            },
            "open",
        ],
        [
            "a manifest of a group",
            "m:tf:kubernetes_manifest",
            {
                manifest: {
                    apiVersion: "eks.services.k8s.aws/v1alpha1",
                    kind: "Cluster",
                    spec: { resourcesVPCConfig: { endpointPublicAccess: false } },
                },
            },
            "closed",
        ],
        ["another object", "m:tf:kubernetes_deployment", { spec: [spec] }, "closed"],
    ])("%s", (_, type, properties, verdict) => {
        expect(judge([resource(type, properties)])).toBe(verdict);
    });

    it("externalIPs in a module", () => {
        const given = { type: "ClusterIP", external_ips: ["203.0.113.7"], port: [{ port: 6443 }] };
        const notes = notesOn([resource("m:tf:kubernetes_service", { spec: [given] })]);
        expect(notes.map(({ code }) => code)).toEqual(["service-external-ips"]);
    });
});
