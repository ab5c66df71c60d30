import { expect, it } from "vitest";
import { judgeOne, type Properties, type Row, U, type Verdict } from "./judge.js";

const FIREWALL = "hcloud:index/firewall:Firewall";
const OPEN = { direction: "in", protocol: "tcp", port: "6443", sourceIps: ["0.0.0.0/0", "::/0"] };
const SMALL = ["198.51.100.0/24"];

const rules: readonly Row[] = [
    ["everyone", {}, "open"],
    ["IPv6 alone is open too", { sourceIps: ["::/0"] }, "open"],
    ["a small block", { sourceIps: SMALL }, "closed"],
    ["direction out", { direction: "out" }, "closed"],
    ["direction OUT", { direction: "OUT" }, "closed"],
    ["direction not given", { direction: undefined }, "open"],
    ["direction that is neither is taken for inbound", { direction: "both" }, "open"],
    ["direction not known", { direction: U }, "undecided"],
    ["direction not known, small source", { direction: U, sourceIps: SMALL }, "closed"],
    ["destinations of an outbound rule", { direction: "out", destinationIps: ["0.0.0.0/0"] }, "closed"],
    ["a range of ports", { port: "6443-6444" }, "open"],
    ["any port", { port: "any", protocol: "tcp" }, "open"],
    ["Any port", { port: "Any" }, "open"],
    ["another port", { port: "80-85" }, "closed"],
    ["no port", { port: undefined }, "open"],
    ["udp", { protocol: "udp" }, "closed"],
    ["gre has no ports", { protocol: "gre", port: undefined }, "closed"],
    ["esp has no ports", { protocol: "esp", port: undefined }, "closed"],
    ["a port that is no plain decimal", { port: "６４４３" }, "open"],
    ["a fractional port is cut off", { port: 6443.9 }, "open"],
    ["no source, and the port fits", { sourceIps: undefined }, "undecided"],
    ["a source not known", { sourceIps: [U] }, "undecided"],
    ["a port not known", { port: U }, "undecided"],
    ["a protocol not known", { protocol: U }, "undecided"],
    ["a protocol not known, and the port does not fit", { protocol: U, port: "22" }, "closed"],
    ["text that is no address", { sourceIps: ["any"] }, "open"],
    ["empty text as an address", { sourceIps: [""] }, "open"],
    ["keys in snake_case", { sourceIps: undefined, source_ips: ["::/0"] }, "open"],
    ["a key that nobody reads", { sourceIps: SMALL, source: "0.0.0.0/0" }, "undecided"],
];

it.each(rules)("firewall: %s", (_, difference, verdict) => {
    expect(judgeOne(FIREWALL, { rules: [{ ...OPEN, ...difference }] })).toBe(verdict);
});

const lists: readonly (readonly [string, Properties, Verdict])[] = [
    ["no inbound rule: all of it is dropped", { rules: [{ ...OPEN, direction: "out" }] }, "closed"],
    ["no rules at all", {}, "closed"],
    ["rules add up", { rules: [{ ...OPEN, sourceIps: SMALL }, OPEN] }, "open"],
    ["the whole list not known", { rules: U }, "undecided"],
    ["one rule not known beside an open one", { rules: [U, OPEN] }, "open"],
    ["a rule that is no object", { rules: [7] }, "undecided"],
    ["what it is applied to changes nothing", { rules: [OPEN], applyTos: [] }, "open"],
    ["a module of Terraform writes rule", { rule: OPEN }, "open"],
];

it.each(lists)("firewall: %s", (_, properties, verdict) => {
    expect(judgeOne(FIREWALL, properties)).toBe(verdict);
});
