import { expect, it } from "vitest";
import { found, judge, judgeOne, notesOn, part, type Row, resource, U } from "./judge.js";

const GROUP = "vultr:index/firewallGroup:FirewallGroup";
const RULE = "vultr:index/firewallRule:FirewallRule";
const CLUSTER = "vultr:index/kubernetes:Kubernetes";
const OPEN = { firewallGroupId: "g", ipType: "v4", protocol: "tcp", subnet: "0.0.0.0", subnetSize: 0, port: "6443" };

const rules: readonly Row[] = [
    ["0.0.0.0 of size 0 is everyone", {}, "open"],
    [":: of size 0 is everyone", { ipType: "v6", subnet: "::", subnetSize: 0 }, "open"],
    ["size as text", { subnetSize: "0" }, "open"],
    ["a small subnet", { subnet: "198.51.100.0", subnetSize: 24 }, "closed"],
    ["a single address", { subnet: "203.0.113.9", subnetSize: 32 }, "closed"],
    ["a size that is none", { subnetSize: 33 }, "open"],
    ["a subnet that is none", { subnet: "any" }, "open"],
    ["size not known", { subnetSize: U }, "undecided"],
    ["size not given", { subnetSize: undefined }, "undecided"],
    ["subnet not known", { subnet: U }, "undecided"],
    ["no subnet, and the port fits", { subnet: undefined }, "undecided"],
    ["a range of ports", { port: "6000:7000" }, "open"],
    ["another port", { port: "22" }, "closed"],
    ["a range that is none", { port: "22-23" }, "open"],
    ["no port is every port", { port: undefined }, "open"],
    ["port not known", { port: U }, "undecided"],
    ["udp", { protocol: "udp" }, "closed"],
    ["gre", { protocol: "gre", port: undefined }, "closed"],
    ["protocol not known", { protocol: U }, "undecided"],
    ["source cloudflare is a service, and wins over the subnet", { source: "cloudflare" }, "closed"],
    ["source Cloudflare in capitals", { source: "Cloudflare" }, "closed"],
    ["empty source is none", { source: "" }, "open"],
    ["another source is not known here", { source: "lb-1" }, "undecided"],
    ["source not known", { source: U }, "undecided"],
    ["keys in snake_case", { subnetSize: undefined, subnet_size: 32 }, "closed"],
    ["a key that nobody reads", { subnet: "10.0.0.0", subnetSize: 8, subnets: ["0.0.0.0/0"] }, "undecided"],
    ["its group does not matter", { firewallGroupId: U }, "open"],
];

it.each(rules)("rule: %s", (_, difference, verdict) => {
    expect(judgeOne(RULE, { ...OPEN, ...difference })).toBe(verdict);
});

it("rule: Cloudflare is a remark", () => {
    const [only] = found([resource(RULE, { ...OPEN, source: "cloudflare" })]);
    expect(only?.relays.map(({ name }) => name)).toEqual(["Cloudflare"]);
});

it("rules of one group add up", () => {
    const group = part(GROUP, "group", {}, {}, { id: "g" });
    const half = (name: string, subnet: string) => part(RULE, name, { ...OPEN, subnet, subnetSize: 13 });
    expect(judge([group])).toBe("closed");
    expect(judge([group, half("a", "1.0.0.0")])).toBe("closed");
    expect(judge([group, half("a", "1.0.0.0"), half("b", "1.8.0.0")])).toBe("open");
});

it("cluster: no property lists the addresses, which is a remark", () => {
    expect(judgeOne(CLUSTER, { enableFirewall: true })).toBe("closed");
    expect(notesOn([resource(CLUSTER, {})])).toMatchObject([{ code: "managed-endpoint-not-seen", weight: "advisory" }]);
});
