import { expect, it } from "vitest";
import { IpSet } from "../../../src/ip-set.js";
import {
    found,
    judge,
    judgeOne,
    notesOn,
    type Properties,
    part,
    type Row,
    resource,
    U,
    type Verdict,
} from "./judge.js";

const FIREWALL = "civo:index/firewall:Firewall";
const RULE = "civo:index/firewallRule:FirewallRule";
const CLUSTER = "civo:index/kubernetesCluster:KubernetesCluster";
const OPEN = {
    firewallId: "fw-1",
    direction: "ingress",
    protocol: "tcp",
    startPort: "6443",
    endPort: "6443",
    cidrs: ["0.0.0.0/0"],
};
const SMALL = ["198.51.100.0/24"];

const rules: readonly Row[] = [
    ["everyone", {}, "open"],
    ["a small block", { cidrs: SMALL }, "closed"],
    ["no cidrs is 0.0.0.0/0", { cidrs: undefined }, "open"],
    ["an empty list is 0.0.0.0/0", { cidrs: [] }, "open"],
    ["0.0.0.0 without its length is everyone", { cidrs: ["0.0.0.0"] }, "open"],
    ["a bare address is that address", { cidrs: ["203.0.113.9"] }, "closed"],
    ["a block not known", { cidrs: [U] }, "undecided"],
    ["the list not known", { cidrs: U }, "undecided"],
    ["a block that is none", { cidrs: ["any"] }, "open"],
    ["egress", { direction: "egress" }, "closed"],
    ["direction not known", { direction: U }, "undecided"],
    ["direction not given", { direction: undefined }, "open"],
    ["protocol is tcp by default", { protocol: undefined }, "open"],
    ["udp", { protocol: "udp" }, "closed"],
    ["protocol not known", { protocol: U }, "undecided"],
    ["a range of ports", { startPort: "6000", endPort: "7000" }, "open"],
    ["no endPort is the one port", { startPort: "22", endPort: undefined }, "closed"],
    ["no ports is every port", { startPort: undefined, endPort: undefined }, "open"],
    ["another port", { startPort: "22", endPort: "80" }, "closed"],
    ["ports as numbers", { startPort: 22, endPort: 80 }, "closed"],
    ["a port not known", { startPort: U }, "undecided"],
    ["a port not known, the other is past the port", { startPort: U, endPort: "80" }, "closed"],
    ["a port that is none", { startPort: "ssh" }, "open"],
    ["action deny counts as absent", { action: "deny" }, "closed"],
    ["action not known", { action: U }, "undecided"],
    ["keys in snake_case", { startPort: undefined, endPort: undefined, start_port: "22", end_port: "22" }, "closed"],
    ["a key that nobody reads", { cidrs: SMALL, sources: ["0.0.0.0/0"] }, "undecided"],
];

it.each(rules)("rule: %s", (_, difference, verdict) => {
    expect(judgeOne(RULE, { ...OPEN, ...difference })).toBe(verdict);
});

const INLINE = { protocol: "tcp", portRange: "6443", cidrs: ["0.0.0.0/0"], action: "allow" };
const firewalls: readonly (readonly [string, Properties, Verdict])[] = [
    ["default rules are made unless it is told not to", {}, "open"],
    ["createDefaultRules true", { createDefaultRules: true }, "open"],
    ["createDefaultRules false", { createDefaultRules: false }, "closed"],
    ["createDefaultRules not known", { createDefaultRules: U }, "undecided"],
    ["an open rule inside", { createDefaultRules: false, ingressRules: [INLINE] }, "open"],
    ["a small rule inside", { createDefaultRules: false, ingressRules: [{ ...INLINE, cidrs: SMALL }] }, "closed"],
    [
        "a rule for another port",
        { createDefaultRules: false, ingressRules: [{ ...INLINE, portRange: "1-80" }] },
        "closed",
    ],
    [
        "a deny clears nothing",
        { createDefaultRules: false, ingressRules: [{ ...INLINE, action: "deny" }, INLINE] },
        "open",
    ],
    ["egress rules let nobody in", { createDefaultRules: false, egressRules: [INLINE] }, "closed"],
    ["the whole list not known", { createDefaultRules: false, ingressRules: U }, "undecided"],
    ["a rule that is no object", { createDefaultRules: false, ingressRules: ["tcp"] }, "undecided"],
];

it.each(firewalls)("firewall: %s", (_, properties, verdict) => {
    expect(judgeOne(FIREWALL, properties)).toBe(verdict);
    expect(judgeOne("civo:index/vpcFirewall:VpcFirewall", properties)).toBe(verdict);
});

it("no cidrs and default rules are everyone by IPv4", () => {
    const [rule] = found([resource(RULE, { ...OPEN, cidrs: undefined })]);
    const [firewall] = found([resource(FIREWALL, {})]);
    expect(rule?.atLeast.addresses.equals(IpSet.ipv4)).toBe(true);
    expect(firewall?.atLeast.addresses.equals(IpSet.ipv4)).toBe(true);
});

it("rules of one firewall add up", () => {
    const firewall = part(FIREWALL, "firewall", { createDefaultRules: false }, {}, { id: "fw-1" });
    const half = (name: string, cidr: string) => part(RULE, name, { ...OPEN, cidrs: [cidr] });
    expect(judge([firewall, half("a", "1.0.0.0/13")])).toBe("closed");
    expect(judge([firewall, half("a", "1.0.0.0/13"), half("b", "1.8.0.0/13")])).toBe("open");
});

it("cluster: a firewall that it does not name is a remark", () => {
    expect(notesOn([resource(CLUSTER, {})])).toMatchObject([{ at: "firewallId", weight: "advisory" }]);
    expect(notesOn([resource(CLUSTER, { firewallId: U })])).toEqual([]);
});
