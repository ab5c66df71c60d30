import { expect, it } from "vitest";
import type { Value } from "../../../src/value.js";
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
    urnOf,
    type Verdict,
} from "./judge.js";

const LIST = "oci:Core/securityList:SecurityList";
const DEFAULT_LIST = "oci:Core/defaultSecurityList:DefaultSecurityList";
const GROUP = "oci:Core/networkSecurityGroup:NetworkSecurityGroup";
const RULE = "oci:Core/networkSecurityGroupSecurityRule:NetworkSecurityGroupSecurityRule";
const SUBNET = "oci:Core/subnet:Subnet";
const CLUSTER = "oci:ContainerEngine/cluster:Cluster";
const PORTS = { min: 6443, max: 6443 };
const OPEN = { protocol: "6", source: "0.0.0.0/0", tcpOptions: PORTS };
const SMALL = "198.51.100.0/24";

const rules: readonly Row[] = [
    ["everyone", {}, "open"],
    ["IPv6", { source: "::/0" }, "open"],
    ["a small block", { source: SMALL }, "closed"],
    ["protocol all", { protocol: "all", tcpOptions: undefined }, "open"],
    ["protocol ALL", { protocol: "ALL", tcpOptions: undefined }, "open"],
    ["protocol 17", { protocol: "17" }, "closed"],
    ["protocol 1", { protocol: "1", tcpOptions: undefined }, "closed"],
    ["protocol as a number", { protocol: 6 }, "open"],
    ["protocol not known", { protocol: U }, "undecided"],
    ["protocol not known, and the port does not fit", { protocol: U, tcpOptions: { min: 22, max: 22 } }, "closed"],
    ["a protocol that is none may be every one", { protocol: "tpc", tcpOptions: { min: 22, max: 22 } }, "open"],
    ["no options are every port", { tcpOptions: undefined }, "open"],
    ["no bounds are every port", { tcpOptions: {} }, "open"],
    ["another port", { tcpOptions: { min: 22, max: 443 } }, "closed"],
    ["a range", { tcpOptions: { min: 6000, max: 7000 } }, "open"],
    ["bounds of 0 are none", { tcpOptions: { min: 0, max: 0 } }, "open"],
    ["source ports close nothing", { tcpOptions: { sourcePortRange: { min: 22, max: 22 } } }, "open"],
    ["options not known", { tcpOptions: U }, "undecided"],
    ["a bound not known", { tcpOptions: { min: 22, max: U } }, "undecided"],
    ["a bound not known, the other is past the port", { tcpOptions: { min: U, max: 443 } }, "closed"],
    ["options in a list of one", { tcpOptions: [{ min: 22, max: 22 }] }, "closed"],
    ["options of no shape", { tcpOptions: "22" }, "open"],
    ["sourceType CIDR_BLOCK", { sourceType: "CIDR_BLOCK" }, "open"],
    ["sourceType SERVICE_CIDR_BLOCK is a service", { sourceType: "SERVICE_CIDR_BLOCK", source: "all-phx" }, "closed"],
    ["sourceType in lower case", { sourceType: "cidr_block" }, "open"],
    ["sourceType not known", { sourceType: U }, "undecided"],
    ["sourceType of another word", { sourceType: "ANY", source: SMALL }, "undecided"],
    ["a source not known", { source: U }, "undecided"],
    ["a source that is no block", { source: "ocid1.x" }, "open"],
    ["no source, and the port fits", { source: undefined }, "undecided"],
    ["stateless changes nothing", { stateless: true }, "open"],
    ["keys in snake_case", { tcpOptions: undefined, tcp_options: { min: 22, max: 22 } }, "closed"],
    ["a key that nobody reads", { source: SMALL, sources: ["0.0.0.0/0"] }, "undecided"],
];

it.each(rules)("security list: %s", (_, difference, verdict) => {
    const properties = { ingressSecurityRules: [{ ...OPEN, ...difference }] };
    expect(judgeOne(LIST, properties)).toBe(verdict);
    expect(judgeOne(DEFAULT_LIST, properties)).toBe(verdict);
});

it("security list: a service is a remark", () => {
    const rule = { ...OPEN, source: "all-phx", sourceType: "SERVICE_CIDR_BLOCK" };
    const [only] = found([resource(LIST, { ingressSecurityRules: [rule] })]);
    expect(only?.relays.map(({ name }) => name)).toEqual(["all-phx"]);
});

const lists: readonly (readonly [string, Properties, Verdict])[] = [
    ["no rules", {}, "closed"],
    ["egress rules let nobody in", { egressSecurityRules: [OPEN] }, "closed"],
    ["rules add up", { ingressSecurityRules: [{ ...OPEN, source: SMALL }, OPEN] }, "open"],
    ["the whole list not known", { ingressSecurityRules: U }, "undecided"],
    ["a rule that is no object", { ingressSecurityRules: [null, 1] }, "undecided"],
];

it.each(lists)("security list: %s", (_, properties, verdict) => {
    expect(judgeOne(LIST, properties)).toBe(verdict);
});

const GROUP_OPEN = {
    networkSecurityGroupId: "nsg-1",
    direction: "INGRESS",
    protocol: "6",
    source: "0.0.0.0/0",
    sourceType: "CIDR_BLOCK",
    tcpOptions: { destinationPortRange: PORTS },
};

const groupRules: readonly Row[] = [
    ["everyone", {}, "open"],
    ["EGRESS", { direction: "EGRESS" }, "closed"],
    ["direction not known", { direction: U }, "undecided"],
    ["another port", { tcpOptions: { destinationPortRange: { min: 22, max: 22 } } }, "closed"],
    ["source ports close nothing", { tcpOptions: { sourcePortRange: { min: 22, max: 22 } } }, "open"],
    ["bounds of a security list do not count", { tcpOptions: { min: 22, max: 22 } }, "open"],
    ["ports not known", { tcpOptions: { destinationPortRange: U } }, "undecided"],
    ["another group is internal", { source: "nsg-2", sourceType: "NETWORK_SECURITY_GROUP" }, "closed"],
    [
        "another group is internal, even if it is not known",
        { source: U, sourceType: "NETWORK_SECURITY_GROUP" },
        "closed",
    ],
    ["its group does not matter", { networkSecurityGroupId: U }, "open"],
    ["no source, and the port fits", { source: undefined, sourceType: undefined }, "undecided"],
];

it.each(groupRules)("rule of a network security group: %s", (_, difference, verdict) => {
    expect(judgeOne(RULE, { ...GROUP_OPEN, ...difference })).toBe(verdict);
});

it("rules of one group add up, with or without the group in the stack", () => {
    const rule = (name: string, source: string) => part(RULE, name, { ...GROUP_OPEN, source });
    const both = [rule("a", "1.0.0.0/13"), rule("b", "1.8.0.0/13")];
    expect(judge(both.slice(1))).toBe("closed");
    expect(judge(both)).toBe("open");
    expect(judge([part(GROUP, "group", {}, {}, { id: "nsg-1" }), ...both])).toBe("open");
});

const clusters: readonly (readonly [string, Value, Verdict])[] = [
    ["no public address by default", {}, "closed"],
    ["isPublicIpEnabled false", { isPublicIpEnabled: false }, "closed"],
    ["isPublicIpEnabled as text", { isPublicIpEnabled: "False" }, "closed"],
    ["public, nothing of its filters in the stack", { isPublicIpEnabled: true, subnetId: "s" }, "undecided"],
    ["public, nothing of its filters is written", { isPublicIpEnabled: true }, "undecided"],
    ["isPublicIpEnabled not known", { isPublicIpEnabled: U, subnetId: "s" }, "undecided"],
    ["endpointConfig not known", U, "undecided"],
    ["endpointConfig not given: Oracle decides", undefined, "undecided"],
    ["endpointConfig in a list of one", [{ isPublicIpEnabled: false }], "closed"],
    ["endpointConfig of no shape", "public", "undecided"],
];

it.each(clusters)("cluster: %s", (_, endpointConfig, verdict) => {
    expect(judgeOne(CLUSTER, { endpointConfig })).toBe(verdict);
});

it("cluster: names what is not part of the stack", () => {
    const endpointConfig = { isPublicIpEnabled: true, subnetId: "ocid1.subnet", nsgIds: ["ocid1.nsg"] };
    expect(causesOn([resource(CLUSTER, { endpointConfig })])).toEqual([
        'endpointConfig.subnetId: subnet "ocid1.subnet" is not part of this stack',
        'endpointConfig.nsgIds[0]: network security group "ocid1.nsg" is not part of this stack',
    ]);
});

/** A public endpoint in a subnet with one list, behind one group, both with a rule of that source. */
function endpoint(listSource: string, groupSource: string, config: Properties = {}) {
    const rule = { ...OPEN, source: listSource };
    const list = part(LIST, "list", { ingressSecurityRules: [rule] }, {}, { id: "list-1" });
    const subnet = part(SUBNET, "subnet", { securityListIds: ["list-1"] }, {}, { id: "subnet-1" });
    const group = part(GROUP, "group", {}, {}, { id: "nsg-1" });
    const groupRule = part(RULE, "rule", { ...GROUP_OPEN, source: groupSource });
    const endpointConfig = { isPublicIpEnabled: true, subnetId: "subnet-1", nsgIds: ["nsg-1"], ...config };
    return [list, subnet, group, groupRule, part(CLUSTER, "cluster", { endpointConfig })];
}

it.each<readonly [string, string, string, Properties, Verdict]>([
    ["both closed", SMALL, SMALL, {}, "closed"],
    ["an open list", "0.0.0.0/0", SMALL, {}, "open"],
    ["an open group", SMALL, "::/0", {}, "open"],
    ["no public address", "0.0.0.0/0", "::/0", { isPublicIpEnabled: false }, "closed"],
    ["a public address that may be", "0.0.0.0/0", SMALL, { isPublicIpEnabled: U }, "undecided"],
    ["a group more, which is elsewhere", SMALL, SMALL, { nsgIds: ["nsg-1", "nsg-2"] }, "undecided"],
    ["groups not known", SMALL, SMALL, { nsgIds: U }, "undecided"],
    ["groups not known, an open list", "0.0.0.0/0", SMALL, { nsgIds: U }, "open"],
    ["no group", SMALL, "0.0.0.0/0", { nsgIds: undefined }, "closed"],
    ["a subnet elsewhere", SMALL, SMALL, { subnetId: "subnet-2" }, "undecided"],
])("cluster behind a list and a group: %s", (_, listSource, groupSource, config, verdict) => {
    expect(judge(endpoint(listSource, groupSource, config), 6443, "managed-endpoint")).toBe(verdict);
});

it("cluster behind a list and a group: their other ports do not lead to it", () => {
    const everyPort = endpoint(SMALL, "0.0.0.0/0").map((one) =>
        one.name === "rule" ? { ...one, properties: { ...one.properties, tcpOptions: undefined } } : one,
    );
    expect(judge(everyPort, 443, "managed-endpoint")).toBe("closed");
    expect(judge(everyPort, 6443, "managed-endpoint")).toBe("open");
});

it("cluster behind a list and a group: a port that is not known", () => {
    const tcpOptions = { destinationPortRange: { min: 6000, max: U } };
    const later = endpoint(SMALL, "0.0.0.0/0").map((one) =>
        one.name === "rule" ? { ...one, properties: { ...one.properties, tcpOptions } } : one,
    );
    expect(judge(later, 6443, "managed-endpoint")).toBe("undecided");
});

it("cluster in a subnet without lists of its own: the network's default list is not seen", () => {
    const subnet = part(SUBNET, "subnet", {}, {}, { id: "subnet-1" });
    const endpointConfig = { isPublicIpEnabled: true, subnetId: "subnet-1" };
    expect(judge([subnet, part(CLUSTER, "cluster", { endpointConfig })])).toBe("undecided");
});

it.each([
    ["named", { securityListIds: [U] }],
    ["by default", {}],
    ["by an empty list", { securityListIds: [] }],
])("cluster in a subnet with the default list of its network, %s", (_, properties) => {
    const vcn = { ...part(GROUP, "vcn", {}), type: "oci:Core/vcn:Vcn", urn: urnOf("oci:Core/vcn:Vcn", "vcn") };
    const links = { vcnId: [vcn], securityListIds: [vcn] };
    const subnet = part(SUBNET, "subnet", { vcnId: U, ...properties }, links, { id: "subnet-1" });
    const endpointConfig = { isPublicIpEnabled: true, subnetId: "subnet-1" };
    const cluster = part(CLUSTER, "cluster", { endpointConfig });
    const verdictWith = (source: string) => {
        const adopted = { manageDefaultResourceId: U, ingressSecurityRules: [{ ...OPEN, source }] };
        const list = part(DEFAULT_LIST, "list", adopted, { manageDefaultResourceId: [vcn] });
        return judge([vcn, subnet, cluster, list], 6443, "managed-endpoint");
    };
    expect([verdictWith(SMALL), verdictWith("0.0.0.0/0")]).toEqual(["closed", "open"]);
    expect(judge([vcn, subnet, cluster], 6443, "managed-endpoint")).toBe("undecided");
});

it("cluster in a subnet whose network came from two resources: either may be meant", () => {
    const vcns = ["a", "b"].map((name) => ({ ...part(GROUP, name, {}), urn: urnOf("oci:Core/vcn:Vcn", name) }));
    const subnet = part(SUBNET, "subnet", { vcnId: U }, { vcnId: vcns }, { id: "subnet-1" });
    const adopted = { manageDefaultResourceId: U, ingressSecurityRules: [] };
    const list = part(DEFAULT_LIST, "list", adopted, { manageDefaultResourceId: vcns.slice(0, 1) });
    const endpointConfig = { isPublicIpEnabled: true, subnetId: "subnet-1" };
    const all = [subnet, list, part(CLUSTER, "cluster", { endpointConfig })];
    expect(judge(all, 6443, "managed-endpoint")).toBe("undecided");
    expect(causesOn(all)).toEqual(["securityListIds: the subnet has the default security list of its network"]);
});

it("cluster whose filters are linked by what the program recorded", () => {
    const list = part(LIST, "list", { ingressSecurityRules: [{ ...OPEN, source: SMALL }] });
    const subnet = part(SUBNET, "subnet", { securityListIds: [U] }, { securityListIds: [list] });
    const endpointConfig = { isPublicIpEnabled: true, subnetId: U };
    const cluster = part(CLUSTER, "cluster", { endpointConfig }, { endpointConfig: [subnet] });
    expect(judge([list, subnet, cluster], 6443, "managed-endpoint")).toBe("closed");
});

it("default list found by the id that it takes over", () => {
    const list = part(DEFAULT_LIST, "list", { manageDefaultResourceId: "list-0", ingressSecurityRules: [] });
    const subnet = part(SUBNET, "subnet", { securityListIds: ["list-0"] }, {}, { id: "subnet-1" });
    const endpointConfig = { isPublicIpEnabled: true, subnetId: "subnet-1" };
    expect(judge([list, subnet, part(CLUSTER, "cluster", { endpointConfig })])).toBe("closed");
});
