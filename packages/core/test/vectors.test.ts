import { expect, it } from "vitest";
import { type Given, judge, U, type Verdict, verdictOn } from "./corpus.js";

const ANYONE = "0.0.0.0/0";

function securityGroup(...ingress: readonly Given["props"][]): Given {
    return { type: "aws:ec2/securityGroup:SecurityGroup", props: { ingress } };
}

function traffic(protocol: string, from: number, to: number, sources: Given["props"]): Given["props"] {
    return { protocol, fromPort: from, toPort: to, ...sources };
}

function tcp6443(sources: Given["props"]): Given["props"] {
    return traffic("tcp", 6443, 6443, sources);
}

function securityGroupRule(props: Given["props"], dependencies?: NonNullable<Given["dependencies"]>): Given {
    return {
        type: "aws:ec2/securityGroupRule:SecurityGroupRule",
        name: "rule",
        props: { type: "ingress", securityGroupId: "sg-1", ...props },
        ...(dependencies ? { dependencies } : {}),
    };
}

function networkAcl(...ingress: readonly Given["props"][]): Given {
    return { type: "aws:ec2/networkAcl:NetworkAcl", props: { vpcId: "vpc-1", ingress } };
}

function aclEntry(ruleNo: number, action: string, protocol: string, sources: Given["props"]): Given["props"] {
    const port = protocol === "-1" ? 0 : 6443;
    return { ruleNo, action, protocol, fromPort: port, toPort: port, ...sources };
}

function eks(vpcConfig: Given["props"]): Given {
    return { type: "aws:eks/cluster:Cluster", props: { roleArn: "arn:aws:iam::1:role/r", vpcConfig } };
}

function networkSecurityGroup(...securityRules: readonly Given["props"][]): Given {
    return {
        type: "azure-native:network:NetworkSecurityGroup",
        props: { resourceGroupName: "rg", networkSecurityGroupName: "nsg", securityRules },
    };
}

function nsgRule(priority: number, access: string, more: Given["props"]): Given["props"] {
    return {
        name: `rule-${priority}-${access}`,
        priority,
        access,
        direction: "Inbound",
        protocol: "Tcp",
        sourcePortRange: "*",
        destinationPortRange: "6443",
        destinationAddressPrefix: "*",
        ...more,
    };
}

function aks(props: Given["props"]): Given {
    return { type: "azure-native:containerservice:ManagedCluster", props: { resourceGroupName: "rg", ...props } };
}

function gcpFirewall(name: string, props: Given["props"]): Given {
    return { type: "gcp:compute/firewall:Firewall", name, props: { network: "default", ...props } };
}

function gke(props: Given["props"]): Given {
    return { type: "gcp:container/cluster:Cluster", props: { location: "europe-west1", ...props } };
}

const VECTORS: readonly (readonly [number, string, Verdict, readonly Given[]])[] = [
    [1, "base case", "violation", [securityGroup(tcp6443({ cidrBlocks: [ANYONE] }))]],
    [2, "IPv6 alone is the internet", "violation", [securityGroup(traffic("-1", 0, 0, { ipv6CidrBlocks: ["::/0"] }))]],
    [3, "half the internet", "violation", [securityGroup(traffic("tcp", 0, 65535, { cidrBlocks: ["0.0.0.0/1"] }))]],
    [4, "11.0.0.0/8 is public", "violation", [securityGroup(tcp6443({ cidrBlocks: ["10.0.0.0/7"] }))]],
    [5, "65,536 public addresses, under the limit", "ok", [securityGroup(tcp6443({ cidrBlocks: ["192.168.0.0/15"] }))]],
    [6, "this network, not any", "ok", [securityGroup(tcp6443({ cidrBlocks: ["0.0.0.0/8"] }))]],
    [
        7,
        "ICMP and GRE are not TCP",
        "ok",
        [
            securityGroup(
                traffic("icmp", -1, -1, { cidrBlocks: [ANYONE] }),
                traffic("47", 0, 0, { cidrBlocks: [ANYONE] }),
            ),
        ],
    ],
    [
        8,
        "a new group without ingress admits nothing",
        "ok",
        [{ type: "aws:ec2/securityGroup:SecurityGroup", props: {} }],
    ],
    [
        9,
        "a stand-alone rule adds to the group",
        "violation",
        [
            { type: "aws:ec2/securityGroup:SecurityGroup", name: "sg", id: "sg-1", props: { ingress: [] } },
            {
                type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                name: "rule",
                props: { securityGroupId: "sg-1", ipProtocol: "-1", cidrIpv4: ANYONE },
            },
        ],
    ],
    [
        10,
        "NAT64 form of all IPv4",
        "violation",
        [
            {
                type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                props: {
                    securityGroupId: "sg-1",
                    ipProtocol: "tcp",
                    fromPort: 6443,
                    toPort: 6443,
                    cidrIpv6: "64:ff9b::/96",
                },
            },
        ],
    ],
    [
        11,
        "a prefix list resolved through the dependency",
        "ok",
        [
            {
                type: "aws:ec2/managedPrefixList:ManagedPrefixList",
                name: "list",
                props: { addressFamily: "IPv4", maxEntries: 1, entries: [{ cidr: "203.0.113.0/24" }] },
            },
            securityGroupRule(
                { protocol: "tcp", fromPort: 6000, toPort: 7000, prefixListIds: [U] },
                { prefixListIds: ["list"] },
            ),
        ],
    ],
    [
        12,
        "an unknown protocol may be -1, which drops the ports",
        "indeterminate",
        [securityGroupRule({ protocol: U, fromPort: 443, toPort: 443, cidrBlocks: [ANYONE] })],
    ],
    [
        13,
        "an unknown block: /32 or /0",
        "indeterminate",
        [securityGroupRule({ protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlocks: [U] })],
    ],
    [14, "an unknown group reference is internal", "ok", [securityGroup(tcp6443({ securityGroups: [U] }))]],
    [
        15,
        "an adopted default ACL without ingress is empty",
        "ok",
        [{ type: "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl", props: { defaultNetworkAclId: "acl-1" } }],
    ],
    [
        16,
        "the deny hides private space only",
        "violation",
        [
            networkAcl(
                aclEntry(100, "deny", "-1", { cidrBlock: "10.0.0.0/8" }),
                aclEntry(200, "allow", "tcp", { cidrBlock: ANYONE }),
            ),
        ],
    ],
    [17, "families are separate", "violation", [networkAcl(aclEntry(100, "allow", "-1", { ipv6CidrBlock: "::/0" }))]],
    [
        18,
        "ports left out of an ACL rule become 0-0",
        "ok",
        [
            {
                type: "aws:ec2/networkAclRule:NetworkAclRule",
                props: {
                    networkAclId: "acl-1",
                    ruleNumber: 100,
                    ruleAction: "allow",
                    protocol: "tcp",
                    cidrBlock: ANYONE,
                },
            },
        ],
    ],
    [
        19,
        "host bits are masked to a /24",
        "ok",
        [
            {
                type: "aws-native:ec2:SecurityGroup",
                props: {
                    groupDescription: "d",
                    securityGroupIngress: [
                        { ipProtocol: "tcp", fromPort: 6443, toPort: 6443, cidrIp: "203.0.113.77/24" },
                    ],
                },
            },
        ],
    ],
    [20, "an empty list is the default", "violation", [eks({ endpointPublicAccess: true, publicAccessCidrs: [] })]],
    [21, "the endpoint is off", "ok", [eks({ endpointPublicAccess: false, publicAccessCidrs: [ANYONE] })]],
    [
        22,
        "the client address is replaced by the load balancer's",
        "violation",
        [
            {
                type: "aws:lb/loadBalancer:LoadBalancer",
                name: "lb",
                id: "arn:lb",
                props: { loadBalancerType: "network", internal: false },
            },
            {
                type: "aws:lb/targetGroup:TargetGroup",
                name: "targets",
                id: "arn:targets",
                props: { port: 6443, protocol: "TCP", targetType: "ip" },
            },
            {
                type: "aws:lb/listener:Listener",
                name: "listener",
                props: {
                    loadBalancerArn: "arn:lb",
                    port: 6443,
                    protocol: "TCP",
                    defaultActions: [{ type: "forward", targetGroupArn: "arn:targets" }],
                },
            },
            securityGroup(tcp6443({ cidrBlocks: ["10.0.0.0/8"] })),
        ],
    ],
    [
        23,
        "the default is everyone",
        "violation",
        [
            {
                type: "aws:lightsail/instancePublicPorts:InstancePublicPorts",
                props: { instanceName: "i", portInfos: [{ protocol: "tcp", fromPort: 6443, toPort: 6443 }] },
            },
        ],
    ],
    [
        24,
        "every Azure tenant",
        "violation",
        [networkSecurityGroup(nsgRule(100, "Allow", { sourceAddressPrefix: "AzureCloud" }))],
    ],
    [
        25,
        "200 first",
        "ok",
        [
            networkSecurityGroup(
                nsgRule(200, "Deny", { sourceAddressPrefix: "*" }),
                nsgRule(300, "Allow", { sourceAddressPrefix: "Internet" }),
            ),
        ],
    ],
    [
        26,
        "the range covers the port",
        "violation",
        [
            networkSecurityGroup(
                nsgRule(100, "Allow", {
                    protocol: "*",
                    sourceAddressPrefix: "*",
                    destinationPortRange: undefined,
                    destinationPortRanges: ["22", "6443-6444"],
                }),
            ),
        ],
    ],
    [
        27,
        "wrong protocol, wrong direction",
        "ok",
        [
            networkSecurityGroup(
                nsgRule(100, "Allow", { protocol: "Udp", sourceAddressPrefix: "*" }),
                nsgRule(110, "Allow", { direction: "Outbound", sourceAddressPrefix: "*" }),
            ),
        ],
    ],
    [
        28,
        "empty text is absent",
        "ok",
        [
            networkSecurityGroup(
                nsgRule(100, "Allow", { sourceAddressPrefix: "", sourceAddressPrefixes: ["198.51.100.0/24"] }),
            ),
        ],
    ],
    [
        29,
        "a client may use a low source port",
        "violation",
        [
            networkSecurityGroup(
                nsgRule(100, "Deny", { sourceAddressPrefix: "*", sourcePortRange: "1024-65535" }),
                nsgRule(200, "Allow", { sourceAddressPrefix: "*" }),
            ),
        ],
    ],
    [30, "public by default", "violation", [aks({})]],
    [
        31,
        "only its own outbound address",
        "ok",
        [aks({ apiServerAccessProfile: { authorizedIPRanges: ["0.0.0.0/32"] } })],
    ],
    [32, "not a working protection", "violation", [aks({ publicNetworkAccess: "Disabled" })]],
    [
        33,
        "no ports is every port",
        "violation",
        [gcpFirewall("allow", { allows: [{ protocol: "tcp" }], sourceRanges: [ANYONE] })],
    ],
    [
        34,
        "the other half remains",
        "violation",
        [
            gcpFirewall("deny", {
                priority: 900,
                denies: [{ protocol: "tcp", ports: ["6443"] }],
                sourceRanges: ["0.0.0.0/1"],
            }),
            gcpFirewall("allow", {
                priority: 1000,
                allows: [{ protocol: "tcp", ports: ["6443"] }],
                sourceRanges: [ANYONE],
            }),
        ],
    ],
    [
        35,
        "ranges or tags",
        "violation",
        [
            gcpFirewall("allow", {
                allows: [{ protocol: "6", ports: ["6000-6999"] }],
                sourceRanges: ["::/0"],
                sourceTags: ["x"],
            }),
        ],
    ],
    [
        36,
        "a hierarchical allow ends the chain",
        "violation",
        [
            {
                type: "gcp:compute/firewallPolicyRule:FirewallPolicyRule",
                name: "hierarchical",
                props: {
                    firewallPolicy: "policy",
                    priority: 100,
                    action: "allow",
                    direction: "INGRESS",
                    match: { layer4Configs: [{ ipProtocol: "tcp" }], srcIpRanges: [ANYONE] },
                },
            },
            gcpFirewall("deny", { priority: 0, denies: [{ protocol: "all" }], sourceRanges: [ANYONE] }),
        ],
    ],
    [
        37,
        "cloud-wide addresses",
        "violation",
        [gke({ masterAuthorizedNetworksConfig: { gcpPublicCidrsAccessEnabled: true } })],
    ],
    [
        38,
        "the public endpoint is off in any case",
        "ok",
        [
            gke({
                masterAuthorizedNetworksConfig: { cidrBlocks: [U] },
                privateClusterConfig: { enablePrivateNodes: true, enablePrivateEndpoint: true },
            }),
        ],
    ],
    [
        39,
        "restricted",
        "ok",
        [
            {
                type: "kubernetes:core/v1:Service",
                props: {
                    spec: { type: "LoadBalancer", ports: [{ port: 6443 }], loadBalancerSourceRanges: ["10.0.0.0/8"] },
                },
            },
        ],
    ],
    [
        40,
        "the default policy accepts",
        "violation",
        [{ type: "scaleway:instance/securityGroup:SecurityGroup", props: {} }],
    ],
];

it.each(VECTORS)("judges vector %i: %s", (_number, _reason, verdict, given) => {
    expect(verdictOn(given)).toBe(verdict);
});

it("judges every vector the same in any order of its resources", () => {
    for (const [number, , verdict, given] of VECTORS) {
        expect([number, verdictOn(given.toReversed())]).toEqual([number, verdict]);
    }
});

it("finds at least one firewall in every vector, so that no verdict is an accident", () => {
    for (const [number, , , given] of VECTORS) expect([number, judge(given).length > 0]).toEqual([number, true]);
});
