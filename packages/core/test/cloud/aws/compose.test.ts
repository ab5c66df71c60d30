import { expect, it } from "vitest";
import { composeFirewalls } from "../../../src/stack/stack.js";
import type { Resource } from "../../../src/value.js";
import { judgeStack, part, U, type Verdict } from "./judge.js";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const LIST = "aws:ec2/managedPrefixList:ManagedPrefixList";
const ENTRY = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry";
const ACL = "aws:ec2/networkAcl:NetworkAcl";
const ADOPTED_ACL = "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl";
const ACL_RULE = "aws:ec2/networkAclRule:NetworkAclRule";
const VPC = "aws:ec2/vpc:Vpc";

const tcp6443 = { protocol: "tcp", fromPort: 6443, toPort: 6443 };
const half = (cidr: string) => ({ ...tcp6443, cidrBlocks: [cidr] });
const group = part(GROUP, "group", { ingress: [] });
const otherGroup = part(GROUP, "other", { ingress: [] });
const list = (name: string, cidr: unknown) => part(LIST, name, { entries: [{ cidr: cidr as string }] });
const throughLists = (ids: readonly unknown[], lists: readonly Resource[]) =>
    part(RULE, "rule", { type: "ingress", ...tcp6443, prefixListIds: ids as string[] }, { prefixListIds: lists });
const small = list("small", "203.0.113.0/24");
const large = list("large", "0.0.0.0/0");
const vpc = part(VPC, "vpc", {});
const acl = part(ACL, "acl", {
    ingress: [{ ...tcp6443, ruleNo: 100, action: "deny", cidrBlock: "0.0.0.0/0" }],
});
const aclRule = (id: unknown, on: readonly Resource[], more = {}) =>
    part(
        ACL_RULE,
        "rule",
        {
            ...tcp6443,
            networkAclId: id as string,
            ruleNumber: 200,
            ruleAction: "allow",
            cidrBlock: "0.0.0.0/0",
            ...more,
        },
        { networkAclId: on },
    );

const rows: readonly (readonly [string, readonly Resource[], Verdict])[] = [
    [
        "inline + stand-alone rules: judge the union",
        [
            part(GROUP, "group", { ingress: [half("0.0.0.0/1")] }),
            part(
                RULE,
                "rule",
                { type: "ingress", securityGroupId: U, ...half("128.0.0.0/1") },
                { securityGroupId: [group] },
            ),
        ],
        "open",
    ],
    [
        "union over both rule resources: small parts add up to too much",
        [
            part(GROUP, "group", { ingress: [half("8.0.0.0/13")] }),
            part(
                RULE,
                "rule",
                { type: "ingress", securityGroupId: U, ...half("8.8.0.0/13") },
                { securityGroupId: [group] },
            ),
        ],
        "open",
    ],
    [
        "parts of two groups do not add up",
        [
            part(GROUP, "group", { ingress: [half("8.0.0.0/13")] }),
            otherGroup,
            part(
                RULE,
                "rule",
                { type: "ingress", securityGroupId: U, ...half("8.8.0.0/13") },
                { securityGroupId: [otherGroup] },
            ),
        ],
        "closed",
    ],
    [
        "several candidate groups: the sum may be in one",
        [
            part(GROUP, "group", { ingress: [half("8.0.0.0/13")] }),
            otherGroup,
            part(
                RULE,
                "rule",
                { type: "ingress", securityGroupId: U, ...half("8.8.0.0/13") },
                { securityGroupId: [group, otherGroup] },
            ),
        ],
        "undecided",
    ],
    [
        "group by literal id and by reference is one group",
        [
            part(GROUP, "group", { ingress: [] }, {}, { id: "sg-1" }),
            part(RULE, "rule", { type: "ingress", securityGroupId: "sg-1", ...half("8.0.0.0/13") }),
            part(
                INGRESS,
                "new",
                { securityGroupId: U, ipProtocol: "tcp", fromPort: 6443, toPort: 6443, cidrIpv4: "8.8.0.0/13" },
                { securityGroupId: [group] },
            ),
        ],
        "open",
    ],
    [
        "a stand-alone allow is judged even if the group is unknown",
        [part(RULE, "rule", { type: "ingress", securityGroupId: U, ...half("0.0.0.0/0") })],
        "open",
    ],
    ["prefix list resolved through the dependency: small", [small, throughLists([U], [small])], "closed"],
    ["prefix list resolved through the dependency: large", [large, throughLists([U], [large])], "open"],
    [
        "prefix list resolved by id",
        [part(LIST, "large", { entries: [{ cidr: "0.0.0.0/0" }] }, {}, { id: "pl-1" }), throughLists(["pl-1"], [])],
        "open",
    ],
    [
        "prefix lists, several candidates, all small",
        [small, list("tiny", "10.0.0.0/8"), throughLists([U], [small, list("tiny", "x")])],
        "closed",
    ],
    ["prefix lists, several candidates, one large", [small, large, throughLists([U], [small, large])], "undecided"],
    [
        "prefix list whose entries are unknown",
        [part(LIST, "list", { entries: U }), throughLists([U], [part(LIST, "list", {})])],
        "undecided",
    ],
    ["prefix list with an unknown entry", [list("list", U), throughLists([U], [list("list", U)])], "undecided"],
    ["prefix list outside the stack", [small, throughLists(["pl-9"], [])], "undecided"],
    [
        "prefix list + entry: the entry counts",
        [
            small,
            part(ENTRY, "entry", { prefixListId: U, cidr: "0.0.0.0/0" }, { prefixListId: [small] }),
            throughLists([U], [small]),
        ],
        "open",
    ],
    [
        "prefix list filled from an address plan",
        [
            small,
            part(
                "aws-native:ec2:IpamPrefixListResolverTarget",
                "target",
                { prefixListId: U },
                { prefixListId: [small] },
            ),
            throughLists([U], [small]),
        ],
        "undecided",
    ],
    [
        "prefix list outside the stack, an open entry of it inside",
        [part(ENTRY, "entry", { prefixListId: "pl-9", cidr: "0.0.0.0/0" }), throughLists(["pl-9"], [])],
        "open",
    ],
    [
        "prefix list outside the stack, a small entry of it inside",
        [part(ENTRY, "entry", { prefixListId: "pl-9", cidr: "10.0.0.0/8" }), throughLists(["pl-9"], [])],
        "undecided",
    ],
    [
        "prefix list outside the stack, an open entry of another one inside",
        [part(ENTRY, "entry", { prefixListId: "pl-8", cidr: "0.0.0.0/0" }), throughLists(["pl-9"], [])],
        "undecided",
    ],
    ["a prefix list alone is no firewall", [large], "closed"],
    [
        "aws-native prefix list and ingress",
        [
            part("aws-native:ec2:PrefixList", "list", { entries: [{ cidr: "::/0" }] }),
            part(
                "aws-native:ec2:SecurityGroupIngress",
                "rule",
                { ipProtocol: "-1", sourcePrefixListId: U, groupId: "sg-1" },
                { sourcePrefixListId: [part("aws-native:ec2:PrefixList", "list", {})] },
            ),
        ],
        "open",
    ],
    ["ACL rule behind a deny of its ACL, by dependency", [acl, aclRule(U, [acl])], "closed"],
    ["ACL rule before the deny of its ACL", [acl, aclRule(U, [acl], { ruleNumber: 50 })], "open"],
    ["ACL rule behind a deny of its ACL, by id", [{ ...acl, id: "acl-1" }, aclRule("acl-1", [])], "closed"],
    [
        "ACL rule of another ACL by id: the deny does not shadow",
        [{ ...acl, id: "acl-1" }, aclRule("acl-2", [])],
        "open",
    ],
    ["ACL rule of an ACL that is not known: the deny may shadow", [acl, aclRule(U, [])], "undecided"],
    [
        "default ACL through the VPC",
        [
            vpc,
            part(ADOPTED_ACL, "acl", { ...acl.properties, defaultNetworkAclId: U }, { defaultNetworkAclId: [vpc] }),
            aclRule(U, [vpc]),
        ],
        "closed",
    ],
    [
        "default ACL of another VPC",
        [
            vpc,
            part(ADOPTED_ACL, "acl", { ...acl.properties, defaultNetworkAclId: U }, { defaultNetworkAclId: [vpc] }),
            aclRule(U, [part(VPC, "second", {})]),
        ],
        "open",
    ],
    [
        "default group through the VPC adds up",
        [
            vpc,
            part(
                "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
                "group",
                { ingress: [half("8.0.0.0/13")], vpcId: U },
                { vpcId: [vpc] },
            ),
            part(
                RULE,
                "rule",
                { type: "ingress", securityGroupId: U, ...half("8.8.0.0/13") },
                { securityGroupId: [vpc] },
            ),
        ],
        "open",
    ],
    ["default VPC says nothing", [part("aws:ec2/defaultVpc:DefaultVpc", "vpc", {})], "closed"],
    [
        "components say nothing: their children do",
        [part("eks:index:Cluster", "cluster", { publicAccessCidrs: ["0.0.0.0/0"] })],
        "closed",
    ],
];

it.each(rows)("%s", (_, resources, verdict) => {
    expect(judgeStack(resources)).toBe(verdict);
    expect(judgeStack(resources.toReversed())).toBe(verdict);
});

it("Network Firewall only takes away: silence", () => {
    const types = ["aws:networkfirewall/firewall:Firewall", "aws-native:networkfirewall:FirewallPolicy"];
    expect(composeFirewalls(types.map((type) => part(type, "narrow", {})))).toEqual([]);
});
