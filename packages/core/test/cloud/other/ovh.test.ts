import { expect, it } from "vitest";
import { composeFirewalls } from "../../../src/stack/stack.js";
import { judge, judgeOne, type Properties, part, type Row, resource, U, type Verdict } from "./judge.js";

const FIREWALL = "ovh:Ip/firewall:Firewall";
const RULE = "ovh:Ip/firewallRule:FirewallRule";
const CLUSTER = "ovh:CloudProject/kube:Kube";
const RESTRICTIONS = "ovh:CloudProject/kubeIpRestrictions:KubeIpRestrictions";
const ADDRESS = { ip: "1.2.3.4", ipOnFirewall: "1.2.3.4" };
const DENY = { ...ADDRESS, sequence: 19, action: "deny", protocol: "ipv4" };
const PERMIT = { ...ADDRESS, sequence: 0, action: "permit", protocol: "tcp", destinationPort: 6443 };
const SMALL = "198.51.100.0/24";

/** A rule that differs from a deny of everything, alone in front of an address. */
const denies: readonly Row[] = [
    ["a deny of everything", {}, "closed"],
    ["no rule matches: it passes", { protocol: "udp" }, "open"],
    ["a deny of TCP", { protocol: "tcp" }, "closed"],
    ["a deny of the port", { protocol: "tcp", destinationPort: 6443 }, "closed"],
    ["a deny of another port", { protocol: "tcp", destinationPort: 22 }, "open"],
    ["a deny of a source", { source: SMALL }, "open"],
    ["a deny of every IPv4 address by block", { source: "0.0.0.0/0" }, "closed"],
    ["a deny of every source by the word", { source: "any" }, "closed"],
    ["a deny of source ports", { protocol: "tcp", sourcePort: 443 }, "open"],
    ["a deny of established connections", { protocol: "tcp", tcpOption: "established" }, "open"],
    ["a deny of opening packets", { protocol: "tcp", tcpOption: "syn" }, "closed"],
    ["a deny of an option not known", { protocol: "tcp", tcpOption: U }, "undecided"],
    ["a deny of fragments", { fragments: true }, "undecided"],
    ["a deny, fragments not known", { fragments: U }, "undecided"],
    ["a deny whose source is not known", { source: U }, "undecided"],
    ["a deny whose port is not known", { protocol: "tcp", destinationPort: U }, "undecided"],
    ["a deny whose protocol is not known", { protocol: U }, "undecided"],
    ["a deny of a protocol that is none", { protocol: "tpc" }, "undecided"],
    ["a deny whose action is not known", { action: U }, "undecided"],
    ["a deny with a key that nobody reads", { days: 1 }, "undecided"],
    ["a deny whose place is not known, nothing else", { sequence: U }, "closed"],
    ["a permit alone", { action: "permit" }, "open"],
];

it.each(denies)("rule: %s", (_, difference, verdict) => {
    expect(judgeOne(RULE, { ...DENY, ...difference })).toBe(verdict);
});

/** A rule that differs from an open permit, before a deny of everything. */
const permits: readonly Row[] = [
    ["everyone", {}, "open"],
    ["a small source", { source: SMALL }, "closed"],
    ["another port", { destinationPort: 22 }, "closed"],
    ["no port is every port", { destinationPort: undefined }, "open"],
    ["port 0 is none: every port", { destinationPort: 0 }, "open"],
    ["every protocol", { protocol: "ipv4", destinationPort: undefined }, "open"],
    ["UDP", { protocol: "udp" }, "closed"],
    ["source ports close nothing", { sourcePort: 443 }, "open"],
    ["established cannot open a connection", { tcpOption: "established" }, "closed"],
    ["an option not known", { tcpOption: U }, "undecided"],
    ["behind the deny", { sequence: 20 }, "closed"],
    ["a place as text", { sequence: "3" }, "open"],
    ["a place not known", { sequence: U }, "undecided"],
    ["a source not known", { source: U }, "undecided"],
    ["a port not known", { destinationPort: U }, "undecided"],
    ["action not known", { action: U }, "undecided"],
    ["a source that is none", { source: "0/0" }, "open"],
    ["keys in snake_case", { destinationPort: undefined, destination_port: 22 }, "closed"],
    ["a key that nobody reads", { source: SMALL, sources: ["0.0.0.0/0"] }, "undecided"],
    ["another address", { ipOnFirewall: "5.6.7.8" }, "open"],
];

it.each(permits)("rule before a deny of everything: %s", (_, difference, verdict) => {
    const permit = part(RULE, "permit", { ...PERMIT, ...difference });
    const deny = part(RULE, "deny", DENY);
    expect(judge([permit, deny])).toBe(verdict);
    expect(judge([deny, permit])).toBe(verdict);
});

const firewalls: readonly (readonly [string, Properties, Verdict])[] = [
    ["on", { enabled: true }, "closed"],
    ["off: everything passes", { enabled: false }, "open"],
    ["not known", { enabled: U }, "undecided"],
    ["not given: off at first", {}, "undecided"],
];

it.each(firewalls)("firewall: %s", (_, properties, verdict) => {
    const firewall = part(FIREWALL, "firewall", { ...ADDRESS, ...properties });
    expect(judge([firewall, part(RULE, "deny", DENY)])).toBe(verdict);
});

it("firewall: without a rule everything passes", () => {
    expect(judgeOne(FIREWALL, { ...ADDRESS, enabled: true })).toBe("open");
});

const restrictions: readonly Row[] = [
    ["the listed blocks", { ips: [SMALL] }, "closed"],
    ["everyone listed", { ips: [SMALL, "0.0.0.0/0"] }, "open"],
    ["an empty list takes the restrictions away", { ips: [] }, "open"],
    ["no list", { ips: undefined }, "open"],
    ["a block not known", { ips: [U] }, "undecided"],
    ["the list not known", { ips: U }, "undecided"],
    ["a block that is none", { ips: ["all"] }, "open"],
];

it.each(restrictions)("restrictions: %s", (_, properties, verdict) => {
    expect(judgeOne(RESTRICTIONS, { kubeId: "k-1", ...properties })).toBe(verdict);
    const cluster = part(CLUSTER, "cluster", {}, {}, { id: "k-1" });
    expect(judge([cluster, part(RESTRICTIONS, "list", { kubeId: "k-1", ...properties })])).toBe(verdict);
    const linked = part(RESTRICTIONS, "list", { kubeId: U, ...properties }, { kubeId: [cluster] });
    expect(judge([cluster, linked])).toBe(verdict);
});

it("cluster without restrictions: everyone", () => {
    expect(judgeOne(CLUSTER, {})).toBe("open");
    expect(composeFirewalls([resource(CLUSTER, {})])).toMatchObject([
        { kind: "managed-endpoint", semantics: "ordered" },
    ]);
});

it("cluster: restrictions of a Scaleway cluster with the same id do not count", () => {
    const cluster = part(CLUSTER, "cluster", {}, {}, { id: "k-1" });
    const acl = part("scaleway:kubernetes/acl:Acl", "acl", { clusterId: "k-1", noIpAllowed: true });
    expect(judge([cluster, acl])).toBe("open");
});
