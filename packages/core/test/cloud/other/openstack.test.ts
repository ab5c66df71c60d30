import { expect, it } from "vitest";
import { IpSet } from "../../../src/ip-set.js";
import { found, judge, judgeOne, type Properties, part, type Row, resource, U, type Verdict } from "./judge.js";

const GROUP = "openstack:networking/secGroup:SecGroup";
const RULE = "openstack:networking/secGroupRule:SecGroupRule";
const COMPUTE = "openstack:compute/secGroup:SecGroup";
const CLOUD = "ovh:index/cloudSecurityGroup:CloudSecurityGroup";
const OPEN = {
    securityGroupId: "sg-1",
    direction: "ingress",
    ethertype: "IPv4",
    protocol: "tcp",
    portRangeMin: 6443,
    portRangeMax: 6443,
    remoteIpPrefix: "0.0.0.0/0",
};
const SMALL = "198.51.100.0/24";

const rules: readonly Row[] = [
    ["everyone", {}, "open"],
    ["a small prefix", { remoteIpPrefix: SMALL }, "closed"],
    ["IPv6", { ethertype: "IPv6", remoteIpPrefix: "::/0" }, "open"],
    ["egress", { direction: "egress" }, "closed"],
    ["direction not known", { direction: U }, "undecided"],
    ["direction that is neither is taken for ingress", { direction: "inbound" }, "open"],
    ["no protocol is any", { protocol: undefined, portRangeMin: undefined, portRangeMax: undefined }, "open"],
    ["empty protocol is any", { protocol: "", portRangeMin: undefined, portRangeMax: undefined }, "open"],
    ["protocol any", { protocol: "any", portRangeMin: undefined, portRangeMax: undefined }, "open"],
    ["protocol 0 is any", { protocol: "0", portRangeMin: undefined, portRangeMax: undefined }, "open"],
    ["protocol 6", { protocol: "6" }, "open"],
    ["protocol 17", { protocol: 17 }, "closed"],
    ["protocol icmp", { protocol: "icmp", portRangeMin: 0, portRangeMax: 0 }, "closed"],
    ["protocol not known", { protocol: U }, "undecided"],
    ["no ports are every port", { portRangeMin: undefined, portRangeMax: undefined }, "open"],
    ["ports of 0 are none: every port", { portRangeMin: 0, portRangeMax: 0 }, "open"],
    ["a range", { portRangeMin: 6000, portRangeMax: 7000 }, "open"],
    ["another range", { portRangeMin: 22, portRangeMax: 80 }, "closed"],
    ["ports as text", { portRangeMin: "22", portRangeMax: "80" }, "closed"],
    ["ports that are no plain decimal", { portRangeMin: "0x16", portRangeMax: 80 }, "open"],
    ["lower bound not known", { portRangeMin: U }, "undecided"],
    ["lower bound not known, upper below the port", { portRangeMin: U, portRangeMax: 80 }, "closed"],
    ["upper bound not known, lower above the port", { portRangeMin: 8000, portRangeMax: U }, "closed"],
    ["no remote is every address of the family", { remoteIpPrefix: undefined }, "open"],
    ["no remote is every address of the family: IPv6", { remoteIpPrefix: undefined, ethertype: "IPv6" }, "open"],
    ["empty remote is none", { remoteIpPrefix: "" }, "open"],
    ["no remote, family not given", { remoteIpPrefix: undefined, ethertype: undefined }, "open"],
    ["no remote, family not known", { remoteIpPrefix: undefined, ethertype: U }, "undecided"],
    ["a remote group is internal", { remoteIpPrefix: undefined, remoteGroupId: "sg-2" }, "closed"],
    ["a remote group is internal, even if it is not known", { remoteIpPrefix: undefined, remoteGroupId: U }, "closed"],
    ["a remote group and an open prefix", { remoteGroupId: "sg-2" }, "open"],
    ["an address group is not seen", { remoteIpPrefix: undefined, remoteAddressGroupId: "ag-1" }, "undecided"],
    ["a prefix not known", { remoteIpPrefix: U }, "undecided"],
    [
        "a prefix not known, and the port does not fit",
        { remoteIpPrefix: U, portRangeMin: 1, portRangeMax: 2 },
        "closed",
    ],
    ["a prefix that is none", { remoteIpPrefix: "0/0" }, "open"],
    ["host bits are masked", { remoteIpPrefix: "10.9.8.7/8" }, "closed"],
    ["keys in snake_case", { remoteIpPrefix: undefined, remote_ip_prefix: SMALL }, "closed"],
    ["two spellings that differ", { remote_ip_prefix: SMALL }, "undecided"],
    ["a key that nobody reads", { remoteIpPrefix: SMALL, cidr: "0.0.0.0/0" }, "undecided"],
    ["its group does not matter", { securityGroupId: U }, "open"],
];

it.each(rules)("rule: %s", (_, difference, verdict) => {
    expect(judgeOne(RULE, { ...OPEN, ...difference })).toBe(verdict);
});

it.each([
    ["IPv4", IpSet.ipv4],
    ["ipv6", IpSet.ipv6],
])("rule: every address of the family, and none of the other: %s", (ethertype, family) => {
    const [only] = found([resource(RULE, { ...OPEN, remoteIpPrefix: undefined, ethertype })]);
    expect(only?.atLeast.addresses.equals(family)).toBe(true);
});

it("rule: tells that it is about every protocol", () => {
    const [only] = found([resource(RULE, { ...OPEN, protocol: "any" })]);
    expect(only?.witness?.rule).toMatchObject({ anchor: "protocol-all", name: "it" });
});

it("a group without rules lets nobody in", () => {
    expect(judgeOne(GROUP, {})).toBe("closed");
});

it("rules of one group add up", () => {
    const group = part(GROUP, "group", {}, {}, { id: "sg-1" });
    const half = (name: string, remoteIpPrefix: string) => part(RULE, name, { ...OPEN, remoteIpPrefix });
    expect(judge([half("a", "1.0.0.0/13")])).toBe("closed");
    expect(judge([group, half("a", "1.0.0.0/13"), half("b", "1.8.0.0/13")])).toBe("open");
    const later = { ...OPEN, securityGroupId: U };
    const by = { securityGroupId: [group] };
    const parts = ["1.0.0.0/13", "1.8.0.0/13"].map((remoteIpPrefix) =>
        part(RULE, `rule ${remoteIpPrefix}`, { ...later, remoteIpPrefix }, by),
    );
    expect(judge([group, ...parts])).toBe("open");
});

const NOVA = { fromPort: 6443, toPort: 6443, ipProtocol: "tcp", cidr: "0.0.0.0/0" };
const computeRules: readonly Row[] = [
    ["everyone", {}, "open"],
    ["a small block", { cidr: SMALL }, "closed"],
    ["a bare address", { cidr: "203.0.113.9" }, "closed"],
    ["another port", { fromPort: 22, toPort: 22 }, "closed"],
    ["ports of -1", { fromPort: -1, toPort: -1 }, "open"],
    ["udp", { ipProtocol: "udp" }, "closed"],
    ["icmp", { ipProtocol: "icmp", fromPort: -1, toPort: -1 }, "closed"],
    ["a group is internal", { cidr: undefined, fromGroupId: U }, "closed"],
    ["self is internal", { cidr: "", self: true }, "closed"],
    ["self false is no source", { cidr: undefined, self: false }, "open"],
    ["no source is 0.0.0.0/0", { cidr: undefined }, "open"],
    ["a block not known", { cidr: U }, "undecided"],
    ["a port not known", { toPort: U }, "undecided"],
    ["keys in snake_case", { ipProtocol: undefined, ip_protocol: "udp" }, "closed"],
    ["a key that nobody reads", { cidr: SMALL, remote: "x" }, "undecided"],
];

it.each(computeRules)("compute group: %s", (_, difference, verdict) => {
    expect(judgeOne(COMPUTE, { rules: [{ ...NOVA, ...difference }] })).toBe(verdict);
});

const computeLists: readonly (readonly [string, Properties, Verdict])[] = [
    ["no rules", {}, "closed"],
    ["rules add up", { rules: [{ ...NOVA, cidr: "0.0.0.0/1" }] }, "open"],
    ["the whole list not known", { rules: U }, "undecided"],
    ["a rule that is no object", { rules: [[]] }, "undecided"],
];

it.each(computeLists)("compute group: %s", (_, properties, verdict) => {
    expect(judgeOne(COMPUTE, properties)).toBe(verdict);
});

const CLOUD_OPEN = {
    direction: "INGRESS",
    ethernetType: "IPV4",
    protocol: "TCP",
    portRangeMin: 6443,
    portRangeMax: 6443,
};

it.each<Row>([
    ["no remote is everyone", {}, "open"],
    ["a small prefix", { remoteIpPrefix: SMALL }, "closed"],
    ["EGRESS", { direction: "EGRESS" }, "closed"],
    ["a remote group is internal", { remoteGroupId: U }, "closed"],
    ["another port", { portRangeMin: 22, portRangeMax: 22 }, "closed"],
])("group of the OVH cloud: %s", (_, difference, verdict) => {
    expect(judgeOne(CLOUD, { rules: [{ ...CLOUD_OPEN, ...difference }] })).toBe(verdict);
});

it("group of the OVH cloud: no remote is every address of the family", () => {
    const rule = { ...CLOUD_OPEN, ethernetType: "IPV6" };
    const [only] = found([resource(CLOUD, { rules: [rule] })]);
    expect(only?.atLeast.addresses.equals(IpSet.ipv6)).toBe(true);
});

it("group of the OVH cloud: the whole list not known", () => {
    expect(judgeOne(CLOUD, { rules: U })).toBe("undecided");
});
