import { expect, it } from "vitest";
import { contributionsOf, judge, type Properties, U, type Verdict } from "./judge.js";

const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const OPEN = {
    type: "ingress",
    securityGroupId: "sg-1",
    protocol: "tcp",
    fromPort: 6443,
    toPort: 6443,
    cidrBlocks: ["0.0.0.0/0"],
};

const rows: readonly (readonly [string, Properties, Verdict])[] = [
    ["an open rule is open, whatever group it is in", {}, "open"],
    ["type egress is irrelevant", { type: "egress" }, "closed"],
    ["type unknown: inbound or outbound", { type: U }, "undecided"],
    ["type unknown, source small", { type: U, cidrBlocks: ["10.0.0.0/8"] }, "closed"],
    ["type that is none of the two: inbound", { type: "inbound" }, "open"],
    ["-1 drops the ports that are given", { protocol: "-1", fromPort: 443, toPort: 443 }, "open"],
    ["all drops the ports that are given", { protocol: "all", fromPort: 443, toPort: 443 }, "open"],
    ["protocol unknown: if it is -1, ports are dropped", { protocol: U, fromPort: 443, toPort: 443 }, "undecided"],
    ["IPv6", { cidrBlocks: undefined, ipv6CidrBlocks: ["::/0"] }, "open"],
    ["sourceSecurityGroupId is internal", { cidrBlocks: undefined, sourceSecurityGroupId: "sg-2" }, "closed"],
    ["sourceSecurityGroupId unknown is internal", { cidrBlocks: undefined, sourceSecurityGroupId: U }, "closed"],
    ["self is internal", { cidrBlocks: undefined, self: true }, "closed"],
    ["prefixListIds outside the stack", { cidrBlocks: undefined, prefixListIds: ["pl-1"] }, "undecided"],
    ["cidrBlocks unknown in part", { cidrBlocks: [U] }, "undecided"],
    ["securityGroupId unknown: judged all the same", { securityGroupId: U }, "open"],
    ["no source, and the port fits", { cidrBlocks: undefined }, "undecided"],
    ["no source: empty lists", { cidrBlocks: [], self: false, sourceSecurityGroupId: "" }, "undecided"],
    ["no source, and the port does not fit", { cidrBlocks: undefined, fromPort: 22, toPort: 22 }, "closed"],
    ["null where addresses belong", { cidrBlocks: null }, "undecided"],
    ["snake_case keys", { cidrBlocks: undefined, cidr_blocks: ["0.0.0.0/0"] }, "open"],
    ["a key that is not read may hide a source", { cidrBlocks: ["10.0.0.0/8"], sourceCidr: "0.0.0.0/0" }, "undecided"],
    ["tcp with ports of -1", { fromPort: -1, toPort: -1 }, "open"],
];

it.each(rows)("%s", (_, difference, verdict) => {
    expect(judge(RULE, { ...OPEN, ...difference }).verdict).toBe(verdict);
});

const NEW_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const NEW_OPEN = {
    securityGroupId: "sg-1",
    ipProtocol: "tcp",
    fromPort: 6443,
    toPort: 6443,
    cidrIpv4: "0.0.0.0/0",
};

const newRows: readonly (readonly [string, Properties, Verdict])[] = [
    ["an open rule is open", {}, "open"],
    ["-1 ignores the ports", { ipProtocol: "-1", fromPort: 443, toPort: 443 }, "open"],
    ["-1 without ports", { ipProtocol: "-1", fromPort: undefined, toPort: undefined }, "open"],
    ["tcp without ports: every port", { fromPort: undefined, toPort: undefined }, "open"],
    ["icmp without ports", { ipProtocol: "icmp", fromPort: -1, toPort: -1 }, "closed"],
    ["IPv6", { cidrIpv4: undefined, cidrIpv6: "::/0" }, "open"],
    ["NAT64 form of all IPv4", { cidrIpv4: undefined, cidrIpv6: "64:ff9b::/96" }, "open"],
    ["mapped form of all IPv4", { cidrIpv4: undefined, cidrIpv6: "::ffff:0:0/96" }, "open"],
    ["6to4 form of all IPv4", { cidrIpv4: undefined, cidrIpv6: "2002::/16" }, "open"],
    ["mapped form of private IPv4", { cidrIpv4: undefined, cidrIpv6: "::ffff:10.0.0.0/104" }, "closed"],
    ["referencedSecurityGroupId is internal", { cidrIpv4: undefined, referencedSecurityGroupId: "1/sg-2" }, "closed"],
    ["prefixListId outside the stack", { cidrIpv4: undefined, prefixListId: "pl-1" }, "undecided"],
    ["cidrIpv4 unknown", { cidrIpv4: U }, "undecided"],
    ["cidrIpv4 null", { cidrIpv4: null }, "undecided"],
    ["cidrIpv4 empty text", { cidrIpv4: "" }, "open"],
    ["cidrIpv4 an object", { cidrIpv4: {} }, "undecided"],
    ["no source, and the port fits", { cidrIpv4: undefined }, "undecided"],
    ["no source, and the port does not fit", { cidrIpv4: undefined, fromPort: 1, toPort: 2 }, "closed"],
    ["ports unknown", { fromPort: U, toPort: U }, "undecided"],
    ["ipProtocol unknown", { ipProtocol: U }, "undecided"],
    [
        "tags and description say nothing",
        { tags: { cidrBlocks: "0.0.0.0/0" }, description: U, cidrIpv4: "10.0.0.0/8" },
        "closed",
    ],
];

it.each(newRows)("ingress rule: %s", (_, difference, verdict) => {
    expect(judge(NEW_RULE, { ...NEW_OPEN, ...difference }).verdict).toBe(verdict);
});

it("links to its group by id, or by what that property depends on", () => {
    const [known] = contributionsOf(NEW_RULE, NEW_OPEN);
    expect(known?.belongsTo).toMatchObject({ kind: "aws-security-group", key: "sg-1", dependencies: [] });
    const [open] = contributionsOf(NEW_RULE, { ...NEW_OPEN, securityGroupId: U });
    expect(open?.belongsTo).toMatchObject({ kind: "aws-security-group", key: undefined, cause: { kind: "unknown" } });
});
