import { expect, it } from "vitest";
import { contributionsOf, judge, type Properties, U, type Verdict } from "./judge.js";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const ADOPTED = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const OPEN = { protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlocks: ["0.0.0.0/0"] };

/** One rule: the open one with these differences. */
const rows: readonly (readonly [string, Properties, Verdict])[] = [
    ["protocol compare: names in any case", { protocol: "TCP" }, "open"],
    ["protocol compare: 6 is TCP, as text", { protocol: "6" }, "open"],
    ["protocol compare: 6 is TCP, as number", { protocol: 6 }, "open"],
    ["protocol compare: 17 is UDP", { protocol: "17" }, "closed"],
    ["protocol compare: udp", { protocol: "udp" }, "closed"],
    ["protocol compare: a name that is none may be anything", { protocol: "tpc" }, "open"],
    ["protocol compare: odd spellings of 6 may be 6", { protocol: "06" }, "open"],
    ["protocol compare: no protocol may be anything", { protocol: null }, "open"],
    ["-1 or all: every port", { protocol: "-1", fromPort: 0, toPort: 0 }, "open"],
    ["-1 or all: as number", { protocol: -1, fromPort: 0, toPort: 0 }, "open"],
    ["-1 or all: ALL in any case", { protocol: "ALL", fromPort: 0, toPort: 0 }, "open"],
    [
        "-1 or all: other ports could not be deployed, and are dropped",
        { protocol: "-1", fromPort: 443, toPort: 443 },
        "open",
    ],
    ["other protocol numbers: 47 is never TCP", { protocol: "47", fromPort: 0, toPort: 0 }, "closed"],
    ["tcp: inclusive at the lower bound", { fromPort: 6443, toPort: 7000 }, "open"],
    ["tcp: inclusive at the upper bound", { fromPort: 6000, toPort: 6443 }, "open"],
    ["tcp: one below", { fromPort: 6000, toPort: 6442 }, "closed"],
    ["tcp: one above", { fromPort: 6444, toPort: 7000 }, "closed"],
    ["tcp: 0-0 is port 0 only", { fromPort: 0, toPort: 0 }, "closed"],
    ["tcp with a port of -1: every port", { fromPort: -1, toPort: -1 }, "open"],
    ["tcp with a port of -1: one bound is enough", { fromPort: -1, toPort: 80 }, "open"],
    ["tcp with a missing port: every port", { fromPort: undefined, toPort: undefined }, "open"],
    ["tcp with a missing port: one bound is enough", { fromPort: undefined, toPort: 80 }, "open"],
    ["icmp: type and code are no ports", { protocol: "icmp", fromPort: -1, toPort: -1 }, "closed"],
    ["icmpv6: type and code are no ports", { protocol: "icmpv6", fromPort: -1, toPort: -1 }, "closed"],
    ["host bits in a CIDR: masked", { cidrBlocks: ["203.0.113.77/24"] }, "closed"],
    ["host bits in a CIDR: a masked /0 is everything", { cidrBlocks: ["1.2.3.4/0"] }, "open"],
    ["a bare address is that address", { cidrBlocks: ["8.8.8.8"] }, "closed"],
    ["IPv6 text forms: by value", { cidrBlocks: [], ipv6CidrBlocks: ["0:0:0:0:0:0:0:0/0"] }, "open"],
    ["IPv6 alone is the internet", { cidrBlocks: undefined, ipv6CidrBlocks: ["::/0"] }, "open"],
    [
        "self and groups are internal",
        { cidrBlocks: [], self: true, securityGroups: ["sg-1", "111122223333/sg-2"] },
        "closed",
    ],
    ["prefixListIds: outside the stack, nobody knows", { cidrBlocks: [], prefixListIds: ["pl-0a1b"] }, "undecided"],
    [
        "prefixListIds: the CloudFront list is a shared service",
        { cidrBlocks: [], prefixListIds: ["com.amazonaws.global.cloudfront.origin-facing"] },
        "closed",
    ],
    ["several sources in one rule: any of them", { cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0"] }, "open"],
    ["a rule with no source at all admits nothing", { cidrBlocks: [] }, "closed"],
    ["unknown CIDR element: nobody knows", { cidrBlocks: [U] }, "undecided"],
    ["unknown CIDR list: nobody knows", { cidrBlocks: U }, "undecided"],
    ["unknown CIDR element: another known element is open", { cidrBlocks: [U, "0.0.0.0/0"] }, "open"],
    ["unknown CIDR element: the port does not fit", { cidrBlocks: [U], fromPort: 443, toPort: 443 }, "closed"],
    ["unknown group reference: internal", { cidrBlocks: [], securityGroups: [U] }, "closed"],
    ["unknown group list: internal", { cidrBlocks: [], securityGroups: U }, "closed"],
    ["unknown self: internal", { cidrBlocks: [], self: U }, "closed"],
    ["unknown prefix list: nobody knows", { cidrBlocks: [], prefixListIds: [U] }, "undecided"],
    ["one port bound unknown: from", { fromPort: U }, "undecided"],
    ["one port bound unknown: to", { toPort: U }, "undecided"],
    ["one port bound unknown: known upper is below", { fromPort: U, toPort: 443 }, "closed"],
    ["one port bound unknown: known lower is above", { fromPort: 7000, toPort: U }, "closed"],
    ["both port bounds unknown", { fromPort: U, toPort: U }, "undecided"],
    ["protocol unknown", { protocol: U }, "undecided"],
    ["protocol unknown: it may drop the ports", { protocol: U, fromPort: 443, toPort: 443 }, "undecided"],
    ["fractional ports: cut off, lower", { fromPort: 6443.9, toPort: 6444 }, "open"],
    ["fractional ports: raw, upper", { fromPort: 6442.5, toPort: 6443.2 }, "open"],
    ["ports as decimal text are numbers", { fromPort: "443", toPort: "7000" }, "open"],
    ["ports as decimal text are never compared as text", { fromPort: "9", toPort: "10" }, "closed"],
    ["ports that are no plain decimal: hexadecimal", { fromPort: "0x192B", toPort: 80 }, "open"],
    ["ports that are no plain decimal: a space", { fromPort: " 22", toPort: 22 }, "open"],
    ["ports that are no number", { fromPort: Number.NaN, toPort: 22 }, "open"],
    ["ports that are infinite", { fromPort: 0, toPort: Number.POSITIVE_INFINITY }, "open"],
    ["ports that are a list", { fromPort: [22], toPort: 22 }, "open"],
    ["snake_case keys are accepted as they are", { cidrBlocks: undefined, cidr_blocks: ["0.0.0.0/0"] }, "open"],
    ["both spellings: the union", { cidrBlocks: ["10.0.0.0/8"], cidr_blocks: ["0.0.0.0/0"] }, "open"],
    ["snake_case ports", { fromPort: undefined, toPort: undefined, from_port: 22, to_port: 22 }, "closed"],
    ["a key that is neither may hide a source", { cidrBlocks: [], cidrblock: "0.0.0.0/0" }, "undecided"],
    [
        "a key that is neither, port does not fit",
        { cidrBlocks: [], cidrblock: "x", fromPort: 22, toPort: 22 },
        "closed",
    ],
    ["keys that the engine adds are no source", { cidrBlocks: [], __defaults: [] }, "closed"],
    ["empty text as an address: everything", { cidrBlocks: [""] }, "open"],
    ["null as a list of addresses", { cidrBlocks: null }, "undecided"],
    ["null beside another source is nothing given", { cidrBlocks: ["10.0.0.0/8"], ipv6CidrBlocks: null }, "closed"],
    ["null as an address", { cidrBlocks: [null] }, "undecided"],
    ["an object as an address", { cidrBlocks: [{ cidr: "10.0.0.0/8" }] }, "undecided"],
    ["a number as an address", { cidrBlocks: [10] }, "undecided"],
    ["an object as a list of addresses", { cidrBlocks: {} }, "undecided"],
    ["text that is no address: everything", { cidrBlocks: ["anywhere"] }, "open"],
    ["leading zeros in an address: everything", { cidrBlocks: ["010.0.0.0/8"] }, "open"],
    ["a zone id in an address: everything", { ipv6CidrBlocks: ["fe80::1%eth0/64"], cidrBlocks: [] }, "open"],
    ["digits of another script in an address: everything", { cidrBlocks: ["１０.0.0.0/8"] }, "open"],
    ["booleans as text: self", { cidrBlocks: [], self: "False" }, "closed"],
    [
        "a key named __proto__ is no lookup",
        JSON.parse('{"__proto__":{"cidrBlocks":["0.0.0.0/0"]},"cidrBlocks":[]}'),
        "closed",
    ],
];

it.each(rows)("%s", (_, difference, verdict) => {
    expect(judge(GROUP, { ingress: [{ ...OPEN, ...difference }] }).verdict).toBe(verdict);
});

it.each(rows)("default group: %s", (_, difference, verdict) => {
    expect(judge(ADOPTED, { ingress: [{ ...OPEN, ...difference }] }).verdict).toBe(verdict);
});

const wholes: readonly (readonly [string, Properties, Verdict])[] = [
    ["ingress omitted, new group: no ingress rules", {}, "closed"],
    ["ingress: [] is no ingress rules", { ingress: [] }, "closed"],
    ["egress is irrelevant", { egress: [OPEN] }, "closed"],
    ["union of allows: one open rule is final", { ingress: [{ ...OPEN, cidrBlocks: ["10.0.0.0/8"] }, OPEN] }, "open"],
    [
        "union of allows: halves add up",
        { ingress: ["0.0.0.0/1", "128.0.0.0/1"].map((half) => ({ ...OPEN, cidrBlocks: [half] })) },
        "open",
    ],
    ["whole rule list unknown", { ingress: U }, "undecided"],
    ["one rule of the list unknown", { ingress: [U] }, "undecided"],
    ["one rule of the list unknown, another open", { ingress: [U, OPEN] }, "open"],
    ["a rule that is text", { ingress: ["tcp"] }, "undecided"],
    ["a rule that is null", { ingress: [null] }, "undecided"],
    ["one object where a list belongs", { ingress: OPEN }, "open"],
    ["names, tags and the VPC unknown: ignored", { name: U, tags: U, vpcId: U, ingress: [] }, "closed"],
];

it.each(wholes)("%s", (_, properties, verdict) => {
    expect(judge(GROUP, properties).verdict).toBe(verdict);
});

it("DefaultSecurityGroup adopted without ingress: empty", () => {
    expect(judge(ADOPTED, { vpcId: "vpc-1" }).verdict).toBe("closed");
});

it("names the place and the value that opens the port", () => {
    const { witness } = judge(GROUP, { ingress: [{ ...OPEN, protocol: "-1", fromPort: 443 }] });
    expect(witness?.rule).toMatchObject({
        at: "ingress[0]",
        anchor: "protocol-all",
        because: [
            'ingress[0].cidrBlocks is ["0.0.0.0/0"]',
            'ingress[0].protocol "-1" admits every port, whatever ingress[0].fromPort says',
        ],
    });
});

it("names the value on which an undecided verdict depends", () => {
    expect(judge(GROUP, { ingress: [{ ...OPEN, cidrBlocks: ["10.0.0.0/8", U] }] }).causes).toEqual([
        {
            resource: `urn:pulumi:dev::shop::${GROUP}::it`,
            at: "ingress[0].cidrBlocks[1]",
            kind: "unknown",
            text: "known only after another resource exists",
        },
    ]);
});

it("is one firewall of its own, identified by its id", () => {
    expect(contributionsOf(GROUP, {})).toMatchObject([
        { kind: "firewall", semantics: "union", identity: { kind: "aws-security-group", keys: [] } },
    ]);
});

it.each([
    ["is not set", "443", { fromPort: undefined, toPort: 443 }],
    ["is -1", "-1", { fromPort: -1, toPort: -1 }],
])("says why bounds that name other ports admit this one: fromPort %s", (from, to, ports) => {
    const ingress = [{ protocol: "tcp", ...ports, cidrBlocks: ["0.0.0.0/0"] }];
    expect(judge(GROUP, { ingress }).witness?.rule.because).toEqual([
        'ingress[0].cidrBlocks is ["0.0.0.0/0"]',
        'ingress[0].protocol is "tcp"',
        `ingress[0].fromPort ${from}`,
        `ingress[0].toPort is ${to}`,
        "no cloud takes such ports, so they are read as every port",
    ]);
});
