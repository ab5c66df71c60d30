import { expect, it } from "vitest";
import { IpSet } from "../../../src/ip-set.js";
import { found, judge, judgeOne, type Properties, part, type Row, resource, U, type Verdict } from "./judge.js";

const GROUP = "alicloud:ecs/securityGroup:SecurityGroup";
const RULE = "alicloud:ecs/securityGroupRule:SecurityGroupRule";
const LIST = "alicloud:ecs/ecsPrefixList:EcsPrefixList";
const EDGE = "alicloud:ens/securityGroup:SecurityGroup";
const SERVER = "alicloud:simpleapplicationserver/firewallRule:FirewallRule";
const CLUSTER = "alicloud:cs/managedKubernetes:ManagedKubernetes";
const SERVERLESS = "alicloud:cs/serverlessKubernetes:ServerlessKubernetes";
const OPEN = {
    securityGroupId: "sg-1",
    type: "ingress",
    ipProtocol: "tcp",
    portRange: "6443/6443",
    policy: "accept",
    priority: 1,
    cidrIp: "0.0.0.0/0",
};
const ANYONE = "0.0.0.0/0";
const SMALL = "198.51.100.0/24";

const rules: readonly Row[] = [
    ["everyone", {}, "open"],
    ["IPv6", { cidrIp: undefined, ipv6CidrIp: "::/0" }, "open"],
    ["a small block", { cidrIp: SMALL }, "closed"],
    ["host bits are allowed", { cidrIp: "10.159.6.18/12" }, "closed"],
    ["egress", { type: "egress" }, "closed"],
    ["type not known", { type: U }, "undecided"],
    ["policy is accept by default", { policy: undefined }, "open"],
    ["policy drop", { policy: "drop" }, "closed"],
    ["policy not known", { policy: U }, "undecided"],
    ["priority not known, no drop in the group", { priority: U }, "open"],
    ["protocol all", { ipProtocol: "all", portRange: "-1/-1" }, "open"],
    ["protocol ALL", { ipProtocol: "ALL", portRange: "-1/-1" }, "open"],
    ["protocol gre", { ipProtocol: "gre", portRange: "-1/-1" }, "closed"],
    ["protocol icmpv6", { ipProtocol: "icmpv6", portRange: "-1/-1" }, "closed"],
    ["protocol not known", { ipProtocol: U }, "undecided"],
    ["no portRange is every port", { portRange: undefined }, "open"],
    ["portRange -1/-1", { portRange: "-1/-1" }, "open"],
    ["a range", { portRange: "1/65535" }, "open"],
    ["another range", { portRange: "22/80" }, "closed"],
    ["a range that is none", { portRange: "22-80" }, "open"],
    ["portRange not known", { portRange: U }, "undecided"],
    ["a group is internal", { cidrIp: undefined, sourceSecurityGroupId: "sg-2" }, "closed"],
    ["a group is internal, even if it is not known", { cidrIp: undefined, sourceSecurityGroupId: U }, "closed"],
    ["a prefix list outside the stack", { cidrIp: undefined, prefixListId: "pl-1" }, "undecided"],
    ["a prefix list is ignored beside a block", { cidrIp: SMALL, prefixListId: "pl-1" }, "closed"],
    [
        "a prefix list is ignored beside a group",
        { cidrIp: "", sourceSecurityGroupId: "sg-2", prefixListId: "p" },
        "closed",
    ],
    ["no source, and the port fits", { cidrIp: undefined }, "undecided"],
    ["a block not known", { cidrIp: U }, "undecided"],
    ["a block that is none", { cidrIp: "all" }, "open"],
    ["nicType changes nothing", { nicType: "intranet" }, "open"],
    ["keys in snake_case", { cidrIp: undefined, cidr_ip: SMALL }, "closed"],
    ["a key that nobody reads", { cidrIp: SMALL, cidrIps: ["0.0.0.0/0"] }, "undecided"],
];

it.each(rules)("rule: %s", (_, difference, verdict) => {
    expect(judgeOne(RULE, { ...OPEN, ...difference })).toBe(verdict);
});

/** A group with an open rule of priority 50 and a drop that differs. */
const orders: readonly (readonly [string, Properties, Verdict])[] = [
    ["a drop of lower number", { priority: 1 }, "closed"],
    ["a drop of higher number", { priority: 51 }, "open"],
    ["a drop of the same number wins", { priority: 50 }, "closed"],
    ["numbers as text", { priority: "9" }, "closed"],
    ["a drop without a number has 1", { priority: undefined }, "closed"],
    ["a drop of half the internet", { cidrIp: "0.0.0.0/1" }, "open"],
    ["a drop of IPv6", { cidrIp: undefined, ipv6CidrIp: "::/0" }, "open"],
    ["a drop of another port", { portRange: "22/22" }, "open"],
    ["a drop of a group", { cidrIp: undefined, sourceSecurityGroupId: "sg-2" }, "open"],
    ["a drop of every protocol", { ipProtocol: "all", portRange: "-1/-1" }, "closed"],
    ["a drop of every protocol at another port", { ipProtocol: "all", portRange: "22/22" }, "open"],
    ["a drop on the way out", { type: "egress" }, "open"],
    ["a drop in another group", { securityGroupId: "sg-2" }, "open"],
    ["a drop whose number is not known", { priority: U }, "undecided"],
    ["a drop whose source is not known", { cidrIp: U }, "undecided"],
    ["a drop whose source is lost", { cidrIp: undefined }, "undecided"],
    ["a drop whose port is none", { portRange: "api" }, "undecided"],
    ["a drop with a key that nobody reads", { days: "monday" }, "undecided"],
    ["a drop whose group is not known clears nothing", { securityGroupId: U }, "open"],
];

it.each(orders)("group: %s", (_, difference, verdict) => {
    const group = part(GROUP, "group", {}, {}, { id: "sg-1" });
    const open = part(RULE, "open", { ...OPEN, priority: 50 });
    const drop = part(RULE, "drop", { ...OPEN, priority: 1, policy: "drop", ...difference });
    expect(judge([group, open, drop])).toBe(verdict);
    expect(judge([drop, open, group])).toBe(verdict);
});

it("group: rules that the program gave one group", () => {
    const group = part(GROUP, "group", {});
    const link = { securityGroupId: [group] };
    const open = part(RULE, "open", { ...OPEN, priority: 50, securityGroupId: U }, link);
    const drop = part(RULE, "drop", { ...OPEN, policy: "drop", securityGroupId: U }, link);
    expect(judge([group, open, drop])).toBe("closed");
});

it.each<readonly [string, Properties, Verdict]>([
    ["small entries", { entries: [{ cidr: SMALL }] }, "closed"],
    ["a bare address", { entries: [{ cidr: "192.168.1.100" }] }, "closed"],
    ["an open entry", { entries: [{ cidr: SMALL }, { cidr: "0.0.0.0/0" }] }, "open"],
    ["an entry that is none", { entries: [{ cidr: "all" }] }, "undecided"],
    ["an entry not known", { entries: [U] }, "undecided"],
    ["entries not known", { entries: U }, "undecided"],
])("prefix list: %s", (_, properties, verdict) => {
    const list = part(LIST, "list", properties, {}, { id: "pl-1" });
    const named = part(RULE, "rule", { ...OPEN, cidrIp: undefined, prefixListId: "pl-1" });
    expect(judge([list, named])).toBe(verdict);
    const later = { ...OPEN, cidrIp: undefined, prefixListId: U };
    expect(judge([list, part(RULE, "rule", later, { prefixListId: [list] })])).toBe(verdict);
});

it.each<readonly [string, string, Verdict]>([
    ["everyone", ANYONE, "closed"],
    ["half of them", "0.0.0.0/1", "open"],
    ["an entry that is none", "all", "undecided"],
])("prefix list of a drop: %s", (_, cidr, verdict) => {
    const list = part(LIST, "list", { entries: [{ cidr }] }, {}, { id: "pl-1" });
    const drop = part(RULE, "drop", { ...OPEN, policy: "drop", cidrIp: undefined, prefixListId: "pl-1" });
    expect(judge([list, drop, part(RULE, "open", { ...OPEN, priority: 50 })])).toBe(verdict);
});

const PERMISSION = {
    direction: "ingress",
    ipProtocol: "TCP",
    portRange: "6443/6443",
    policy: "Accept",
    sourceCidrIp: "0.0.0.0/0",
};

it.each<readonly [string, readonly Properties[], Verdict]>([
    ["everyone", [{}], "open"],
    ["a small block", [{ sourceCidrIp: SMALL }], "closed"],
    ["egress", [{ direction: "egress" }], "closed"],
    ["a drop before", [{ priority: 2 }, { policy: "Drop", priority: 1 }], "closed"],
    ["a drop behind", [{ priority: 2 }, { policy: "Drop", priority: 3 }], "open"],
])("edge group: %s", (_, differences, verdict) => {
    expect(judgeOne(EDGE, { permissions: differences.map((one) => ({ ...PERMISSION, ...one })) })).toBe(verdict);
});

it("edge group: permissions not known", () => {
    expect(judgeOne(EDGE, { permissions: U })).toBe("undecided");
    expect(judgeOne(EDGE, { permissions: [PERMISSION, U] })).toBe("undecided");
});

it.each<Row>([
    ["everyone", {}, "open"],
    ["TcpAndUdp", { ruleProtocol: "TcpAndUdp" }, "open"],
    ["Udp", { ruleProtocol: "Udp" }, "closed"],
    ["another port", { port: "22/80" }, "closed"],
    ["a range", { port: "1/65535" }, "open"],
    ["a small source", { sourceCidrIp: SMALL }, "closed"],
    ["port not known", { port: U }, "undecided"],
    ["protocol not known", { ruleProtocol: U }, "undecided"],
])("rule of a simple application server: %s", (_, difference, verdict) => {
    expect(judgeOne(SERVER, { instanceId: "i", ruleProtocol: "Tcp", port: "6443/6443", ...difference })).toBe(verdict);
});

it("rule of a simple application server: everyone by IPv4", () => {
    const [only] = found([resource(SERVER, { ruleProtocol: "Tcp", port: "6443/6443" })]);
    expect(only?.atLeast.addresses.equals(IpSet.ipv4)).toBe(true);
});

const PRIVATE = { loadBalancersConfigs: [{ endpointType: "private" }] };
const clusters: readonly (readonly [string, Properties, Verdict])[] = [
    ["slbInternetEnabled is true by default", {}, "open"],
    ["slbInternetEnabled true", { slbInternetEnabled: true }, "open"],
    ["slbInternetEnabled false", { slbInternetEnabled: false }, "closed"],
    ["slbInternetEnabled as text", { slbInternetEnabled: "false" }, "closed"],
    ["slbInternetEnabled not known", { slbInternetEnabled: U }, "undecided"],
    ["keys in snake_case", { slb_internet_enabled: false }, "closed"],
    ["a private load balancer", { slbInternetEnabled: false, controlPlaneEndpointsConfig: PRIVATE }, "closed"],
    ["a private load balancer beside the default", { controlPlaneEndpointsConfig: PRIVATE }, "open"],
    ["a public load balancer", { slbInternetEnabled: false, controlPlaneEndpointsConfig: publicOne({}) }, "open"],
    [
        "a public load balancer that is off",
        { slbInternetEnabled: false, controlPlaneEndpointsConfig: publicOne({ enabled: false }) },
        "closed",
    ],
    [
        "a public load balancer that may be off",
        { slbInternetEnabled: false, controlPlaneEndpointsConfig: publicOne({ enabled: U }) },
        "undecided",
    ],
    [
        "a load balancer of a kind not known",
        { slbInternetEnabled: false, controlPlaneEndpointsConfig: publicOne({ endpointType: U }) },
        "undecided",
    ],
    ["load balancers not known", { slbInternetEnabled: false, controlPlaneEndpointsConfig: U }, "undecided"],
    [
        "a list of load balancers not known",
        { slbInternetEnabled: false, controlPlaneEndpointsConfig: { loadBalancersConfigs: U } },
        "undecided",
    ],
];

function publicOne(difference: Properties): Properties {
    return { loadBalancersConfigs: [{ endpointType: "public", ...difference }] };
}

it.each(clusters)("cluster: %s", (_, properties, verdict) => {
    expect(judgeOne(CLUSTER, properties)).toBe(verdict);
});

it.each(["alicloud:cs/kubernetes:Kubernetes", "alicloud:cs/edgeKubernetes:EdgeKubernetes"])("cluster: %s", (type) => {
    expect(judge([resource(type, {})])).toBe("open");
    expect(judge([resource(type, { slbInternetEnabled: false })])).toBe("closed");
});

it.each<readonly [string, Properties, Verdict]>([
    ["endpointPublicAccessEnabled is false by default", {}, "closed"],
    ["endpointPublicAccessEnabled true", { endpointPublicAccessEnabled: true }, "open"],
    ["endpointPublicAccessEnabled not known", { endpointPublicAccessEnabled: U }, "undecided"],
])("serverless cluster: %s", (_, properties, verdict) => {
    expect(judgeOne(SERVERLESS, properties)).toBe(verdict);
});
