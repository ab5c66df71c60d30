import { describe, expect, it } from "vitest";
import { composeFirewalls } from "../../../src/stack/stack.js";
import type { Value } from "../../../src/value.js";
import { judge, notesOn, type Properties, resource, U, type Verdict } from "./judge.js";

const object = (type: string, spec: Value, name = "it", more: Properties = {}) =>
    resource(`kubernetes:${type}`, { metadata: { name, ...more }, spec }, { name });

const permission = (more: Properties) => ({ ipProtocol: "tcp", fromPort: 6443, toPort: 6443, ...more });
const ACK = "ec2.services.k8s.aws/v1alpha1:SecurityGroup";
const CNRM = "compute.cnrm.cloud.google.com/v1beta1:ComputeFirewall";
const ASO_RULE = "network.azure.com/v1api20201101:NetworkSecurityGroupsSecurityRule";
const EC2 = "ec2.aws.upbound.io/v1beta1";
const CAPI = "infrastructure.cluster.x-k8s.io/v1beta2";
const azureRule = (more: Properties) => ({
    owner: { name: "nsg" },
    access: "Allow",
    direction: "Inbound",
    protocol: "Tcp",
    priority: 300,
    sourceAddressPrefix: "*",
    sourcePortRange: "*",
    destinationAddressPrefix: "*",
    destinationPortRange: "6443",
    ...more,
});
const googleRule = (more: Properties) => ({
    allow: [{ protocol: "tcp", ports: ["6443"] }],
    sourceRanges: ["0.0.0.0/0"],
    networkRef: { name: "net" },
    ...more,
});

const rows: readonly (readonly [string, string, Value, Verdict])[] = [
    ["ACK SecurityGroup, open", ACK, { ingressRules: [permission({ ipRanges: [{ cidrIP: "0.0.0.0/0" }] })] }, "open"],
    ["ACK SecurityGroup, IPv6", ACK, { ingressRules: [permission({ ipv6Ranges: [{ cidrIPv6: "::/0" }] })] }, "open"],
    [
        "ACK SecurityGroup, small",
        ACK,
        { ingressRules: [permission({ ipRanges: [{ cidrIP: "10.0.0.0/8" }] })] },
        "closed",
    ],
    [
        "ACK SecurityGroup, another group",
        ACK,
        { ingressRules: [permission({ userIDGroupPairs: [{ groupID: "sg-1" }] })] },
        "closed",
    ],
    [
        "ACK SecurityGroup, range unknown",
        ACK,
        { ingressRules: [permission({ ipRanges: [{ cidrIP: U }] })] },
        "undecided",
    ],
    ["ACK SecurityGroup, rules unknown", ACK, { ingressRules: U }, "undecided"],
    ["ACK SecurityGroup, no rules", ACK, { name: "x" }, "closed"],
    [
        "ACK EKS cluster",
        "eks.services.k8s.aws/v1alpha1:Cluster",
        { resourcesVPCConfig: { endpointPublicAccess: true, publicAccessCIDRs: ["203.0.113.0/24"] } },
        "closed",
    ],
    ["ACK EKS cluster, open", "eks.services.k8s.aws/v1alpha1:Cluster", { resourcesVPCConfig: {} }, "open"],
    [
        "Crossplane classic SecurityGroup",
        "ec2.aws.crossplane.io/v1beta1:SecurityGroup",
        { forProvider: { ingress: [permission({ ipRanges: [{ cidrIp: "0.0.0.0/0" }] })] } },
        "open",
    ],
    [
        "Crossplane SecurityGroupRule",
        "ec2.aws.upbound.io/v1beta1:SecurityGroupRule",
        { forProvider: { type: "ingress", protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlocks: ["0.0.0.0/0"] } },
        "open",
    ],
    [
        "Crossplane SecurityGroupIngressRule, namespaced",
        "ec2.aws.m.upbound.io/v1beta1:SecurityGroupIngressRule",
        { forProvider: { ipProtocol: "tcp", fromPort: 6443, toPort: 6443, cidrIpv4: "10.0.0.0/8" } },
        "closed",
    ],
    [
        "Crossplane EKS cluster",
        "eks.aws.upbound.io/v1beta1:Cluster",
        { forProvider: { vpcConfig: [{ endpointPublicAccess: false }] } },
        "closed",
    ],
    [
        "Crossplane Azure SecurityRule",
        "network.azure.upbound.io/v1beta1:SecurityRule",
        { forProvider: { ...azureRule({}), networkSecurityGroupName: "nsg", resourceGroupName: "rg", name: "r" } },
        "open",
    ],
    ["ASO security rule", ASO_RULE, azureRule({}), "open"],
    ["ASO security rule, small", ASO_RULE, azureRule({ sourceAddressPrefix: "10.0.0.0/8" }), "closed"],
    [
        "ASO managed cluster",
        "containerservice.azure.com/v1api20231001:ManagedCluster",
        { apiServerAccessProfile: { authorizedIPRanges: ["203.0.113.0/24"] } },
        "closed",
    ],
    [
        "ASO agent pool with host ports",
        "containerservice.azure.com/v1api20240901:ManagedClustersAgentPool",
        { networkProfile: { allowedHostPorts: [{ portStart: 6443, portEnd: 6443, protocol: "TCP" }] } },
        "open",
    ],
    [
        "ASO fleet with a hub",
        "containerservice.azure.com/v1api20230315preview:Fleet",
        { hubProfile: { dnsPrefix: "f" } },
        "open",
    ],
    ["ASO fleet without a hub", "containerservice.azure.com/v1api20230315preview:Fleet", {}, "closed"],
    [
        "ASO OpenShift cluster, public",
        "redhatopenshift.azure.com/v1api20231122:OpenShiftCluster",
        { apiserverProfile: { visibility: "Public" } },
        "open",
    ],
    [
        "ASO OpenShift cluster, private",
        "redhatopenshift.azure.com/v1api20231122:OpenShiftCluster",
        { apiserverProfile: { visibility: "Private" } },
        "closed",
    ],
    [
        "Config Connector rule of a regional policy",
        "compute.cnrm.cloud.google.com/v1beta1:ComputeRegionNetworkFirewallPolicyRule",
        {
            action: "allow",
            priority: 1,
            firewallPolicyRef: { name: "p" },
            match: { srcIPRanges: ["0.0.0.0/0"], layer4Configs: [{ ipProtocol: "tcp" }] },
        },
        "open",
    ],
    [
        "Config Connector ComputeServiceAttachment of every tenant",
        "compute.cnrm.cloud.google.com/v1beta1:ComputeServiceAttachment",
        { connectionPreference: "ACCEPT_AUTOMATIC", targetServiceRef: { name: "front" } },
        "undecided",
    ],
    [
        "Config Connector ComputeServiceAttachment by hand",
        "compute.cnrm.cloud.google.com/v1beta1:ComputeServiceAttachment",
        { connectionPreference: "ACCEPT_MANUAL", targetServiceRef: { name: "front" } },
        "closed",
    ],
    ["ASO managed cluster, open", "containerservice.azure.com/v1api20231001:ManagedCluster", {}, "open"],
    ["Config Connector ComputeFirewall", CNRM, googleRule({}), "open"],
    ["Config Connector ComputeFirewall, small", CNRM, googleRule({ sourceRanges: ["10.0.0.0/8"] }), "closed"],
    [
        "Config Connector ComputeFirewall, tag",
        CNRM,
        googleRule({ sourceRanges: undefined, sourceTags: ["x"] }),
        "closed",
    ],
    ["Config Connector ComputeFirewall, unknown ranges", CNRM, googleRule({ sourceRanges: U }), "undecided"],
    [
        "Config Connector ComputeFirewallPolicyRule",
        "compute.cnrm.cloud.google.com/v1beta1:ComputeFirewallPolicyRule",
        {
            action: "allow",
            direction: "INGRESS",
            priority: 1,
            firewallPolicyRef: { name: "p" },
            match: { layer4Configs: [{ ipProtocol: "tcp" }], srcIPRanges: ["10.0.0.0/8"] },
        },
        "closed",
    ],
    [
        "Config Connector ContainerCluster",
        "container.cnrm.cloud.google.com/v1beta1:ContainerCluster",
        { masterAuthorizedNetworksConfig: { cidrBlocks: [{ cidrBlock: "203.0.113.0/24" }] } },
        "closed",
    ],
    ["Config Connector ContainerCluster, open", "container.cnrm.cloud.google.com/v1beta1:ContainerCluster", {}, "open"],
    ["Crossplane Firewall", "compute.gcp.upbound.io/v1beta1:Firewall", { forProvider: googleRule({}) }, "open"],
    [
        "Crossplane GKE cluster",
        "container.gcp.upbound.io/v1beta2:Cluster",
        { forProvider: { masterAuthorizedNetworksConfig: [{ cidrBlocks: [{ cidrBlock: "0.0.0.0/0" }] }] } },
        "open",
    ],
    [
        "Cluster API AWSCluster, ingress rules",
        `${CAPI}:AWSCluster`,
        {
            controlPlaneLoadBalancer: {
                ingressRules: [{ protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlocks: ["10.0.0.0/8"] }],
            },
        },
        "closed",
    ],
    [
        "Cluster API AWSCluster, open ingress rules",
        `${CAPI}:AWSCluster`,
        {
            controlPlaneLoadBalancer: {
                ingressRules: [{ protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlocks: ["0.0.0.0/0"] }],
            },
        },
        "open",
    ],
    ["Cluster API AWSCluster opens the port by default", `${CAPI}:AWSCluster`, { region: "eu-west-1" }, "open"],
    [
        "Cluster API AWSCluster, internal",
        `${CAPI}:AWSCluster`,
        { controlPlaneLoadBalancer: { scheme: "internal" } },
        "closed",
    ],
    [
        "Cluster API AWSManagedControlPlane",
        "controlplane.cluster.x-k8s.io/v1beta2:AWSManagedControlPlane",
        { endpointAccess: { public: true, publicCIDRs: ["203.0.113.0/24"] } },
        "closed",
    ],
    [
        "Cluster API AzureCluster, security rules",
        "infrastructure.cluster.x-k8s.io/v1beta1:AzureCluster",
        {
            networkSpec: {
                subnets: [
                    {
                        role: "control-plane",
                        securityGroup: {
                            securityRules: [
                                {
                                    name: "api",
                                    protocol: "Tcp",
                                    direction: "Inbound",
                                    priority: 2201,
                                    sources: ["10.0.0.0/8"],
                                    sourcePorts: "*",
                                    destination: "*",
                                    destinationPorts: "6443",
                                },
                            ],
                        },
                    },
                ],
            },
        },
        "closed",
    ],
    [
        "Cluster API AzureCluster opens the port by default",
        "infrastructure.cluster.x-k8s.io/v1beta1:AzureCluster",
        {},
        "open",
    ],
    [
        "Cluster API AzureCluster, load balancer not known",
        "infrastructure.cluster.x-k8s.io/v1beta1:AzureCluster",
        { networkSpec: { apiServerLB: { type: U } } },
        "undecided",
    ],
    [
        "Cluster API AzureCluster, internal",
        "infrastructure.cluster.x-k8s.io/v1beta1:AzureCluster",
        { networkSpec: { apiServerLB: { type: "Internal" } } },
        "closed",
    ],
    [
        "Cluster API AzureCluster, a template",
        "infrastructure.cluster.x-k8s.io/v1beta1:AzureClusterTemplate",
        { template: { spec: {} } },
        "open",
    ],
    [
        "Cluster API AzureManagedControlPlane, a template",
        "infrastructure.cluster.x-k8s.io/v1beta1:AzureManagedControlPlaneTemplate",
        { template: { spec: { apiServerAccessProfile: { authorizedIPRanges: ["203.0.113.0/24"] } } } },
        "closed",
    ],
    [
        "Cluster API GCPManagedControlPlane",
        "infrastructure.cluster.x-k8s.io/v1beta1:GCPManagedControlPlane",
        { master_authorized_networks_config: { cidr_blocks: [{ cidr_block: "0.0.0.0/0" }] } },
        "open",
    ],
];

it.each(rows)("%s", (_, type, spec, verdict) => {
    expect(judge([object(type, spec)])).toBe(verdict);
});

it("puts the rules of one object's group in order", () => {
    const group = object("network.azure.com/v1api20201101:NetworkSecurityGroup", { location: "westeurope" }, "nsg");
    const deny = object(ASO_RULE, azureRule({ access: "Deny", priority: 200 }), "deny");
    const allow = object(ASO_RULE, azureRule({}), "allow");
    expect(judge([group, allow])).toBe("open");
    expect(judge([group, allow, deny])).toBe("closed");
    const elsewhere = object(ASO_RULE, azureRule({ access: "Deny", priority: 200 }), "deny", { namespace: "other" });
    expect(judge([group, allow, elsewhere])).toBe("open");
});

it("puts the rules of one Crossplane group in order, by reference", () => {
    const rule = (name: string, more: Properties, reference: Properties = { name: "nsg" }) =>
        object(
            "network.azure.upbound.io/v1beta1:SecurityRule",
            {
                forProvider: {
                    ...azureRule(more),
                    owner: undefined,
                    networkSecurityGroupNameRef: reference,
                    resourceGroupNameRef: { name: "rg" },
                },
            },
            name,
        );
    const group = object(
        "network.azure.upbound.io/v1beta1:SecurityGroup",
        { forProvider: { location: "westeurope", resourceGroupNameRef: { name: "rg" } } },
        "nsg",
    );
    const deny = { access: "Deny", priority: 200 };
    expect(judge([group, rule("allow", {})])).toBe("open");
    expect(judge([group, rule("allow", {}), rule("deny", deny)])).toBe("closed");
    expect(judge([group, rule("allow", {}), rule("deny", deny, { name: "other" })])).toBe("open");
    expect(judge([rule("small", { sourceAddressPrefix: "10.0.0.0/8" })])).toBe("closed");
});

it("keeps the Crossplane firewalls of two networks apart", () => {
    const firewall = (name: string, network: string, more: Properties) =>
        object(
            "compute.gcp.upbound.io/v1beta1:Firewall",
            { forProvider: { ...googleRule(more), networkRef: { name: network } } },
            name,
        );
    const deny = { allow: undefined, deny: [{ protocol: "all" }], priority: 1 };
    expect(judge([firewall("allow", "net", {}), firewall("deny", "net", deny)])).toBe("closed");
    expect(judge([firewall("allow", "net", {}), firewall("deny", "other", deny)])).toBe("open");
});

it("puts the firewalls of one network in order", () => {
    const deny = object(CNRM, googleRule({ allow: undefined, deny: [{ protocol: "all" }], priority: 1 }), "deny");
    expect(judge([object(CNRM, googleRule({})), deny])).toBe("closed");
});

it("leads to the place in the object", () => {
    const [firewall] = composeFirewalls([object(CNRM, googleRule({}))]);
    expect(firewall?.rules[0]?.at).toBe("spec.allow[0]");
});

describe("what is not read is visible", () => {
    const codes = (type: string, spec: Value) =>
        notesOn([object(type, spec)]).map(({ code, weight }) => [code, weight]);

    it.each([
        ["a firewall of a kind without a reader", "network.azure.com/v1api20240101:FirewallPolicy", {}],
        ["a Cluster API kind without rules", "infrastructure.cluster.x-k8s.io/v1beta1:GCPCluster", {}],
        ["a whole spec that is unknown", ACK, U],
        ["a spec that is no object", ACK, "x"],
        ["fields of Crossplane that are unknown", `${EC2}:SecurityGroupRule`, { forProvider: U }],
        [
            "first fields of Crossplane that are unknown",
            `${EC2}:SecurityGroupRule`,
            { initProvider: U, forProvider: {} },
        ],
        ["a control plane of OpenShift", "controlplane.cluster.x-k8s.io/v1beta2:ROSAControlPlane", {}],
    ])("%s", (_, type, spec) => {
        expect(codes(type, spec)).toEqual([["custom-resource-not-read", "undecided"]]);
    });

    it("other kinds are silent", () => {
        expect(codes("ec2.services.k8s.aws/v1alpha1:VPC", {})).toEqual([]);
        expect(codes(`${CAPI}:AWSManagedCluster`, {})).toEqual([]);
        expect(codes(`${EC2}:SecurityGroupEgressRule`, {})).toEqual([]);
        expect(codes("network.azure.upbound.io/v1beta1:SubnetNetworkSecurityGroupAssociation", {})).toEqual([]);
        expect(codes("network.azure.upbound.io/v1beta1:ApplicationSecurityGroup", {})).toEqual([]);
        expect(codes("dbforpostgresql.azure.com/v1api20220120:FlexibleServersFirewallRule", {})).toEqual([]);
        expect(codes("cert-manager.io/v1:Certificate", {})).toEqual([]);
        expect(codes("apps/v1:Deployment", {})).toEqual([]);
    });
});
