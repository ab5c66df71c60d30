import { expect, it } from "vitest";
import type { Value } from "../../../src/value.js";
import { judgeOne, type Properties, type Row, U, type Verdict } from "./judge.js";

const FIREWALL = "linode:index/firewall:Firewall";
const CLUSTER = "linode:index/lkeCluster:LkeCluster";
const ACCEPT = { label: "api", action: "ACCEPT", protocol: "TCP", ports: "6443", ipv4s: ["0.0.0.0/0"] };
const DROP = { ...ACCEPT, action: "DROP", ipv4s: ["0.0.0.0/0"], ipv6s: ["::/0"] };
const SMALL = ["198.51.100.0/24"];

const rules: readonly Row[] = [
    ["everyone", {}, "open"],
    ["IPv6 alone is open too", { ipv4s: undefined, ipv6s: ["::/0"] }, "open"],
    ["a small block", { ipv4s: SMALL }, "closed"],
    ["action in lower case", { action: "accept" }, "open"],
    ["a drop", { action: "DROP" }, "closed"],
    ["action not known", { action: U }, "undecided"],
    ["action not known, small source", { action: U, ipv4s: SMALL }, "closed"],
    ["action of another word", { action: "LOG" }, "undecided"],
    ["UDP", { protocol: "UDP" }, "closed"],
    ["ICMP", { protocol: "ICMP", ports: undefined }, "closed"],
    ["IPENCAP", { protocol: "IPENCAP", ports: undefined }, "closed"],
    ["protocol not known", { protocol: U }, "undecided"],
    ["no ports are every port", { ports: undefined }, "open"],
    ["ports with commas", { ports: "22, 6440-6450, 80" }, "open"],
    ["ports with commas that do not fit", { ports: "22, 80-90, 91" }, "closed"],
    ["ports that are no plain decimal", { ports: "ssh" }, "open"],
    ["ports not known", { ports: U }, "undecided"],
    ["no source, and the port fits", { ipv4s: undefined }, "undecided"],
    ["a source not known", { ipv4s: [U] }, "undecided"],
    ["a list of sources not known", { ipv4s: U }, "undecided"],
    ["a source that is none", { ipv4s: ["all"] }, "open"],
    ["a module of Terraform writes ipv4", { ipv4s: undefined, ipv4: ["0.0.0.0/0"] }, "open"],
    ["a key that nobody reads", { ipv4s: SMALL, addresses: { ipv4: ["0.0.0.0/0"] } }, "undecided"],
];

it.each(rules)("firewall, rule: %s", (_, difference, verdict) => {
    expect(judgeOne(FIREWALL, { inboundPolicy: "DROP", inbounds: [{ ...ACCEPT, ...difference }] })).toBe(verdict);
});

const firewalls: readonly (readonly [string, Properties, Verdict])[] = [
    ["inboundPolicy ACCEPT without a rule", { inboundPolicy: "ACCEPT" }, "open"],
    ["inboundPolicy DROP without a rule", { inboundPolicy: "DROP" }, "closed"],
    ["inboundPolicy in lower case", { inboundPolicy: "drop" }, "closed"],
    ["inboundPolicy not known", { inboundPolicy: U }, "undecided"],
    ["inboundPolicy not given", {}, "undecided"],
    ["the first match decides: a drop before", { inboundPolicy: "ACCEPT", inbounds: [DROP, ACCEPT] }, "closed"],
    ["the first match decides: an accept before", { inboundPolicy: "DROP", inbounds: [ACCEPT, DROP] }, "open"],
    ["a drop of other ports", { inboundPolicy: "ACCEPT", inbounds: [{ ...DROP, ports: "22" }] }, "open"],
    ["a drop of UDP", { inboundPolicy: "ACCEPT", inbounds: [{ ...DROP, protocol: "UDP" }] }, "open"],
    ["a drop of IPv4 leaves IPv6", { inboundPolicy: "ACCEPT", inbounds: [{ ...DROP, ipv6s: undefined }] }, "open"],
    ["a drop of half the internet", { inboundPolicy: "ACCEPT", inbounds: [{ ...DROP, ipv4s: ["0.0.0.0/1"] }] }, "open"],
    ["a drop of both families", { inboundPolicy: "ACCEPT", inbounds: [DROP] }, "closed"],
    ["a drop whose source is not known", { inboundPolicy: "ACCEPT", inbounds: [{ ...DROP, ipv4s: [U] }] }, "undecided"],
    ["a drop whose ports are not known", { inboundPolicy: "ACCEPT", inbounds: [{ ...DROP, ports: U }] }, "undecided"],
    ["a drop whose ports are none", { inboundPolicy: "ACCEPT", inbounds: [{ ...DROP, ports: "api" }] }, "undecided"],
    ["a drop whose protocol is none", { inboundPolicy: "ACCEPT", inbounds: [{ ...DROP, protocol: "X" }] }, "undecided"],
    ["a drop with a key that nobody reads", { inboundPolicy: "ACCEPT", inbounds: [{ ...DROP, days: 1 }] }, "undecided"],
    [
        "a drop without a source",
        { inboundPolicy: "ACCEPT", inbounds: [{ ...DROP, ipv4s: [], ipv6s: [] }] },
        "undecided",
    ],
    ["a drop that may be an accept", { inboundPolicy: "ACCEPT", inbounds: [{ ...DROP, action: U }] }, "undecided"],
    ["a rule not known before an open one", { inboundPolicy: "DROP", inbounds: [U, ACCEPT] }, "undecided"],
    ["a rule not known behind an open one", { inboundPolicy: "DROP", inbounds: [ACCEPT, U] }, "open"],
    ["a rule not known behind a drop of everything", { inboundPolicy: "DROP", inbounds: [DROP, U] }, "closed"],
    ["the whole list not known", { inboundPolicy: "DROP", inbounds: U }, "undecided"],
    ["the whole list not known, ACCEPT", { inboundPolicy: "ACCEPT", inbounds: U }, "undecided"],
    ["a rule that is no object", { inboundPolicy: "DROP", inbounds: ["ACCEPT"] }, "undecided"],
    ["disabled filters nothing", { inboundPolicy: "DROP", disabled: true }, "open"],
    ["disabled as text", { inboundPolicy: "DROP", disabled: "true" }, "open"],
    ["disabled false", { inboundPolicy: "DROP", disabled: false }, "closed"],
    ["disabled not known", { inboundPolicy: "DROP", disabled: U }, "undecided"],
    ["disabled not known, open in any case", { inboundPolicy: "DROP", inbounds: [ACCEPT], disabled: U }, "open"],
    ["disabled not known, a drop", { inboundPolicy: "ACCEPT", inbounds: [DROP], disabled: U }, "undecided"],
    [
        "outbound rules let nobody in",
        { inboundPolicy: "DROP", outboundPolicy: "ACCEPT", outbounds: [ACCEPT] },
        "closed",
    ],
    ["what it is attached to changes nothing", { inboundPolicy: "ACCEPT", linodes: [] }, "open"],
    ["a module of Terraform writes inbound", { inboundPolicy: "DROP", inbound: [ACCEPT] }, "open"],
    [
        "two lists: nobody knows which comes first",
        { inboundPolicy: "DROP", inbounds: [DROP], inbound: [ACCEPT] },
        "undecided",
    ],
];

it.each(firewalls)("firewall: %s", (_, properties, verdict) => {
    expect(judgeOne(FIREWALL, properties)).toBe(verdict);
});

const acls: readonly (readonly [string, Value, Verdict])[] = [
    ["no acl: everyone", {}, "open"],
    ["not enabled: everyone", { acl: { enabled: false, addresses: [{ ipv4s: SMALL }] } }, "open"],
    ["enabled is not given: everyone", { acl: { addresses: [{ ipv4s: SMALL }] } }, "open"],
    ["enabled: the listed addresses", { acl: { enabled: true, addresses: [{ ipv4s: SMALL }] } }, "closed"],
    ["enabled, everyone by IPv6", { acl: { enabled: true, addresses: [{ ipv4s: SMALL, ipv6s: ["::/0"] }] } }, "open"],
    ["enabled, a bare address", { acl: { enabled: true, addresses: [{ ipv4s: ["203.0.113.9"] }] } }, "closed"],
    ["enabled without addresses: closed", { acl: { enabled: true } }, "closed"],
    ["enabled, an address not known", { acl: { enabled: true, addresses: [{ ipv4s: [U] }] } }, "undecided"],
    ["enabled, an element not known", { acl: { enabled: true, addresses: [U] } }, "undecided"],
    ["enabled, addresses not known", { acl: { enabled: true, addresses: U } }, "undecided"],
    ["enabled not known", { acl: { enabled: U, addresses: [{ ipv4s: SMALL }] } }, "undecided"],
    ["acl not known", { acl: U }, "undecided"],
    ["controlPlane not known", U, "undecided"],
    ["controlPlane not given: everyone", undefined, "open"],
    ["controlPlane of no shape", "private", "undecided"],
    ["lists of one", [{ acl: [{ enabled: true, addresses: [{ ipv4s: SMALL }] }] }], "closed"],
    ["a module of Terraform writes ipv4", { acl: { enabled: true, addresses: [{ ipv4: ["0.0.0.0/0"] }] } }, "open"],
];

it.each(acls)("cluster: %s", (_, controlPlane, verdict) => {
    expect(judgeOne(CLUSTER, { controlPlane })).toBe(verdict);
});
