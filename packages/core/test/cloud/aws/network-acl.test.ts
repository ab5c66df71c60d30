import { expect, it } from "vitest";
import { contributionsOf, judge, type Properties, U, type Verdict } from "./judge.js";

const ACL = "aws:ec2/networkAcl:NetworkAcl";
const ADOPTED = "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl";
const RULE = "aws:ec2/networkAclRule:NetworkAclRule";
const ALLOW = { ruleNo: 200, action: "allow", protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlock: "0.0.0.0/0" };
const DENY = { ...ALLOW, ruleNo: 100, action: "deny", protocol: "-1", fromPort: 0, toPort: 0 };
const SMALL = "10.0.0.0/8";

const rows: readonly (readonly [string, readonly (Properties | typeof U)[], Verdict])[] = [
    ["an allow", [ALLOW], "open"],
    ["order: the lower number first", [DENY, ALLOW], "closed"],
    ["order: numeric, not as written", [ALLOW, DENY], "closed"],
    [
        "order: numbers as text are numbers",
        [
            { ...ALLOW, ruleNo: "1000" },
            { ...DENY, ruleNo: "200" },
        ],
        "closed",
    ],
    ["order: an allow before the deny", [{ ...ALLOW, ruleNo: 50 }, DENY], "open"],
    ["order: a deny of private addresses hides nothing", [{ ...DENY, cidrBlock: SMALL }, ALLOW], "open"],
    ["order: a deny of half", [{ ...DENY, cidrBlock: "0.0.0.0/1" }, ALLOW], "open"],
    [
        "order: denies of both halves",
        [DENY, { ...DENY, ruleNo: 101 }]
            .map((deny, i) => ({ ...deny, cidrBlock: i ? "0.0.0.0/1" : "128.0.0.0/1" }))
            .concat([ALLOW]),
        "closed",
    ],
    [
        "a deny of another protocol hides nothing",
        [{ ...DENY, protocol: "udp", fromPort: 0, toPort: 65535 }, ALLOW],
        "open",
    ],
    ["a deny of other ports hides nothing", [{ ...DENY, protocol: "6", fromPort: 22, toPort: 22 }, ALLOW], "open"],
    ["protocol: number", [{ ...ALLOW, protocol: "6" }], "open"],
    ["protocol: ipv6-icmp", [{ ...ALLOW, protocol: "ipv6-icmp" }], "closed"],
    ["protocol: gre", [{ ...ALLOW, protocol: "gre" }], "closed"],
    ["protocol: -1 ignores ports", [{ ...ALLOW, protocol: "-1", fromPort: 0, toPort: 0 }], "open"],
    ["protocol: all ignores ports", [{ ...ALLOW, protocol: "all", fromPort: 22, toPort: 22 }], "open"],
    ["protocol: misspelt, an allow may be anything", [{ ...ALLOW, protocol: "tpc", fromPort: 22, toPort: 22 }], "open"],
    [
        "protocol: a deny by a name in capitals",
        [{ ...DENY, protocol: "TCP", fromPort: 6443, toPort: 6443 }, ALLOW],
        "undecided",
    ],
    ["protocol: an allow by a name in capitals", [{ ...ALLOW, protocol: "TCP", fromPort: 22, toPort: 22 }], "closed"],
    ["protocol: misspelt, a deny hides nothing for sure", [{ ...DENY, protocol: "tpc" }, ALLOW], "undecided"],
    [
        "families: IPv6 only is open too",
        [{ ...ALLOW, cidrBlock: undefined, ipv6CidrBlock: "::/0", protocol: "-1" }],
        "open",
    ],
    [
        "families: a deny of IPv4 does not cover IPv6",
        [DENY, { ...ALLOW, cidrBlock: undefined, ipv6CidrBlock: "::/0" }],
        "open",
    ],
    ["empty text beside a block is nothing", [{ ...ALLOW, cidrBlock: SMALL, ipv6CidrBlock: "" }], "closed"],
    ["host bits are masked", [{ ...ALLOW, cidrBlock: "10.9.8.7/8" }], "closed"],
    ["text that is no block: an allow is everything", [{ ...ALLOW, cidrBlock: "all" }], "open"],
    ["text that is no block: a deny hides nothing for sure", [{ ...DENY, cidrBlock: "all" }, ALLOW], "undecided"],
    ["action in capitals", [{ ...ALLOW, action: "ALLOW" }], "open"],
    ["action unknown", [{ ...ALLOW, action: U }], "undecided"],
    ["action unknown, source small", [{ ...ALLOW, action: U, cidrBlock: SMALL }], "closed"],
    ["action unknown of a deny before an allow", [{ ...DENY, action: U }, ALLOW], "undecided"],
    ["rule number unknown", [DENY, { ...ALLOW, ruleNo: U }], "undecided"],
    [
        "rule number unknown, a deny has the least",
        [
            { ...DENY, ruleNo: 1 },
            { ...ALLOW, ruleNo: U },
        ],
        "closed",
    ],
    [
        "rule number of a deny unknown, the allow has the last",
        [
            { ...DENY, ruleNo: U },
            { ...ALLOW, ruleNo: 32766 },
        ],
        "closed",
    ],
    ["rule number unknown, no deny in the set", [{ ...ALLOW, ruleNo: U }], "open"],
    ["rule number of a deny unknown", [{ ...DENY, ruleNo: U }, ALLOW], "undecided"],
    [
        "rule number of a deny unknown, no allow needs it",
        [
            { ...DENY, ruleNo: U },
            { ...ALLOW, cidrBlock: SMALL },
        ],
        "closed",
    ],
    ["source of a deny unknown", [{ ...DENY, cidrBlock: U }, ALLOW], "undecided"],
    ["ports of a deny unknown", [{ ...DENY, protocol: "6", toPort: U }, ALLOW], "undecided"],
    [
        "ports of a deny missing",
        [{ ...DENY, protocol: "6", fromPort: undefined, toPort: undefined }, ALLOW],
        "undecided",
    ],
    ["source of an allow unknown", [{ ...ALLOW, cidrBlock: U }], "undecided"],
    ["an entry unknown", [U, ALLOW], "undecided"],
    ["an entry unknown, alone", [U], "undecided"],
    ["an entry unknown behind nothing", [U, { ...ALLOW, cidrBlock: SMALL }], "undecided"],
    [
        "snake_case keys",
        [{ rule_no: 1, action: "allow", protocol: "6", from_port: 6443, to_port: 6443, cidr_block: "0.0.0.0/0" }],
        "open",
    ],
    ["a key that is not read", [{ ...ALLOW, cidrBlock: undefined, source: "0.0.0.0/0" }], "undecided"],
];

it.each(rows)("%s", (_, ingress, verdict) => {
    expect(judge(ACL, { ingress }).verdict).toBe(verdict);
    expect(judge(ADOPTED, { ingress }).verdict).toBe(verdict);
});

it("NetworkAcl and DefaultNetworkAcl without ingress deny all", () => {
    expect(judge(ACL, { egress: [ALLOW] }).verdict).toBe("closed");
    expect(judge(ADOPTED, {}).verdict).toBe("closed");
});

it("whole list of entries unknown", () => {
    expect(judge(ACL, { ingress: U }).verdict).toBe("undecided");
});

const OPEN = {
    networkAclId: "acl-1",
    ruleNumber: 1,
    ruleAction: "allow",
    protocol: "tcp",
    fromPort: 6443,
    toPort: 6443,
    cidrBlock: "0.0.0.0/0",
};
const ruleRows: readonly (readonly [string, Properties, Verdict])[] = [
    ["an allow", {}, "open"],
    ["ports omitted, tcp: port 0 only", { fromPort: undefined, toPort: undefined }, "closed"],
    ["ports omitted, -1: every port", { protocol: "-1", fromPort: undefined, toPort: undefined }, "open"],
    ["egress true", { egress: true }, "closed"],
    ["egress true as text", { egress: "true" }, "closed"],
    ["egress false", { egress: false }, "open"],
    ["egress unknown", { egress: U }, "undecided"],
    ["a deny alone", { ruleAction: "deny" }, "closed"],
    ["host bits are masked", { cidrBlock: "0.0.0.1/0" }, "open"],
    ["no source, and the port fits", { cidrBlock: undefined }, "undecided"],
];

it.each(ruleRows)("NetworkAclRule: %s", (_, difference, verdict) => {
    expect(judge(RULE, { ...OPEN, ...difference }).verdict).toBe(verdict);
});

it("is judged as a network ACL, whole", () => {
    expect(contributionsOf(ADOPTED, { defaultNetworkAclId: "acl-1" })).toMatchObject([
        { kind: "network-acl", semantics: "ordered", identity: { kind: "aws-network-acl", keys: ["acl-1"] } },
    ]);
    expect(contributionsOf(RULE, OPEN)).toMatchObject([
        { kind: "network-acl", semantics: "ordered", belongsTo: { kind: "aws-network-acl", key: "acl-1" } },
    ]);
});
