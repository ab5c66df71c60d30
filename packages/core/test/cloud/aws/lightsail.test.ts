import { expect, it } from "vitest";
import { judge, type Properties, U, type Verdict } from "./judge.js";

const TCP = { protocol: "tcp", fromPort: 6443, toPort: 6443 };
const BOTH = { cidrs: ["10.0.0.0/8"], ipv6Cidrs: ["fc00::/7"] };

const rows: readonly (readonly [string, Properties, Verdict])[] = [
    ["no cidrs at all: everyone", {}, "open"],
    ["empty list = omitted", { cidrs: [], ipv6Cidrs: [] }, "open"],
    ["a list that a filter emptied", { cidrs: [""], ipv6Cidrs: ["fc00::/7"] }, "open"],
    ["both families given", BOTH, "closed"],
    ["one family given: IPv6 is open", { cidrs: ["10.0.0.0/8"] }, "open"],
    ["one family given: IPv4 is open", { ipv6Cidrs: ["fc00::/7"] }, "open"],
    ["snake_case keys", { cidrs: ["10.0.0.0/8"], ipv6_cidrs: ["fc00::/7"] }, "closed"],
    ["protocol all: every port", { ...BOTH, cidrs: ["0.0.0.0/0"], protocol: "all", fromPort: 0, toPort: 0 }, "open"],
    ["protocol all, restricted", { ...BOTH, protocol: "all" }, "closed"],
    ["protocol udp", { protocol: "udp" }, "closed"],
    ["cidrListAliases alone: IPv6 is open", { cidrListAliases: ["lightsail-connect"] }, "open"],
    ["lightsail-connect is a service", { cidrListAliases: ["lightsail-connect"], ipv6Cidrs: ["fc00::/7"] }, "closed"],
    ["another alias", { cidrListAliases: ["office"], ipv6Cidrs: ["fc00::/7"] }, "undecided"],
    ["an unknown alias", { cidrListAliases: [U], ipv6Cidrs: ["fc00::/7"] }, "undecided"],
    ["cidrs unknown in part", { ...BOTH, cidrs: [U] }, "undecided"],
    ["cidrs unknown, IPv6 not given", { cidrs: U }, "open"],
    ["the port does not fit", { fromPort: 22, toPort: 22 }, "closed"],
    ["a port unknown", { fromPort: U }, "undecided"],
];

it.each(rows)("%s", (_, difference, verdict) => {
    const info = { ...TCP, ...difference };
    expect(judge("aws:lightsail/instancePublicPorts:InstancePublicPorts", { portInfos: [info] }).verdict).toBe(verdict);
    expect(judge("aws-native:lightsail:Instance", { networking: { ports: [info] } }).verdict).toBe(verdict);
});

const wholes: readonly (readonly [string, string, Properties, Verdict])[] = [
    ["no ports", "aws:lightsail/instancePublicPorts:InstancePublicPorts", { portInfos: [] }, "closed"],
    ["ports unknown", "aws:lightsail/instancePublicPorts:InstancePublicPorts", { portInfos: U }, "undecided"],
    ["aws-native without networking", "aws-native:lightsail:Instance", {}, "closed"],
    ["aws-native networking unknown", "aws-native:lightsail:Instance", { networking: U }, "undecided"],
];

it.each(wholes)("%s", (_, type, properties, verdict) => {
    expect(judge(type, properties).verdict).toBe(verdict);
});

const balancers: readonly (readonly [string, Properties, number, Verdict])[] = [
    ["load balancer: the port of its instances", { instancePort: 6443 }, 6443, "open"],
    ["load balancer: another port", { instancePort: 8080 }, 6443, "closed"],
    ["load balancer: a port not known", { instancePort: U }, 6443, "undecided"],
    ["load balancer: port 80 in front", { instancePort: 8080 }, 80, "open"],
    ["load balancer: port 443 once it has a certificate", { instancePort: 8080 }, 443, "undecided"],
];

it.each(balancers)("%s", (_, properties, port, verdict) => {
    expect(judge("aws:lightsail/lb:Lb", properties, port).verdict).toBe(verdict);
    expect(judge("aws-native:lightsail:LoadBalancer", properties, port).verdict).toBe(verdict);
});
