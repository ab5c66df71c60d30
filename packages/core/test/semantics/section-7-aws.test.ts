import { expect, it } from "vitest";
import { type Given, judge, U, type Verdict, verdictOn } from "../corpus.js";
import { eks, securityGroup, securityGroupRule, tcp6443 } from "../given/aws.js";
import { networkSecurityGroup } from "../given/azure.js";

const ANYONE = "0.0.0.0/0";
/** Each half is under the limit of 2^20 addresses, both together are not. */
const HALVES = ["8.0.0.0/13", "8.8.0.0/13"] as const;
const OPEN = { protocol: "tcp", fromPort: 6443, toPort: 6443 } as const;

type Row = readonly [row: string, verdict: Verdict, given: readonly Given[]];

function group(more: Partial<Given> = {}): Given {
    return { ...securityGroup(tcp6443({ cidrBlocks: [HALVES[0]] })), name: "sg", ...more };
}

function rule(more: Given["props"], rest: Partial<Given> = {}): Given {
    return { ...securityGroupRule({ ...OPEN, cidrBlocks: [HALVES[1]], ...more }), ...rest };
}

const AWS: readonly Row[] = [
    ["AWS SG: by id", "violation", [group({ id: "sg-1" }), rule({ securityGroupId: "sg-1" })]],
    ["AWS SG: another id is another group", "ok", [group({ id: "sg-1" }), rule({ securityGroupId: "sg-2" })]],
    [
        "AWS SG: dependency has one SG",
        "violation",
        [group(), rule({ securityGroupId: U }, { dependencies: { securityGroupId: ["sg"] } })],
    ],
    [
        "AWS SG: several, each a candidate",
        "indeterminate",
        [
            group(),
            { ...group(), name: "other" },
            rule({ securityGroupId: U }, { dependencies: { securityGroupId: ["sg", "other"] } }),
        ],
    ],
    [
        "AWS SG: a stand-alone allow is judged even if the group is unknown",
        "violation",
        [rule({ securityGroupId: U, cidrBlocks: [ANYONE] })],
    ],
    [
        "AWS SG: dependencies of a whole resource are not a link",
        "ok",
        [group(), rule({ securityGroupId: U }, { dependencies: { description: ["sg"] } })],
    ],
    [
        "AWS SG: aws-native rule of a classic group",
        "violation",
        [
            group({ id: "sg-1" }),
            {
                type: "aws-native:ec2:SecurityGroupIngress",
                props: { groupId: "sg-1", ipProtocol: "tcp", fromPort: 6443, toPort: 6443, cidrIp: HALVES[1] },
            },
        ],
    ],
    [
        "AWS SG: a literal id and the same id by reference",
        "violation",
        [
            { ...group({ id: "sg-1" }), props: {} },
            rule({ securityGroupId: "sg-1", cidrBlocks: [HALVES[0]] }, { name: "literal" }),
            rule({ securityGroupId: U }, { name: "reference", dependencies: { securityGroupId: ["sg"] } }),
        ],
    ],
    [
        "AWS SG: two rules of one group outside the stack",
        "violation",
        [
            rule({ securityGroupId: "sg-9", cidrBlocks: [HALVES[0]] }, { name: "one" }),
            rule({ securityGroupId: "sg-9" }, { name: "two" }),
        ],
    ],
    [
        "AWS SG: classic and native rules of one group outside the stack",
        "violation",
        [
            rule(
                { securityGroupId: "sg-9", cidrBlocks: [HALVES[0]] },
                { provider: "urn:pulumi:dev::t::pulumi:providers:aws::one" },
            ),
            {
                type: "aws-native:ec2:SecurityGroupIngress",
                name: "native",
                provider: "urn:pulumi:dev::t::pulumi:providers:aws-native::one",
                props: { groupId: "sg-9", ipProtocol: "tcp", fromPort: 6443, toPort: 6443, cidrIp: HALVES[1] },
            },
        ],
    ],
    [
        "AWS SG: rules of two providers of one package never meet outside the stack either",
        "ok",
        HALVES.map((half, index) =>
            rule(
                { securityGroupId: "sg-9", cidrBlocks: [half] },
                { name: `rule-${index}`, provider: `urn:pulumi:dev::t::pulumi:providers:aws::${index}` },
            ),
        ),
    ],
    [
        "AWS SG: the same id under two providers is two groups",
        "ok",
        [
            group({ id: "sg-1", provider: "urn:pulumi:dev::t::pulumi:providers:aws::one" }),
            rule({ securityGroupId: "sg-1" }, { provider: "urn:pulumi:dev::t::pulumi:providers:aws::two" }),
        ],
    ],
    [
        "AWS SG: the same block twice counts once",
        "ok",
        [group({ id: "sg-1" }), rule({ securityGroupId: "sg-1", cidrBlocks: [HALVES[0]] })],
    ],
    [
        "AWS prefix list: list and entry",
        "violation",
        [
            {
                type: "aws:ec2/managedPrefixList:ManagedPrefixList",
                name: "list",
                id: "pl-1",
                props: { addressFamily: "IPv4", maxEntries: 5, entries: [{ cidr: HALVES[0] }] },
            },
            {
                type: "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
                name: "entry",
                props: { prefixListId: "pl-1", cidr: HALVES[1] },
            },
            rule({ cidrBlocks: undefined, prefixListIds: ["pl-1"] }),
        ],
    ],
    [
        "AWS prefix list: several candidates, all small",
        "ok",
        [
            ...["one", "two"].map((name) => ({
                type: "aws:ec2/managedPrefixList:ManagedPrefixList",
                name,
                props: { addressFamily: "IPv4", maxEntries: 5, entries: [{ cidr: "198.51.100.0/24" }] },
            })),
            rule({ cidrBlocks: undefined, prefixListIds: [U] }, { dependencies: { prefixListIds: ["one", "two"] } }),
        ],
    ],
    [
        "AWS prefix list: entries unknown",
        "indeterminate",
        [
            {
                type: "aws:ec2/managedPrefixList:ManagedPrefixList",
                name: "list",
                id: "pl-1",
                props: { addressFamily: "IPv4", maxEntries: 5, entries: U },
            },
            rule({ cidrBlocks: undefined, prefixListIds: ["pl-1"] }),
        ],
    ],
];

it.each(AWS)("7. %s: %s", (_row, verdict, given) => {
    expect(verdictOn(given)).toBe(verdict);
    expect(verdictOn(given.toReversed())).toBe(verdict);
});

it("reports one firewall on the group, with every member", () => {
    const judged = judge([group({ id: "sg-1" }), rule({ securityGroupId: "sg-1" })]);
    expect(judged.map(({ firewall }) => [firewall.subject.split("::").pop(), firewall.members.length])).toEqual([
        ["sg", 2],
    ]);
});

it("reports a rule of no known group on itself", () => {
    const judged = judge([rule({ securityGroupId: U, cidrBlocks: [ANYONE] })]);
    expect(judged.map(({ firewall }) => firewall.subject.split("::").pop())).toEqual(["rule"]);
});

it("sums however late a resource came", () => {
    const late = [
        eks({ publicAccessCidrs: ["198.51.100.0/24"] }),
        rule({ securityGroupId: "sg-1" }),
        group({ id: "sg-1" }),
    ];
    expect(verdictOn(late)).toBe("violation");
    expect(verdictOn([networkSecurityGroup(), ...late])).toBe("violation");
});
