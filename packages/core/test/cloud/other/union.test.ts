import { describe, expect, it } from "vitest";
import { IpSet } from "../../../src/ip-set.js";
import { found, type Properties, part, resource } from "./judge.js";

const SOURCES = ["1.0.0.0/16", "2.0.0.0/16", "198.51.100.0/24"];
const EXPECTED = IpSet.of(...SOURCES);

/** Clouds whose rules add up, with the list that holds them, and one rule from a source. */
const LISTS: readonly (readonly [type: string, list: string, rule: (source: string) => Properties])[] = [
    [
        "digitalocean:index/firewall:Firewall",
        "inboundRules",
        (source) => ({ protocol: "tcp", portRange: "6443", sourceAddresses: [source] }),
    ],
    [
        "hcloud:index/firewall:Firewall",
        "rules",
        (source) => ({ direction: "in", protocol: "tcp", port: "6443", sourceIps: [source] }),
    ],
    [
        "openstack:compute/secGroup:SecGroup",
        "rules",
        (source) => ({ ipProtocol: "tcp", fromPort: 6443, toPort: 6443, cidr: source }),
    ],
    ["oci:Core/securityList:SecurityList", "ingressSecurityRules", (source) => ({ protocol: "6", source })],
    ["scaleway:kubernetes/acl:Acl", "aclRules", (source) => ({ ip: source })],
];

/** Clouds whose rules are resources that name their group. */
const RULES: readonly (readonly [type: string, rule: (source: string) => Properties])[] = [
    [
        "openstack:networking/secGroupRule:SecGroupRule",
        (source) => ({ securityGroupId: "g", direction: "ingress", remoteIpPrefix: source }),
    ],
    [
        "oci:Core/networkSecurityGroupSecurityRule:NetworkSecurityGroupSecurityRule",
        (source) => ({ networkSecurityGroupId: "g", direction: "INGRESS", protocol: "all", source }),
    ],
    [
        "vultr:index/firewallRule:FirewallRule",
        (source) => ({
            firewallGroupId: "g",
            protocol: "tcp",
            subnet: source.slice(0, source.indexOf("/")),
            subnetSize: source.slice(source.indexOf("/") + 1),
        }),
    ],
    [
        "civo:index/firewallRule:FirewallRule",
        (source) => ({ firewallId: "g", direction: "ingress", startPort: "6443", cidrs: [source] }),
    ],
];

/** Every order of a list. */
function orders<T>(items: readonly T[]): readonly (readonly T[])[] {
    if (items.length < 2) return [items];
    return items.flatMap((first, at) => orders(items.toSpliced(at, 1)).map((rest) => [first, ...rest]));
}

describe.each(LISTS)("%s", (type, list, rule) => {
    it("admits whom its rules admit together, in any order of them, once or twice", () => {
        for (const order of orders(SOURCES)) {
            const rules = [...order, ...order.slice(0, 1)].map(rule);
            const [only, ...others] = found([resource(type, { [list]: rules })]);
            expect(others).toEqual([]);
            expect(only?.atLeast.addresses.equals(EXPECTED)).toBe(true);
            expect(only?.atMost.addresses.equals(EXPECTED)).toBe(true);
        }
    });
});

describe.each(RULES)("%s", (type, rule) => {
    it("admits whom the rules of its group admit together, in any order of the resources", () => {
        const parts = SOURCES.map((source, at) => part(type, `rule ${at}`, rule(source)));
        for (const order of orders(parts)) {
            const [only, ...others] = found(order);
            expect(others).toEqual([]);
            expect(only?.atLeast.addresses.equals(EXPECTED)).toBe(true);
        }
    });

    it("never adds up the rules of two accounts", () => {
        const parts = SOURCES.map((source, at) =>
            part(type, `rule ${at}`, rule(source), {}, { provider: `urn:pulumi:providers:x::${at % 2}` }),
        );
        expect(found(parts)).toHaveLength(2);
    });
});
