import { expect, it } from "vitest";
import { type Given, U, type Verdict, verdictOn } from "../corpus.js";
import { aclEntry, eks, networkAcl, securityGroup, securityGroupRule, tcp6443, traffic } from "../given/aws.js";
import { aks, networkSecurityGroup, nsgRule } from "../given/azure.js";
import { gcpFirewall, gke } from "../given/gcp.js";

const ANYONE = "0.0.0.0/0";
type Row = readonly [row: string, verdict: Verdict, given: readonly Given[]];

const allowAny = (more: Given["props"] = {}) => nsgRule(200, "Allow", { sourceAddressPrefix: "*", ...more });
const denyAny = (more: Given["props"] = {}) =>
    nsgRule(100, "Deny", { sourceAddressPrefix: "*", protocol: "*", ...more });
const gcpAllow = (more: Given["props"] = {}) =>
    gcpFirewall("allow", { allows: [{ protocol: "tcp", ports: ["6443"] }], sourceRanges: [ANYONE], ...more });
const gcpDeny = (more: Given["props"] = {}) =>
    gcpFirewall("deny", { priority: 900, denies: [{ protocol: "all" }], sourceRanges: [ANYONE], ...more });
const service = (spec: Given["props"], annotations?: Given["props"]): Given => ({
    type: "kubernetes:core/v1:Service",
    props: { metadata: annotations ? { annotations } : {}, spec: { ports: [{ port: 6443 }], ...spec } },
});

const SOURCES: readonly Row[] = [
    ["CIDR element", "indeterminate", [securityGroup(tcp6443({ cidrBlocks: [U] }))]],
    ["CIDR list", "indeterminate", [securityGroup(tcp6443({ cidrBlocks: U }))]],
    [
        "CIDR element: another known element already open",
        "violation",
        [securityGroup(tcp6443({ cidrBlocks: [U, ANYONE] }))],
    ],
    [
        "CIDR element: another rule already open",
        "violation",
        [securityGroup(tcp6443({ cidrBlocks: [U] }), tcp6443({ cidrBlocks: [ANYONE] }))],
    ],
    ["CIDR element: port known not to fit", "ok", [securityGroup(traffic("tcp", 443, 443, { cidrBlocks: [U] }))]],
    ["CIDR element: protocol known not to fit", "ok", [securityGroup(traffic("udp", 6443, 6443, { cidrBlocks: [U] }))]],
    ["SG reference", "ok", [securityGroup(tcp6443({ securityGroups: [U] }))]],
    ["self", "ok", [securityGroup(tcp6443({ self: U }))]],
    ["tag and service account reference", "ok", [gcpAllow({ sourceRanges: undefined, sourceTags: [U] })]],
    [
        "ASG reference",
        "ok",
        [networkSecurityGroup(nsgRule(100, "Allow", { sourceApplicationSecurityGroups: [{ id: U }] }))],
    ],
    ["prefix list id", "indeterminate", [securityGroup(tcp6443({ prefixListIds: [U] }))]],
    ["prefix list id outside the stack", "indeterminate", [securityGroup(tcp6443({ prefixListIds: ["pl-1"] }))]],
];

const PORTS: readonly Row[] = [
    [
        "one port bound: range to the other limit",
        "indeterminate",
        [securityGroupRule({ protocol: "tcp", fromPort: U, toPort: 7000, cidrBlocks: [ANYONE] })],
    ],
    [
        "one port bound: known upper < P",
        "ok",
        [securityGroupRule({ protocol: "tcp", fromPort: U, toPort: 443, cidrBlocks: [ANYONE] })],
    ],
    [
        "one port bound: known lower > P",
        "ok",
        [securityGroupRule({ protocol: "tcp", fromPort: 8000, toPort: U, cidrBlocks: [ANYONE] })],
    ],
    [
        "protocol",
        "indeterminate",
        [securityGroupRule({ protocol: U, fromPort: 6443, toPort: 6443, cidrBlocks: [ANYONE] })],
    ],
];

const SWITCHES: readonly Row[] = [
    ["whole rule list", "indeterminate", [{ type: "aws:ec2/securityGroup:SecurityGroup", props: { ingress: U } }]],
    [
        "whole rule list: an open stand-alone rule of a union is still a violation",
        "violation",
        [
            { type: "aws:ec2/securityGroup:SecurityGroup", name: "sg", id: "sg-1", props: { ingress: U } },
            securityGroupRule({ protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlocks: [ANYONE] }),
        ],
    ],
    [
        "whole rule list: in an ordered set a hidden deny may stand before it",
        "indeterminate",
        [
            {
                type: "azure-native:network:NetworkSecurityGroup",
                props: { resourceGroupName: "rg", networkSecurityGroupName: "nsg", securityRules: U },
            },
            {
                type: "azure-native:network:SecurityRule",
                props: { resourceGroupName: "rg", ...allowAny(), networkSecurityGroupName: "nsg" },
            },
        ],
    ],
    [
        "type",
        "indeterminate",
        [securityGroupRule({ type: U, protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlocks: [ANYONE] })],
    ],
    ["direction", "indeterminate", [networkSecurityGroup(allowAny({ direction: U }))]],
    [
        "egress",
        "indeterminate",
        [
            {
                type: "aws:ec2/networkAclRule:NetworkAclRule",
                props: {
                    networkAclId: "a",
                    ruleNumber: 1,
                    ruleAction: "allow",
                    egress: U,
                    protocol: "-1",
                    cidrBlock: ANYONE,
                },
            },
        ],
    ],
    ["action/access", "indeterminate", [networkSecurityGroup(allowAny({ access: U }))]],
    [
        "action/access: source known small",
        "ok",
        [networkSecurityGroup(allowAny({ access: U, sourceAddressPrefix: "198.51.100.0/24" }))],
    ],
    ["disabled of an allow", "indeterminate", [gcpAllow({ disabled: U })]],
    ["disabled of an allow: shadowed by a certain deny", "ok", [gcpAllow({ disabled: U }), gcpDeny()]],
];

const ORDER: readonly Row[] = [
    ["priority", "indeterminate", [networkSecurityGroup(denyAny({ priority: 300 }), allowAny({ priority: U }))]],
    ["priority: deny at the minimum covers it", "ok", [networkSecurityGroup(denyAny(), allowAny({ priority: U }))]],
    ["priority: no deny in the set", "violation", [networkSecurityGroup(allowAny({ priority: U }))]],
    [
        "rule number",
        "indeterminate",
        [
            networkAcl(aclEntry(100, "deny", "-1", { cidrBlock: ANYONE }), {
                ...aclEntry(1, "allow", "tcp", { cidrBlock: ANYONE }),
                ruleNo: U,
            }),
        ],
    ],
    [
        "anything of a deny: its source",
        "indeterminate",
        [networkSecurityGroup(denyAny({ sourceAddressPrefix: U }), allowAny())],
    ],
    ["anything of a deny: its protocol", "indeterminate", [networkSecurityGroup(denyAny({ protocol: U }), allowAny())]],
    [
        "anything of a deny: its port",
        "indeterminate",
        [networkSecurityGroup(denyAny({ destinationPortRange: U }), allowAny())],
    ],
    [
        "anything of a deny: no allow needs it",
        "violation",
        [networkSecurityGroup(denyAny({ priority: 300, sourceAddressPrefix: U }), allowAny())],
    ],
    ["anything of a deny: no allow at all", "ok", [networkSecurityGroup(denyAny({ sourceAddressPrefix: U }))]],
    ["target selectors", "indeterminate", [gcpAllow({ targetTags: [U] }), gcpDeny({ targetTags: ["web"] })]],
    ["target selectors: the allow's own never matter for openness", "violation", [gcpAllow({ targetTags: [U] })]],
    ["target selectors of a deny", "indeterminate", [gcpAllow({ targetTags: ["web"] }), gcpDeny({ targetTags: [U] })]],
];

const ADDRESS_GROUP_RULE: Given = {
    type: "gcp:compute/networkFirewallPolicyRule:NetworkFirewallPolicyRule",
    props: {
        firewallPolicy: "policy",
        priority: 1,
        action: "allow",
        direction: "INGRESS",
        match: { layer4Configs: [{ ipProtocol: "tcp" }], srcAddressGroups: [U] },
    },
};

function natRule(sources: Given["props"]): Given {
    return {
        type: "azure-native:network:AzureFirewall",
        props: {
            resourceGroupName: "rg",
            natRuleCollections: [
                {
                    name: "c",
                    priority: 100,
                    rules: [
                        {
                            name: "r",
                            protocols: ["TCP"],
                            destinationAddresses: ["20.0.0.1"],
                            destinationPorts: ["6443"],
                            translatedAddress: "10.0.0.4",
                            translatedPort: "6443",
                            ...sources,
                        },
                    ],
                },
            ],
        },
    };
}

const LISTS: readonly Row[] = [
    ["IP group id", "indeterminate", [natRule({ sourceIpGroups: [U] })]],
    ["address group id", "indeterminate", [ADDRESS_GROUP_RULE]],
    [
        "prefix list id: one in-stack dependency: its entries",
        "violation",
        [
            prefixList("list", ANYONE),
            {
                ...securityGroup(tcp6443({ prefixListIds: [U] })),
                name: "group",
                dependencies: { ingress: ["list"] },
            },
        ],
    ],
    [
        "prefix list id: several, all small",
        "ok",
        [
            prefixList("one", "198.51.100.0/24"),
            prefixList("two", "203.0.113.0/24"),
            {
                ...securityGroup(tcp6443({ prefixListIds: [U] })),
                name: "group",
                dependencies: { ingress: ["one", "two"] },
            },
        ],
    ],
    [
        "prefix list id: several, one of them large",
        "indeterminate",
        [
            prefixList("one", "198.51.100.0/24"),
            prefixList("two", ANYONE),
            {
                ...securityGroup(tcp6443({ prefixListIds: [U] })),
                name: "group",
                dependencies: { ingress: ["one", "two"] },
            },
        ],
    ],
    [
        "link: same object as every candidate for allows, none for denies",
        "indeterminate",
        [
            group("one", [allowAny()]),
            group("two", []),
            {
                type: "azure-native:network:SecurityRule",
                name: "deny",
                props: { resourceGroupName: "rg", networkSecurityGroupName: U, ...denyAny() },
                dependencies: { networkSecurityGroupName: ["one", "two"] },
            },
        ],
    ],
    [
        "enabled of an allow",
        "indeterminate",
        [
            {
                type: "google-native:container/v1:Cluster",
                props: { masterAuthorizedNetworksConfig: { enabled: U, cidrBlocks: [{ cidrBlock: "10.0.0.0/8" }] } },
            },
        ],
    ],
];

function prefixList(name: string, cidr: string): Given {
    return { type: "aws:ec2/managedPrefixList:ManagedPrefixList", name, props: { entries: [{ cidr }] } };
}

function group(name: string, securityRules: readonly Given["props"][]): Given {
    return {
        type: "azure-native:network:NetworkSecurityGroup",
        name,
        props: { resourceGroupName: "rg", networkSecurityGroupName: name, securityRules },
    };
}

const CLUSTERS: readonly Row[] = [
    ["EKS endpointPublicAccess", "indeterminate", [eks({ endpointPublicAccess: U })]],
    [
        "EKS endpointPublicAccess: known small publicAccessCidrs",
        "ok",
        [eks({ endpointPublicAccess: U, publicAccessCidrs: ["198.51.100.0/24"] })],
    ],
    ["EKS publicAccessCidrs", "indeterminate", [eks({ publicAccessCidrs: U })]],
    ["EKS publicAccessCidrs: endpoint known off", "ok", [eks({ endpointPublicAccess: false, publicAccessCidrs: U })]],
    ["AKS authorizedIPRanges", "indeterminate", [aks({ apiServerAccessProfile: { authorizedIPRanges: U } })]],
    [
        "AKS authorizedIPRanges: private cluster known true",
        "ok",
        [aks({ apiServerAccessProfile: { authorizedIPRanges: U, enablePrivateCluster: true } })],
    ],
    ["AKS enablePrivateCluster", "indeterminate", [aks({ apiServerAccessProfile: { enablePrivateCluster: U } })]],
    [
        "AKS enablePrivateCluster: known small ranges",
        "ok",
        [aks({ apiServerAccessProfile: { enablePrivateCluster: U, authorizedIPRanges: ["198.51.100.0/24"] } })],
    ],
    ["GKE cidrBlocks", "indeterminate", [gke({ masterAuthorizedNetworksConfig: { cidrBlocks: U } })]],
    [
        "GKE enablePrivateEndpoint: known small ranges",
        "ok",
        [
            gke({
                masterAuthorizedNetworksConfig: { cidrBlocks: [{ cidrBlock: "198.51.100.0/24" }] },
                privateClusterConfig: { enablePrivateEndpoint: U },
            }),
        ],
    ],
    ["GKE enablePrivateEndpoint", "indeterminate", [gke({ privateClusterConfig: { enablePrivateEndpoint: U } })]],
    ["whole apiServerAccessProfile", "indeterminate", [aks({ apiServerAccessProfile: U })]],
    ["whole vpcConfig", "indeterminate", [{ type: "aws:eks/cluster:Cluster", props: { vpcConfig: U } }]],
    ["whole masterAuthorizedNetworksConfig", "indeterminate", [gke({ masterAuthorizedNetworksConfig: U })]],
    [
        "whole masterAuthorizedNetworksConfig: private switch outside it known true",
        "ok",
        [gke({ masterAuthorizedNetworksConfig: U, privateClusterConfig: { enablePrivateEndpoint: true } })],
    ],
    [
        "whole apiServerAccessProfile of the classic provider: privateClusterEnabled known true",
        "ok",
        [
            {
                type: "azure:containerservice/kubernetesCluster:KubernetesCluster",
                props: { apiServerAccessProfile: U, privateClusterEnabled: true },
            },
        ],
    ],
    ["EKS endpointPublicAccess: known false", "ok", [eks({ endpointPublicAccess: false, publicAccessCidrs: U })]],
    ["GKE cidrBlocks: an element", "indeterminate", [gke({ masterAuthorizedNetworksConfig: { cidrBlocks: [U] } })]],
    [
        "GKE cidrBlocks: private endpoint known true",
        "ok",
        [
            gke({
                masterAuthorizedNetworksConfig: { cidrBlocks: U },
                privateClusterConfig: { enablePrivateEndpoint: true },
            }),
        ],
    ],
    ["Service type", "indeterminate", [service({ type: U })]],
    [
        "Service type: internal annotation",
        "ok",
        [service({ type: U }, { "service.beta.kubernetes.io/azure-load-balancer-internal": "true" })],
    ],
    ["Service type: small ranges", "ok", [service({ type: U, loadBalancerSourceRanges: ["198.51.100.0/24"] })]],
    [
        "tags, names, descriptions, vpcId, location: ignored",
        "violation",
        [
            {
                type: "aws:ec2/securityGroup:SecurityGroup",
                props: {
                    tags: U,
                    name: U,
                    description: U,
                    vpcId: U,
                    ingress: [tcp6443({ cidrBlocks: [ANYONE], description: U })],
                },
            },
        ],
    ],
];

it.each([...SOURCES, ...PORTS, ...SWITCHES, ...ORDER, ...LISTS, ...CLUSTERS])("6. %s: %s", (_row, verdict, given) => {
    expect(verdictOn(given)).toBe(verdict);
});
