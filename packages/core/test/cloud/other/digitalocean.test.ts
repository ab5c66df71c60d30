import { expect, it } from "vitest";
import type { Value } from "../../../src/value.js";
import { causesOn, judgeOne, type Properties, type Row, resource, U, type Verdict } from "./judge.js";

const FIREWALL = "digitalocean:index/firewall:Firewall";
const CLUSTER = "digitalocean:index/kubernetesCluster:KubernetesCluster";
const OPEN = { protocol: "tcp", portRange: "6443", sourceAddresses: ["0.0.0.0/0"] };
const SMALL = ["198.51.100.0/24"];

const rules: readonly Row[] = [
    ["an address block of everyone", {}, "open"],
    ["IPv6 alone is open too", { sourceAddresses: ["::/0"] }, "open"],
    ["a bare address is that address", { sourceAddresses: ["203.0.113.9", "2001:db8::1"] }, "closed"],
    ["host bits are masked", { sourceAddresses: ["1.2.3.4/0"] }, "open"],
    ["a small block", { sourceAddresses: SMALL }, "closed"],
    ["two halves of the internet", { sourceAddresses: ["0.0.0.0/1", "128.0.0.0/1"] }, "open"],
    ["protocol in capitals", { protocol: "TCP" }, "open"],
    ["another protocol", { protocol: "udp" }, "closed"],
    ["icmp has no ports", { protocol: "icmp", portRange: undefined }, "closed"],
    ["a protocol that is none may be every one", { protocol: "tpc", portRange: "22" }, "open"],
    ["a range of ports", { portRange: "6000-7000" }, "open"],
    ["another port", { portRange: "22" }, "closed"],
    ["a port as a number", { portRange: 6443 }, "open"],
    ["all ports by the word", { portRange: "all" }, "open"],
    ["all ports as the API writes them", { portRange: "0" }, "open"],
    ["all ports as a range", { portRange: "1-65535" }, "open"],
    ["no port", { portRange: undefined }, "open"],
    ["a port that is no plain decimal", { portRange: "0x1F" }, "open"],
    ["a port with a space before it", { portRange: " 22" }, "open"],
    ["a list of ports is no port", { portRange: "22,23" }, "open"],
    ["tags and ids are internal", { sourceAddresses: undefined, sourceTags: ["web"], sourceDropletIds: [1] }, "closed"],
    [
        "tags and ids are internal, even if they are not known",
        { sourceAddresses: undefined, sourceKubernetesIds: U, sourceLoadBalancerUids: [U] },
        "closed",
    ],
    ["tags beside an open block", { sourceTags: ["web"] }, "open"],
    ["no source, and the port fits", { sourceAddresses: undefined }, "undecided"],
    ["no source, and the port does not fit", { sourceAddresses: [], portRange: "22" }, "closed"],
    ["action deny counts as absent", { action: "deny" }, "closed"],
    ["action allow", { action: "allow" }, "open"],
    ["action that is not known", { action: U }, "undecided"],
    ["text that is no address is everything", { sourceAddresses: ["10.0.0.0/8\u200b"] }, "open"],
    ["leading zeros are everything", { sourceAddresses: ["010.0.0.0/8"] }, "open"],
    ["null where an address belongs", { sourceAddresses: [null] }, "undecided"],
    ["an object where an address belongs", { sourceAddresses: [{}] }, "undecided"],
    ["an address not known", { sourceAddresses: [U] }, "undecided"],
    ["an address not known beside an open one", { sourceAddresses: [U, "0.0.0.0/0"] }, "open"],
    ["addresses not known, and the port does not fit", { sourceAddresses: U, portRange: "22" }, "closed"],
    ["addresses not known, and the protocol does not fit", { sourceAddresses: U, protocol: "udp" }, "closed"],
    ["ports not known", { portRange: U }, "undecided"],
    ["ports not known, small source", { portRange: U, sourceAddresses: SMALL }, "closed"],
    ["protocol not known", { protocol: U }, "undecided"],
    ["protocol not known, and the port does not fit", { protocol: U, portRange: "22" }, "closed"],
    [
        "keys in snake_case",
        { portRange: undefined, port_range: "6443", sourceAddresses: undefined, source_addresses: ["::/0"] },
        "open",
    ],
    ["both spellings are joined", { sourceAddresses: SMALL, source_addresses: ["::/0"] }, "open"],
    ["a key that nobody reads may hide a source", { sourceAddresses: SMALL, sources: ["0.0.0.0/0"] }, "undecided"],
];

it.each(rules)("firewall: %s", (_, difference, verdict) => {
    expect(judgeOne(FIREWALL, { inboundRules: [{ ...OPEN, ...difference }] })).toBe(verdict);
});

const lists: readonly (readonly [string, Properties, Verdict])[] = [
    ["no rules: inbound is closed", {}, "closed"],
    ["an empty list: inbound is closed", { inboundRules: [] }, "closed"],
    ["outbound rules let nobody in", { outboundRules: [OPEN] }, "closed"],
    ["rules add up", { inboundRules: [{ ...OPEN, sourceAddresses: SMALL }, OPEN] }, "open"],
    ["a deny clears nothing", { inboundRules: [{ ...OPEN, action: "deny" }, OPEN] }, "open"],
    ["the whole list not known", { inboundRules: U }, "undecided"],
    ["one rule not known", { inboundRules: [{ ...OPEN, sourceAddresses: SMALL }, U] }, "undecided"],
    ["one rule not known beside an open one", { inboundRules: [U, OPEN] }, "open"],
    ["a rule that is no object", { inboundRules: ["tcp"] }, "undecided"],
    ["a single object is a list of one", { inboundRules: OPEN }, "open"],
    ["a module of Terraform writes inbound_rule", { inbound_rule: [OPEN] }, "open"],
];

it.each(lists)("firewall: %s", (_, properties, verdict) => {
    expect(judgeOne(FIREWALL, properties)).toBe(verdict);
});

it("firewall: says which value decides", () => {
    const given = { inboundRules: [{ ...OPEN, sourceAddresses: undefined }] };
    expect(causesOn([resource(FIREWALL, given)])).toEqual([
        "inboundRules[0].sourceAddresses: no source is given, which the cloud refuses: a source that is computed may be missing here",
    ]);
});

const clusters: readonly (readonly [string, Value, Verdict])[] = [
    ["no controlPlaneFirewall: everyone", undefined, "open"],
    ["null: everyone", null, "open"],
    ["not enabled: everyone", { enabled: false, allowedAddresses: SMALL }, "open"],
    ["enabled is not given: everyone", { allowedAddresses: SMALL }, "open"],
    ["enabled: the listed addresses", { enabled: true, allowedAddresses: SMALL }, "closed"],
    ["enabled as text", { enabled: "TRUE", allowedAddresses: SMALL }, "closed"],
    ["enabled, everyone listed", { enabled: true, allowedAddresses: ["0.0.0.0/0"] }, "open"],
    ["enabled without addresses: closed", { enabled: true }, "closed"],
    ["enabled with an empty list: closed", { enabled: true, allowedAddresses: [] }, "closed"],
    ["enabled, an address not known", { enabled: true, allowedAddresses: [U] }, "undecided"],
    ["enabled, the list not known", { enabled: true, allowedAddresses: U }, "undecided"],
    ["enabled not known, small list", { enabled: U, allowedAddresses: SMALL }, "undecided"],
    ["enabled not known, everyone listed", { enabled: U, allowedAddresses: ["::/0"] }, "open"],
    ["enabled is other text: both", { enabled: "yes", allowedAddresses: SMALL }, "undecided"],
    ["the whole firewall not known", U, "undecided"],
    ["the whole firewall of no shape", "on", "undecided"],
    ["a list of one", [{ enabled: true, allowedAddresses: SMALL }], "closed"],
    ["an empty list is none", [], "open"],
    ["a list of two", [{ enabled: true }, { enabled: true }], "undecided"],
];

it.each(clusters)("cluster: %s", (_, controlPlaneFirewall, verdict) => {
    expect(judgeOne(CLUSTER, { controlPlaneFirewall })).toBe(verdict);
});
