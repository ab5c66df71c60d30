import { expect, it } from "vitest";
import { IpSet } from "../../../src/ip-set.js";
import { composeFirewalls } from "../../../src/stack/stack.js";
import {
    causesOn,
    found,
    judge,
    judgeOne,
    type Properties,
    part,
    type Row,
    resource,
    U,
    type Verdict,
} from "./judge.js";

const GROUP = "scaleway:instance/securityGroup:SecurityGroup";
const OLD_GROUP = "scaleway:index/instanceSecurityGroup:InstanceSecurityGroup";
const RULES = "scaleway:instance/securityGroupRules:SecurityGroupRules";
const CLUSTER = "scaleway:kubernetes/cluster:Cluster";
const ACL = "scaleway:kubernetes/acl:Acl";
const ACCEPT = { action: "accept", protocol: "TCP", port: 6443, ipRange: "0.0.0.0/0" };
const DROP_IPV4 = { ...ACCEPT, action: "drop" };
const DROP_IPV6 = { ...DROP_IPV4, ipRange: "::/0" };
const SMALL = "198.51.100.0/24";

const rules: readonly Row[] = [
    ["everyone", {}, "open"],
    ["IPv6", { ipRange: "::/0" }, "open"],
    ["a small range", { ipRange: SMALL }, "closed"],
    ["no ip and no ipRange: everyone", { ipRange: undefined }, "open"],
    ["empty texts are none: everyone", { ipRange: "", ip: "" }, "open"],
    ["a single ip", { ipRange: undefined, ip: "203.0.113.9" }, "closed"],
    ["a range beside an ip: the range counts", { ipRange: SMALL, ip: "0.0.0.0/0" }, "closed"],
    ["an ip not known", { ipRange: undefined, ip: U }, "undecided"],
    ["a range not known", { ipRange: U }, "undecided"],
    ["a range that is none", { ipRange: "any" }, "open"],
    ["action in capitals", { action: "ACCEPT" }, "open"],
    ["a drop", { action: "drop" }, "closed"],
    ["action not known", { action: U }, "undecided"],
    ["protocol is TCP by default", { protocol: undefined }, "open"],
    ["protocol ANY", { protocol: "ANY", port: undefined }, "open"],
    ["protocol ANY at another port", { protocol: "ANY", port: 22 }, "open"],
    ["protocol UDP", { protocol: "UDP" }, "closed"],
    ["protocol not known", { protocol: U }, "undecided"],
    ["protocol not known, another port: ANY may have every port", { protocol: U, port: 22 }, "undecided"],
    ["no port is every port", { port: undefined }, "open"],
    ["port 0 is none: every port", { port: 0 }, "open"],
    ["portRange", { port: undefined, portRange: "6000-7000" }, "open"],
    ["portRange counts before port", { portRange: "22-23" }, "closed"],
    ["portRange 0-0 is none: every port", { portRange: "0-0" }, "open"],
    ["portRange that is none", { portRange: "22,23" }, "open"],
    ["port not known", { port: U }, "undecided"],
    ["portRange not known", { portRange: U }, "undecided"],
    ["keys in snake_case", { ipRange: undefined, ip_range: SMALL }, "closed"],
    ["a key that nobody reads", { ipRange: SMALL, source: "0.0.0.0/0" }, "undecided"],
];

it.each(rules)("group, rule: %s", (_, difference, verdict) => {
    const properties = { inboundDefaultPolicy: "drop", inboundRules: [{ ...ACCEPT, ...difference }] };
    expect(judgeOne(GROUP, properties)).toBe(verdict);
    expect(judgeOne(OLD_GROUP, properties)).toBe(verdict);
});

it("group, rule: the provider appends /32 to an ip of whatever family", () => {
    const ip = { ...ACCEPT, ipRange: undefined, ip: "2001:db9::1" };
    const [only] = found([resource(GROUP, { inboundDefaultPolicy: "drop", inboundRules: [ip] })]);
    expect(only?.atLeast.addresses.toCidrBlocks().map(String)).toEqual(["2001:db9::/32"]);
});

const groups: readonly (readonly [string, Properties, Verdict])[] = [
    ["the default policy accepts", {}, "open"],
    ["inboundDefaultPolicy accept", { inboundDefaultPolicy: "accept" }, "open"],
    ["inboundDefaultPolicy drop", { inboundDefaultPolicy: "drop" }, "closed"],
    ["inboundDefaultPolicy in capitals", { inboundDefaultPolicy: "DROP" }, "closed"],
    ["inboundDefaultPolicy not known", { inboundDefaultPolicy: U }, "undecided"],
    ["outboundDefaultPolicy changes nothing", { outboundDefaultPolicy: "drop" }, "open"],
    ["drops of both families before the default", { inboundRules: [DROP_IPV4, DROP_IPV6] }, "closed"],
    ["a drop of IPv4 leaves IPv6", { inboundRules: [DROP_IPV4] }, "open"],
    [
        "a drop of everyone without an address may leave IPv6",
        { inboundRules: [{ ...DROP_IPV4, ipRange: "" }] },
        "undecided",
    ],
    [
        "a drop of other ports",
        {
            inboundRules: [
                { ...DROP_IPV4, port: 22 },
                { ...DROP_IPV6, port: 22 },
            ],
        },
        "open",
    ],
    [
        "a drop of ANY at another port surely drops no other",
        { inboundRules: [DROP_IPV4, DROP_IPV6].map((one) => ({ ...one, protocol: "ANY", port: 22 })) },
        "open",
    ],
    [
        "a drop of ANY",
        { inboundRules: [DROP_IPV4, DROP_IPV6].map((one) => ({ ...one, protocol: "ANY", port: undefined })) },
        "closed",
    ],
    [
        "a drop without a protocol is of TCP",
        { inboundRules: [DROP_IPV4, DROP_IPV6].map((one) => ({ ...one, protocol: undefined })) },
        "closed",
    ],
    [
        "a drop whose port is none",
        { inboundRules: [DROP_IPV4, DROP_IPV6].map((one) => ({ ...one, portRange: "22,6443" })) },
        "undecided",
    ],
    ["order: an accept before the drop", { inboundDefaultPolicy: "drop", inboundRules: [ACCEPT, DROP_IPV4] }, "open"],
    ["order: the drop before an accept", { inboundDefaultPolicy: "drop", inboundRules: [DROP_IPV4, ACCEPT] }, "closed"],
    ["a drop that is not known", { inboundRules: [{ ...DROP_IPV4, ipRange: U }, DROP_IPV6] }, "undecided"],
    ["a drop with a key that nobody reads", { inboundRules: [{ ...DROP_IPV4, x: 1 }, DROP_IPV6] }, "undecided"],
    ["a rule not known before an open one", { inboundDefaultPolicy: "drop", inboundRules: [U, ACCEPT] }, "undecided"],
    ["the whole list not known", { inboundDefaultPolicy: "drop", inboundRules: U }, "undecided"],
    ["a rule that is no object", { inboundDefaultPolicy: "drop", inboundRules: [1] }, "undecided"],
    ["a module of Terraform writes inbound_rule", { inbound_default_policy: "drop", inbound_rule: [ACCEPT] }, "open"],
    [
        "two lists: nobody knows which comes first",
        { inboundRules: [DROP_IPV4, DROP_IPV6], inbound_rules: [] },
        "undecided",
    ],
    [
        "external rules are seen elsewhere or not at all",
        { inboundDefaultPolicy: "drop", externalRules: true },
        "closed",
    ],
];

it.each(groups)("group: %s", (_, properties, verdict) => {
    expect(judgeOne(GROUP, properties)).toBe(verdict);
});

it("group: a drop of everyone without an address surely drops IPv4, and may leave IPv6", () => {
    const [only] = found([resource(GROUP, { inboundRules: [{ ...DROP_IPV4, ipRange: "" }] })]);
    expect(only?.atMost.addresses.equals(IpSet.ipv6)).toBe(true);
    expect(only?.atLeast.addresses.isEmpty).toBe(true);
});

it("group: is judged alone unless its rules may stand elsewhere", () => {
    const semantics = (properties: Properties) => composeFirewalls([resource(GROUP, properties)])[0]?.semantics;
    expect(semantics({})).toBe("union");
    expect(semantics({ externalRules: true })).toBe("ordered");
    expect(semantics({ externalRules: U })).toBe("ordered");
});

const external: readonly (readonly [string, Properties, Properties, Verdict])[] = [
    ["an open rule", { inboundDefaultPolicy: "drop" }, { inboundRules: [ACCEPT] }, "open"],
    ["no rules, and the policy drops", { inboundDefaultPolicy: "drop" }, {}, "closed"],
    ["drops before a policy that accepts", {}, { inboundRules: [DROP_IPV4, DROP_IPV6] }, "closed"],
    ["nothing before a policy that accepts", {}, { inboundRules: [] }, "open"],
    ["rules not known before a policy that accepts", {}, { inboundRules: U }, "undecided"],
];

it.each(external)("external rules: %s", (_, group, list, verdict) => {
    const owner = part(GROUP, "group", { externalRules: true, ...group }, {}, { id: "fr-par-1/id" });
    expect(judge([owner, part(RULES, "rules", { securityGroupId: "id", ...list })])).toBe(verdict);
    const unnamed = part(GROUP, "group", { externalRules: true, ...group });
    const linked = part(RULES, "rules", { securityGroupId: U, ...list }, { securityGroupId: [unnamed] });
    expect(judge([unnamed, linked])).toBe(verdict);
});

it("external rules of a group elsewhere: its policy is not known", () => {
    const drops = { securityGroupId: "id", inboundRules: [DROP_IPV4, DROP_IPV6] };
    expect(judgeOne(RULES, { securityGroupId: "id", inboundRules: [] })).toBe("undecided");
    expect(judgeOne(RULES, drops)).toBe("closed");
    expect(judgeOne(RULES, { securityGroupId: "id", inboundRules: [ACCEPT] })).toBe("open");
    expect(causesOn([resource(RULES, { securityGroupId: "id" })])).toEqual([
        'securityGroupId: security group "id" is not part of this stack',
    ]);
});

it("external rules by two resources: one replaces the other", () => {
    const group = part(GROUP, "group", { externalRules: true }, {}, { id: "id" });
    const drops = part(RULES, "drops", { securityGroupId: "id", inboundRules: [DROP_IPV4, DROP_IPV6] });
    const small = part(RULES, "small", { securityGroupId: "id", inboundRules: [{ ...ACCEPT, ipRange: SMALL }] });
    expect(judge([group, drops])).toBe("closed");
    expect(judge([group, drops, small])).toBe("undecided");
});

const acls: readonly Row[] = [
    ["the listed blocks", { aclRules: [{ ip: SMALL }] }, "closed"],
    ["a bare address", { aclRules: [{ ip: "203.0.113.9" }] }, "closed"],
    ["everyone listed", { aclRules: [{ ip: SMALL }, { ip: "0.0.0.0/0" }] }, "open"],
    ["every Scaleway address", { aclRules: [{ scalewayRanges: true }] }, "open"],
    ["scalewayRanges false", { aclRules: [{ ip: SMALL, scalewayRanges: false }] }, "closed"],
    ["scalewayRanges not known", { aclRules: [{ ip: SMALL, scalewayRanges: U }] }, "undecided"],
    ["a block not known", { aclRules: [{ ip: U }] }, "undecided"],
    ["a rule not known", { aclRules: [U] }, "undecided"],
    ["the list not known", { aclRules: U }, "undecided"],
    ["a rule without a block", { aclRules: [{ description: "office" }] }, "undecided"],
    ["a rule of no shape", { aclRules: ["0.0.0.0/0"] }, "undecided"],
    ["an empty list closes", { aclRules: [] }, "closed"],
    ["noIpAllowed closes", { noIpAllowed: true }, "closed"],
    ["noIpAllowed not known, everyone listed", { noIpAllowed: U, aclRules: [{ ip: "::/0" }] }, "undecided"],
    ["nothing is given", {}, "undecided"],
    ["a key that nobody reads", { aclRules: [{ ip: SMALL, ranges: true }] }, "undecided"],
];

it.each(acls)("acl: %s", (_, properties, verdict) => {
    expect(judgeOne(ACL, { clusterId: "fr-par/c-1", ...properties })).toBe(verdict);
    const cluster = part(CLUSTER, "cluster", {}, {}, { id: "c-1" });
    expect(judge([cluster, part(ACL, "acl", { clusterId: "fr-par/c-1", ...properties })])).toBe(verdict);
    const linked = part(ACL, "acl", { clusterId: U, ...properties }, { clusterId: [cluster] });
    expect(judge([cluster, linked])).toBe(verdict);
});

it.each([CLUSTER, "scaleway:index/kubernetesCluster:KubernetesCluster"])("%s without an acl: everyone", (type) => {
    expect(judgeOne(type, {})).toBe("open");
    expect(composeFirewalls([resource(type, {})])).toMatchObject([{ kind: "managed-endpoint", semantics: "ordered" }]);
});

it("cluster: the acl of another cluster does not restrict it", () => {
    const one = part(CLUSTER, "one", {}, {}, { id: "c-1" });
    const two = part(CLUSTER, "two", {}, {}, { id: "c-2" });
    const acl = part(ACL, "acl", { clusterId: "c-1", noIpAllowed: true });
    const verdicts = composeFirewalls([one, two, acl]).map(({ subject, rules }) => [subject, rules.length]);
    expect(verdicts).toEqual([
        [one.urn, 0],
        [two.urn, 1],
    ]);
});

it("cluster: an acl that may belong to it", () => {
    const one = part(CLUSTER, "one", {});
    const two = part(CLUSTER, "two", {});
    const stray = part(ACL, "acl", { clusterId: U, aclRules: [{ ip: SMALL }] });
    expect(judge([one, stray])).toBe("undecided");
    const either = part(ACL, "acl", { clusterId: U, aclRules: [{ ip: SMALL }] }, { clusterId: [one, two] });
    expect(found([one, two, either]).map(({ verdict }) => verdict)).toEqual(["closed", "undecided", "undecided"]);
    const open = part(ACL, "acl", { clusterId: U, aclRules: [{ ip: "0.0.0.0/0" }] });
    expect(judge([one, open])).toBe("open");
});

it("cluster: an acl whose cluster came from a resource that is none may belong to it", () => {
    const pool = { ...part(CLUSTER, "pool", {}), type: "scaleway:kubernetes/pool:Pool" };
    const acl = part(ACL, "acl", { clusterId: U, aclRules: [{ ip: SMALL }] }, { clusterId: [pool] });
    expect(judge([part(CLUSTER, "cluster", {}), pool, acl])).toBe("undecided");
});

it("cluster: an acl of a cluster elsewhere, of another provider or of another cloud is none of it", () => {
    const cluster = part(CLUSTER, "cluster", {}, {}, { id: "c-1", provider: "urn:pulumi:providers:scaleway::one" });
    const small = { aclRules: [{ ip: SMALL }] };
    const elsewhere = part(ACL, "acl", { ...small, clusterId: "c-2" });
    const account = { provider: "urn:pulumi:providers:scaleway::two" };
    expect(judge([cluster, elsewhere])).toBe("open");
    expect(judge([cluster, part(ACL, "acl", { ...small, clusterId: U }, {}, account)])).toBe("open");
    expect(judge([part("ovh:CloudProject/kube:Kube", "kube", {}), part(ACL, "acl", { ...small, clusterId: U })])).toBe(
        "open",
    );
});

it("cluster: two acls, of which one stays", () => {
    const cluster = part(CLUSTER, "cluster", {}, {}, { id: "c-1" });
    const small = part(ACL, "a", { clusterId: "c-1", aclRules: [{ ip: SMALL }] });
    const wide = part(ACL, "b", { clusterId: "c-1", aclRules: [{ ip: "0.0.0.0/0" }] });
    expect(judge([cluster, small])).toBe("closed");
    expect(judge([cluster, small, wide])).toBe("undecided");
});

it("acl between private networks: the internet does not come by", () => {
    expect(composeFirewalls([resource("scaleway:network/acl:Acl", { defaultPolicy: "accept" })])).toEqual([]);
});
