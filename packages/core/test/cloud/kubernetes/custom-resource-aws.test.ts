import { describe, expect, it } from "vitest";
import { composeFirewalls } from "../../../src/stack/stack.js";
import type { Resource, Value } from "../../../src/value.js";
import { judge, notesOn, type Properties, resource, U, type Verdict } from "./judge.js";

const EC2 = "ec2.aws.upbound.io/v1beta1";
const ELB = "elbv2.aws.upbound.io/v1beta1";
const ACK = "ec2.services.k8s.aws/v1alpha1:SecurityGroup";
const ACK_ELB = "elbv2.services.k8s.aws/v1alpha1";
const CAPI = "infrastructure.cluster.x-k8s.io/v1beta2";
const CONTROL = "controlplane.cluster.x-k8s.io/v1beta2";

const object = (type: string, spec: Value, name = "it", more: Partial<Resource> = {}) =>
    resource(`kubernetes:${type}`, { metadata: { name }, spec }, { name, ...more });
const made = (type: string, forProvider: Properties, name = "it") => object(type, { forProvider }, name);

const OPEN = { protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlocks: ["0.0.0.0/0"] };
const rule = (more: Properties): Properties => ({ type: "ingress", ...OPEN, ...more });
const without = { cidrBlocks: undefined };
const balancer = (more: Properties) => ({ controlPlaneLoadBalancer: more });
const ranges = (cidr: Value) => [{ ipProtocol: "tcp", fromPort: 6443, toPort: 6443, ipRanges: [{ cidrIP: cidr }] }];

const rows: readonly (readonly [string, string, Value, Verdict])[] = [
    [
        "Crossplane: a reference to its group hides no source",
        `${EC2}:SecurityGroupRule`,
        { forProvider: rule({ cidrBlocks: ["10.0.0.0/8"], securityGroupIdRef: { name: "g" } }) },
        "closed",
    ],
    [
        "Crossplane: a selector of its group hides no source",
        `${EC2}:SecurityGroupRule`,
        { forProvider: rule({ cidrBlocks: ["10.0.0.0/8"], securityGroupIdSelector: { matchLabels: {} } }) },
        "closed",
    ],
    [
        "Crossplane: a group by reference is internal",
        `${EC2}:SecurityGroupRule`,
        { forProvider: rule({ ...without, sourceSecurityGroupIdRef: { name: "g" } }) },
        "closed",
    ],
    [
        "Crossplane: a group by selector is internal",
        `${EC2}:SecurityGroupIngressRule`,
        {
            forProvider: {
                ipProtocol: "tcp",
                fromPort: 6443,
                toPort: 6443,
                referencedSecurityGroupIdSelector: { matchLabels: {} },
            },
        },
        "closed",
    ],
    [
        "Crossplane: a prefix list by selector is not known",
        `${EC2}:SecurityGroupIngressRule`,
        { forProvider: { ipProtocol: "tcp", fromPort: 6443, toPort: 6443, prefixListIdSelector: {} } },
        "undecided",
    ],
    [
        "Crossplane: fields for the start alone count",
        `${EC2}:SecurityGroupRule`,
        { initProvider: rule({}), forProvider: { securityGroupIdRef: { name: "g" } } },
        "open",
    ],
    [
        "Crossplane: fields for good win over those for the start",
        `${EC2}:SecurityGroupRule`,
        { initProvider: rule({}), forProvider: { cidrBlocks: ["10.0.0.0/8"] } },
        "closed",
    ],
    [
        "Crossplane written by hand: SecurityGroupRule",
        "ec2.aws.crossplane.io/v1alpha1:SecurityGroupRule",
        { forProvider: { ...rule(without), cidrBlock: "0.0.0.0/0" } },
        "open",
    ],
    [
        "Crossplane written by hand: SecurityGroupRule, IPv6",
        "ec2.aws.crossplane.io/v1alpha1:SecurityGroupRule",
        { forProvider: { ...rule(without), ipv6CidrBlock: "::/0" } },
        "open",
    ],
    [
        "Crossplane written by hand: SecurityGroupRule, small",
        "ec2.aws.crossplane.io/v1alpha1:SecurityGroupRule",
        { forProvider: { ...rule(without), cidrBlock: "10.0.0.0/8" } },
        "closed",
    ],
    [
        "Crossplane written by hand: EKS cluster",
        "eks.aws.crossplane.io/v1beta1:Cluster",
        { forProvider: { resourcesVpcConfig: { endpointPublicAccess: true } } },
        "open",
    ],
    [
        "Crossplane written by hand: EKS cluster, switched off",
        "eks.aws.crossplane.io/v1beta1:Cluster",
        { forProvider: { resourcesVpcConfig: { endpointPublicAccess: false } } },
        "closed",
    ],
    [
        "Crossplane: Lightsail ports",
        "lightsail.aws.upbound.io/v1beta1:InstancePublicPorts",
        { forProvider: { portInfo: [{ protocol: "tcp", fromPort: 6443, toPort: 6443 }] } },
        "open",
    ],
    [
        "Crossplane: classic load balancer without groups",
        "elb.aws.upbound.io/v1beta1:ELB",
        { forProvider: { listener: [{ lbPort: 6443, lbProtocol: "tcp", instancePort: 6443 }] } },
        "undecided",
    ],
    ["ACK: a key that is not read", ACK, { ingressRules: [{ ...ranges("10.0.0.0/8")[0], extra: "x" }] }, "undecided"],
    ["Cluster API: scheme not known", `${CAPI}:AWSCluster`, balancer({ scheme: U }), "undecided"],
    ["Cluster API: load balancer not known", `${CAPI}:AWSCluster`, balancer(U as unknown as Properties), "undecided"],
    ["Cluster API: load balancer off", `${CAPI}:AWSCluster`, balancer({ loadBalancerType: "disabled" }), "closed"],
    [
        "Cluster API: the second load balancer faces the internet",
        `${CAPI}:AWSCluster`,
        { ...balancer({ scheme: "internal" }), secondaryControlPlaneLoadBalancer: { scheme: "internet-facing" } },
        "open",
    ],
    [
        "Cluster API: the second load balancer is internal",
        `${CAPI}:AWSCluster`,
        { ...balancer({ scheme: "internal" }), secondaryControlPlaneLoadBalancer: { scheme: "internal" } },
        "closed",
    ],
    [
        "Cluster API: rules of one load balancer are rules of both",
        `${CAPI}:AWSCluster`,
        {
            ...balancer({ ingressRules: [{ ...OPEN, cidrBlocks: ["10.0.0.0/8"] }] }),
            secondaryControlPlaneLoadBalancer: { scheme: "internet-facing" },
        },
        "closed",
    ],
    [
        "Cluster API: a network load balancer that keeps the client's address",
        `${CAPI}:AWSCluster`,
        balancer({
            loadBalancerType: "nlb",
            preserveClientIP: true,
            ingressRules: [{ ...OPEN, cidrBlocks: ["10.0.0.0/8"] }],
        }),
        "open",
    ],
    [
        "Cluster API: more rules for the nodes",
        `${CAPI}:AWSCluster`,
        { ...balancer({ scheme: "internal" }), network: { additionalNodeIngressRules: [OPEN] } },
        "open",
    ],
    ["Cluster API: a template of a cluster", `${CAPI}:AWSClusterTemplate`, { template: { spec: {} } }, "open"],
    [
        "Cluster API: a template of a closed cluster",
        `${CAPI}:AWSClusterTemplate`,
        { template: { spec: balancer({ scheme: "internal" }) } },
        "closed",
    ],
    [
        "Cluster API: a template of a managed control plane",
        `${CONTROL}:AWSManagedControlPlaneTemplate`,
        { template: { spec: { endpointAccess: { public: false } } } },
        "closed",
    ],
    [
        "Cluster API: more rules of a managed control plane",
        `${CONTROL}:AWSManagedControlPlane`,
        { endpointAccess: { public: false }, network: { additionalControlPlaneIngressRules: [OPEN] } },
        "open",
    ],
];

it.each(rows)("%s", (_, type, spec, verdict) => {
    expect(judge([object(type, spec)])).toBe(verdict);
    expect(notesOn([object(type, spec)])).toEqual([]);
});

it("Cluster API: node ports are open unless told otherwise", () => {
    const cluster = (network: Properties) =>
        object(`${CAPI}:AWSCluster`, { ...balancer({ scheme: "internal" }), network });
    expect(judge([cluster({})], 30443)).toBe("open");
    expect(judge([cluster({ nodePortIngressRuleCidrBlocks: ["10.0.0.0/8"] })], 30443)).toBe("closed");
});

describe("Crossplane: objects find one another", () => {
    const group = made(`${EC2}:SecurityGroup`, { ingress: [{ ...OPEN, cidrBlocks: ["8.0.0.0/13"] }] }, "group");
    const part = (name: string, reference: Properties) =>
        made(`${EC2}:SecurityGroupRule`, rule({ cidrBlocks: ["8.8.0.0/13"], ...reference }), name);

    it("by name", () => {
        expect(judge([group, part("a", { securityGroupIdRef: { name: "group" } })])).toBe("open");
        expect(judge([group, part("a", { securityGroupIdRef: { name: "other" } })])).toBe("closed");
        expect(judge([group, part("a", { securityGroupId: "sg-1" })])).toBe("closed");
    });

    it("by the name that the program passes on", () => {
        const named = resource("kubernetes:ec2.aws.upbound.io/v1beta1:SecurityGroup", group.properties, {
            name: "auto",
        });
        const on = part("a", { securityGroupIdRef: { name: U } });
        const passed = { ...on, propertyDependencies: { spec: [named.urn] } };
        expect(judge([{ ...named, properties: { ...named.properties, metadata: {} } }, passed])).toBe("open");
    });

    it("prefix lists and their entries", () => {
        const list = made(`${EC2}:ManagedPrefixList`, { entry: [{ cidr: "10.0.0.0/8" }] }, "list");
        const entry = made(
            `${EC2}:ManagedPrefixListEntry`,
            { cidr: "0.0.0.0/0", prefixListIdRef: { name: "list" } },
            "entry",
        );
        const from = made(
            `${EC2}:SecurityGroupIngressRule`,
            { ipProtocol: "tcp", fromPort: 6443, toPort: 6443, prefixListIdRef: { name: "list" } },
            "rule",
        );
        expect(judge([list, from])).toBe("closed");
        expect(judge([list, from, entry])).toBe("open");
    });

    it("entries of a network ACL in order", () => {
        const acl = made(`${EC2}:NetworkACL`, {}, "acl");
        const entry = (name: string, number: number, action: string) =>
            made(
                `${EC2}:NetworkACLRule`,
                {
                    networkAclIdRef: { name: "acl" },
                    ruleNumber: number,
                    ruleAction: action,
                    protocol: "tcp",
                    fromPort: 6443,
                    toPort: 6443,
                    cidrBlock: "0.0.0.0/0",
                },
                name,
            );
        expect(judge([acl, entry("a", 200, "allow")])).toBe("open");
        expect(judge([acl, entry("a", 200, "allow"), entry("d", 100, "deny")])).toBe("closed");
    });

    it("load balancers with listeners, rules and target groups", () => {
        const front = made(`${ELB}:LB`, { loadBalancerType: "network" }, "lb");
        const targets = (port: number) => made(`${ELB}:LBTargetGroup`, { port, targetType: "ip" }, "targets");
        const listener = (action: Properties) =>
            made(
                `${ELB}:LBListener`,
                { loadBalancerArnRef: { name: "lb" }, port: 443, protocol: "TCP", defaultAction: [action] },
                "listener",
            );
        const forward = { type: "forward", targetGroupArnRef: { name: "targets" } };
        const weighted = { type: "forward", forward: [{ targetGroup: [{ arnRef: { name: "targets" } }] }] };
        expect(judge([front, targets(6443), listener(forward)])).toBe("open");
        expect(judge([front, targets(6443), listener(weighted)])).toBe("open");
        expect(judge([front, targets(8443), listener(forward)])).toBe("closed");
        const internal = made(`${ELB}:LB`, { loadBalancerType: "network", internal: true }, "lb");
        expect(judge([internal, targets(6443), listener(forward)])).toBe("closed");
        const taking = made(
            `${ELB}:LBListenerRule`,
            {
                listenerArnRef: { name: "listener" },
                action: [forward],
                condition: [{ sourceIp: [{ values: ["10.0.0.0/8"] }] }],
            },
            "rule",
        );
        const fixed = listener({ type: "fixed-response" });
        expect(judge([front, targets(6443), fixed, taking])).toBe("closed");
    });
});

it("ACK: load balancers with listeners and target groups", () => {
    const front = (scheme: string) => object(`${ACK_ELB}:LoadBalancer`, { type: "network", scheme }, "lb");
    const targets = object(`${ACK_ELB}:TargetGroup`, { port: 6443, targetType: "ip" }, "targets");
    const listener = object(
        `${ACK_ELB}:Listener`,
        {
            loadBalancerRef: { from: { name: "lb" } },
            port: 443,
            protocol: "TCP",
            defaultActions: [{ type: "forward", targetGroupRef: { from: { name: "targets" } } }],
        },
        "listener",
    );
    expect(judge([front("internet-facing"), targets, listener])).toBe("open");
    expect(judge([front("internal"), targets, listener])).toBe("closed");
    const group = object(ACK, { ingressRules: ranges("10.0.0.0/8") }, "group");
    const filtered = object(
        `${ACK_ELB}:LoadBalancer`,
        { type: "network", securityGroupRefs: [{ from: { name: "group" } }] },
        "lb",
    );
    expect(judge([filtered, group, targets, listener])).toBe("closed");
});

it("ACK: entries of a network ACL", () => {
    const entry = (ruleNumber: number, ruleAction: string, egress = false) => ({
        ruleNumber,
        ruleAction,
        egress,
        protocol: "6",
        portRange: { from: 6443, to: 6443 },
        cidrBlock: "0.0.0.0/0",
    });
    const acl = (...entries: readonly Value[]) => object("ec2.services.k8s.aws/v1alpha1:NetworkACL", { entries });
    expect(judge([acl(entry(200, "allow"))])).toBe("open");
    expect(judge([acl(entry(200, "allow"), entry(100, "deny"))])).toBe("closed");
    expect(judge([acl(entry(200, "allow"), entry(100, "deny", true))])).toBe("open");
    expect(judge([acl(entry(200, "allow", true))])).toBe("closed");
});

it("objects of another namespace are other objects", () => {
    const namespaced = (type: string, name: string, namespace: string, forProvider: Properties) =>
        resource(`kubernetes:${type}`, { metadata: { name, namespace }, spec: { forProvider } }, { name });
    const group = namespaced("ec2.aws.m.upbound.io/v1beta1:SecurityGroup", "group", "web", {
        ingress: [{ ...OPEN, cidrBlocks: ["8.0.0.0/13"] }],
    });
    const on = (namespace: string) =>
        namespaced(
            "ec2.aws.m.upbound.io/v1beta1:SecurityGroupRule",
            "rule",
            namespace,
            rule({ cidrBlocks: ["8.8.0.0/13"], securityGroupIdRef: { name: "group" } }),
        );
    expect(judge([group, on("web")])).toBe("open");
    expect(judge([group, on("other")])).toBe("closed");
});

it("leads to the place in the object", () => {
    const [firewall] = composeFirewalls([made(`${EC2}:SecurityGroup`, { ingress: [OPEN] })]);
    expect(firewall?.rules[0]?.at).toBe("spec.forProvider.ingress[0]");
});

it("an object that Crossplane writes into a cluster is that object", () => {
    const carried = (manifest: Value) =>
        object("kubernetes.crossplane.io/v1alpha2:Object", { forProvider: { manifest } });
    const service = { apiVersion: "v1", kind: "Service", spec: { type: "LoadBalancer", ports: [{ port: 6443 }] } };
    const [firewall] = composeFirewalls([carried(service)]);
    expect(judge([carried(service)])).toBe("open");
    expect(firewall?.rules[0]?.at).toBe("spec.forProvider.manifest.spec.ports[0]");
    expect(judge([carried({ ...service, spec: { type: "ClusterIP" } })])).toBe("closed");
    expect(notesOn([carried(U)]).map(({ code }) => code)).toEqual(["custom-resource-not-read"]);
});

it("Cluster API: says why a port is open that no rule of the object names", () => {
    const rules = (spec: Properties) => composeFirewalls([object(`${CAPI}:AWSCluster`, spec)])[0]?.rules ?? [];
    expect(rules({}).map(({ at, because }) => [at, because])).toEqual([
        [
            "spec.controlPlaneLoadBalancer",
            ["spec.controlPlaneLoadBalancer has no ingressRules, so the port of the API is open to everyone"],
        ],
        [
            "spec.network.nodePortIngressRuleCidrBlocks",
            ["spec.network.nodePortIngressRuleCidrBlocks is not set, so node ports are open to everyone"],
        ],
    ]);
    const [given] = rules(balancer({ ingressRules: [OPEN] }));
    expect(given?.at).toBe("spec.controlPlaneLoadBalancer.ingressRules[0]");
    const [unknown] = rules(balancer({ scheme: U }));
    expect(unknown?.peers[0]).toMatchObject({ cause: { at: "spec.controlPlaneLoadBalancer" } });
});
