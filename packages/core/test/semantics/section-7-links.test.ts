import { describe, expect, it } from "vitest";
import { firewallsOf } from "../../src/stack/stack.js";
import { type Given, judge, resourcesOf, U, type Verdict, verdictOn } from "../corpus.js";
import { securityGroup, securityGroupRule, tcp6443 } from "../given/aws.js";
import { networkSecurityGroup, nsgRule } from "../given/azure.js";

const ANYONE = "0.0.0.0/0";
const SMALL = "198.51.100.0/24";
/** Each half is under the limit of 2^20 addresses, both together are not. */
const HALVES = ["8.0.0.0/13", "8.8.0.0/13"] as const;

type Row = readonly [row: string, verdict: Verdict, given: readonly Given[]];

const GROUP_OPEN = { ...securityGroup(tcp6443({ cidrBlocks: [ANYONE] })), name: "group", id: "sg-1" };
const GROUP_CLOSED = { ...securityGroup(tcp6443({ cidrBlocks: ["10.0.0.0/8"] })), name: "group", id: "sg-1" };
/** Open at the port of the listener only: what is behind it is the API. */
const GROUP_443 = {
    ...securityGroup({ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: [ANYONE] }),
    name: "group",
    id: "sg-1",
};

function loadBalancer(props: Given["props"]): Given {
    return {
        type: "aws:lb/loadBalancer:LoadBalancer",
        name: "lb",
        id: "arn:lb",
        props: { loadBalancerType: "network", internal: false, ...props },
    };
}

function listener(props: Given["props"], more: Partial<Given> = {}): Given {
    return {
        type: "aws:lb/listener:Listener",
        name: "listener",
        props: {
            loadBalancerArn: "arn:lb",
            port: 443,
            protocol: "TCP",
            defaultActions: [{ type: "forward", targetGroupArn: "arn:tg" }],
            ...props,
        },
        ...more,
    };
}

const TARGETS: Given = {
    type: "aws:lb/targetGroup:TargetGroup",
    name: "targets",
    id: "arn:tg",
    props: { port: 6443, protocol: "TCP", targetType: "ip" },
};

const LOAD_BALANCERS: readonly Row[] = [
    [
        "AWS LB: loadBalancerArn and targetGroupArn",
        "violation",
        [loadBalancer({ securityGroups: ["sg-1"] }), listener({}), TARGETS, GROUP_443],
    ],
    [
        "AWS LB: forward.targetGroups[].arn",
        "violation",
        [
            loadBalancer({ securityGroups: ["sg-1"] }),
            listener({ defaultActions: [{ type: "forward", forward: { targetGroups: [{ arn: "arn:tg" }] } }] }),
            TARGETS,
            GROUP_443,
        ],
    ],
    [
        "AWS LB: by dependency",
        "violation",
        [
            { ...loadBalancer({}), id: "arn:other" },
            listener(
                { loadBalancerArn: U, port: 6443, defaultActions: [{ type: "forward", targetGroupArn: U }] },
                { dependencies: { loadBalancerArn: ["lb"], defaultActions: ["targets"] } },
            ),
            TARGETS,
        ],
    ],
    [
        "AWS LB: a security group that is closed",
        "ok",
        [loadBalancer({ securityGroups: ["sg-1"] }), listener({ port: 6443 }), TARGETS, GROUP_CLOSED],
    ],
    [
        "AWS LB: unresolved SG: indeterminate, not open",
        "indeterminate",
        [loadBalancer({ securityGroups: ["sg-elsewhere"] }), listener({ port: 6443 }), TARGETS],
    ],
    ["AWS LB: internal", "ok", [loadBalancer({ internal: true }), listener({ port: 6443 }), TARGETS]],
];

function natRule(name: string, sources: readonly string[], more: Given["props"] = {}): Given {
    return {
        type: "azure-native:network:FirewallPolicyRuleCollectionGroup",
        name,
        props: {
            resourceGroupName: "rg",
            firewallPolicyName: "policy",
            priority: 100,
            ruleCollections: [
                {
                    ruleCollectionType: "FirewallPolicyNatRuleCollection",
                    name: "nat",
                    priority: 100,
                    action: { type: "DNAT" },
                    rules: [
                        {
                            ruleType: "NatRule",
                            name,
                            ipProtocols: ["TCP"],
                            sourceAddresses: sources,
                            destinationAddresses: ["20.0.0.1"],
                            destinationPorts: ["6443"],
                            translatedAddress: "10.0.0.4",
                            translatedPort: "6443",
                            ...more,
                        },
                    ],
                },
            ],
        },
    };
}

const AZURE_FIREWALLS: readonly Row[] = [
    ["Azure Firewall policy: NAT rules are judged alone", "violation", [natRule("open", ["*"])]],
    [
        "Azure Firewall policy: whichever policy it belongs to",
        "ok",
        [natRule("small", [SMALL]), natRule("other port", ["*"], { destinationPorts: ["22"], translatedPort: "22" })],
    ],
];

function policyRule(name: string, priority: number, action: string, more: Partial<Given> = {}): Given {
    const { props, ...rest } = more;
    return {
        type: "gcp:compute/networkFirewallPolicyRule:NetworkFirewallPolicyRule",
        name,
        props: {
            firewallPolicy: "policy",
            priority,
            action,
            direction: "INGRESS",
            match: { layer4Configs: [{ ipProtocol: "tcp" }], srcIpRanges: [ANYONE] },
            ...props,
        },
        ...rest,
    };
}

const POLICIES: readonly Row[] = [
    ["GCP policy: by name", "ok", [policyRule("deny", 1, "deny"), policyRule("allow", 2, "allow")]],
    [
        "GCP policy: another policy",
        "violation",
        [policyRule("deny", 1, "deny", { props: { firewallPolicy: "other" } }), policyRule("allow", 2, "allow")],
    ],
    [
        "GCP policy: by dependency",
        "ok",
        [
            { type: "gcp:compute/networkFirewallPolicy:NetworkFirewallPolicy", name: "policy", props: {} },
            ...[policyRule("deny", 1, "deny"), policyRule("allow", 2, "allow")].map((one) => ({
                ...one,
                props: { ...one.props, firewallPolicy: U },
                dependencies: { firewallPolicy: ["policy"] },
            })),
        ],
    ],
];

const alicloud = (name: string, props: Given["props"]): Given => ({
    type: "alicloud:ecs/securityGroupRule:SecurityGroupRule",
    name,
    props: { type: "ingress", ipProtocol: "tcp", portRange: "6443/6443", securityGroupId: "sg-1", ...props },
});
const ovh = (name: string, sequence: number, action: string, more: Given["props"] = {}): Given => ({
    type: "ovh:Ip/firewallRule:FirewallRule",
    name,
    props: { ip: "1.1.1.1/32", ipOnFirewall: "1.1.1.1", sequence, action, protocol: "tcp", ...more },
});

const OTHERS: readonly Row[] = [
    [
        "OpenStack: rules of one group add up",
        "violation",
        HALVES.map((half, index) => ({
            type: "openstack:networking/secGroupRule:SecGroupRule",
            name: `rule-${index}`,
            props: {
                securityGroupId: "group",
                direction: "ingress",
                ethertype: "IPv4",
                protocol: "tcp",
                portRangeMin: 6443,
                portRangeMax: 6443,
                remoteIpPrefix: half,
            },
        })),
    ],
    [
        "Alicloud: ordered, the drop of one group first",
        "ok",
        [
            alicloud("drop", { policy: "drop", priority: 1, cidrIp: ANYONE }),
            alicloud("accept", { policy: "accept", priority: 2, cidrIp: ANYONE }),
        ],
    ],
    [
        "Alicloud: the drop of another group",
        "violation",
        [
            alicloud("drop", { policy: "drop", priority: 1, cidrIp: ANYONE, securityGroupId: "sg-2" }),
            alicloud("accept", { policy: "accept", priority: 2, cidrIp: ANYONE }),
        ],
    ],
    [
        "Vultr: firewallGroupId",
        "violation",
        HALVES.map((half, index) => ({
            type: "vultr:index/firewallRule:FirewallRule",
            name: `rule-${index}`,
            props: {
                firewallGroupId: "group",
                ipType: "v4",
                protocol: "tcp",
                subnet: half.split("/")[0],
                subnetSize: 13,
                port: "6443",
            },
        })),
    ],
    [
        "Civo: firewallId",
        "violation",
        HALVES.map((half, index) => ({
            type: "civo:index/firewallRule:FirewallRule",
            name: `rule-${index}`,
            props: {
                firewallId: "firewall",
                direction: "ingress",
                action: "allow",
                protocol: "tcp",
                startPort: "6443",
                endPort: "6443",
                cidrs: [half],
            },
        })),
    ],
    ["OVH: ipOnFirewall, by sequence", "ok", [ovh("deny", 0, "deny"), ovh("permit", 1, "permit")]],
    [
        "OVH: another address",
        "violation",
        [ovh("deny", 0, "deny", { ipOnFirewall: "2.2.2.2", ip: "2.2.2.2/32" }), ovh("permit", 1, "permit")],
    ],
    [
        "Scaleway SG: group and rules",
        "violation",
        [
            {
                type: "scaleway:instance/securityGroup:SecurityGroup",
                name: "group",
                id: "fr-par-1/group",
                props: { inboundDefaultPolicy: "drop", externalRules: true },
            },
            {
                type: "scaleway:instance/securityGroupRules:SecurityGroupRules",
                name: "rules",
                props: {
                    securityGroupId: "fr-par-1/group",
                    inboundRules: [{ action: "accept", protocol: "TCP", port: 6443, ipRange: ANYONE }],
                },
            },
        ],
    ],
    [
        "Scaleway SG: rules that stand before the default policy",
        "ok",
        [
            {
                type: "scaleway:instance/securityGroup:SecurityGroup",
                name: "group",
                id: "fr-par-1/group",
                props: { inboundDefaultPolicy: "accept", externalRules: true },
            },
            {
                type: "scaleway:instance/securityGroupRules:SecurityGroupRules",
                name: "rules",
                props: {
                    securityGroupId: "fr-par-1/group",
                    inboundRules: [
                        { action: "drop", protocol: "TCP", port: 6443, ipRange: ANYONE },
                        { action: "drop", protocol: "TCP", port: 6443, ipRange: "::/0" },
                    ],
                },
            },
        ],
    ],
];

const KAPSULE: Given = { type: "scaleway:kubernetes/cluster:Cluster", name: "cluster", props: { version: "1.31" } };
const OVH_KUBE: Given = { type: "ovh:CloudProject/kube:Kube", name: "cluster", props: { region: "GRA9" } };

const CONTROL_PLANES: readonly Row[] = [
    ["K8s control planes: Scaleway without an Acl", "violation", [KAPSULE]],
    [
        "K8s control planes: Scaleway, dependency present: restricted by it",
        "ok",
        [
            KAPSULE,
            {
                type: "scaleway:kubernetes/acl:Acl",
                name: "acl",
                props: { clusterId: U, aclRules: [{ ip: SMALL }] },
                dependencies: { clusterId: ["cluster"] },
            },
        ],
    ],
    ["K8s control planes: OVH without restrictions", "violation", [OVH_KUBE]],
    [
        "K8s control planes: OVH, dependency present: restricted by it",
        "ok",
        [
            OVH_KUBE,
            {
                type: "ovh:CloudProject/kubeIpRestrictions:KubeIpRestrictions",
                name: "restrictions",
                props: { kubeId: U, ips: [SMALL] },
                dependencies: { kubeId: ["cluster"] },
            },
        ],
    ],
    [
        "K8s control planes: OVH, restricted to everyone",
        "violation",
        [
            OVH_KUBE,
            {
                type: "ovh:CloudProject/kubeIpRestrictions:KubeIpRestrictions",
                name: "restrictions",
                props: { kubeId: U, ips: [ANYONE] },
                dependencies: { kubeId: ["cluster"] },
            },
        ],
    ],
];

it.each([...LOAD_BALANCERS, ...AZURE_FIREWALLS, ...POLICIES, ...OTHERS, ...CONTROL_PLANES])(
    "7. %s: %s",
    (_row, verdict, given) => {
        expect(verdictOn(given)).toBe(verdict);
        expect(verdictOn(given.toReversed())).toBe(verdict);
    },
);

describe("7. rules", () => {
    const member = securityGroupRule({ protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlocks: [ANYONE] });
    const deny = nsgRule(100, "Deny", { sourceAddressPrefix: "*", protocol: "*" });
    const allow = nsgRule(200, "Allow", { sourceAddressPrefix: "*" });

    it("(1) a member of a union is judged exactly by itself", () => {
        const [alone] = resourcesOf([member]).flatMap(firewallsOf);
        expect(alone?.semantics).toBe("union");
        expect(verdictOn([member])).toBe("violation");
        expect(verdictOn([member, GROUP_CLOSED])).toBe("violation");
    });

    it("(2) an ordered member says that only the whole firewall decides", () => {
        const [alone] = resourcesOf([networkSecurityGroup(allow)]).flatMap(firewallsOf);
        expect(alone?.semantics).toBe("ordered");
    });

    it("(3) an unresolvable allow counts for every candidate, an unresolvable deny for none", () => {
        const groups = ["one", "two"].map((name) => ({
            ...networkSecurityGroup(...(name === "one" ? [deny] : [])),
            name,
            props: {
                ...networkSecurityGroup().props,
                networkSecurityGroupName: name,
                securityRules: name === "one" ? [deny] : [],
            },
        }));
        const hanging: Given = {
            type: "azure-native:network:SecurityRule",
            name: "rule",
            props: { resourceGroupName: "rg", networkSecurityGroupName: U, ...allow },
            dependencies: { networkSecurityGroupName: ["one", "two"] },
        };
        expect(verdictOn([...groups, hanging])).toBe("indeterminate");
        const doubtful = { ...hanging, props: { ...hanging.props, ...deny } };
        const open = { ...networkSecurityGroup(allow), name: "one" };
        const other = { ...networkSecurityGroup(), name: "two", props: { ...networkSecurityGroup().props } };
        expect(
            verdictOn([open, { ...other, props: { ...other.props, networkSecurityGroupName: "x" } }, doubtful]),
        ).toBe("indeterminate");
    });

    it("(4) the dependencies of another property are not a link", () => {
        const rule = securityGroupRule(
            { securityGroupId: U, protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlocks: [HALVES[1]] },
            { cidrBlocks: ["group"] },
        );
        const group = { ...securityGroup(tcp6443({ cidrBlocks: [HALVES[0]] })), name: "group" };
        expect(verdictOn([group, rule])).toBe("ok");
        expect(judge([group, rule]).map(({ firewall }) => firewall.members.length)).toEqual([1, 1]);
    });

    it("an open object stays open beside a load balancer that is not", () => {
        expect(verdictOn([GROUP_OPEN, loadBalancer({ internal: true }), listener({}), TARGETS])).toBe("violation");
    });
});
