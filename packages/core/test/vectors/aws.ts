import { U } from "../corpus.js";
import { aclEntry, eks, networkAcl, securityGroup, securityGroupRule, tcp6443, traffic } from "../given/aws.js";
import { ANYONE, type Vector } from "./vector.js";

/** Vectors 1 to 23. */
export const AWS_VECTORS: readonly Vector[] = [
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
];
