import { describe, expect, it } from "vitest";
import { Distribution } from "../src/index.js";
import { asInputError } from "../src/input-error.js";
import { readIntent } from "../src/intent.js";
import { planGroup } from "../src/plan.js";
import { quotaOf } from "../src/quota.js";
import { planIngress } from "../src/rules.js";

const NOW = new Date("2026-11-25T12:00:00Z");
const API = [{ from: 6443, to: 6443, purpose: "Kubernetes API", roles: ["nodes", "administrators"] as const }];

/** Blocks with a gap after each, so that nothing can be aggregated. */
const scattered = (count: number) =>
    Array.from({ length: count }, (_, index) => `10.${Math.floor(index / 100)}.${(index % 100) * 2}.0/24`);
const adjacent = (count: number) => Array.from({ length: count }, (_, index) => `10.0.${index}.0/24`);

const plan = (cidrBlocks: string[], quota = { rulesPerGroup: 60, groups: 1 }, more: object = {}) =>
    planIngress(readIntent({ nodes: { cidrBlocks, ...more } }, NOW), API, {
        quota,
        pathMtuDiscovery: false,
        extra: [],
    });

describe("the quota of 60 rules per group and family", () => {
    it("takes 60 sources as they are", () => {
        expect(plan(scattered(60))).toHaveLength(60);
    });

    it("refuses 61 that cannot be aggregated, with the counts", () => {
        expect(() => plan(scattered(61))).toThrow(/needs 61 IPv4 and 0 IPv6 ingress rules.*room for 60/s);
    });

    it("aggregates 64 adjacent blocks without loss before it refuses", () => {
        expect(plan(adjacent(64)).map(({ source }) => source.who)).toEqual(["10.0.0.0/18"]);
    });

    it("counts IPv4 and IPv6 apart", () => {
        const ipv6 = Array.from({ length: 60 }, (_, index) => `2001:db8:${(index * 2).toString(16)}::/48`);
        expect(plan([...scattered(60), ...ipv6])).toHaveLength(120);
    });

    it("counts a group reference in both families", () => {
        expect(() => plan(scattered(60), undefined, { securityGroups: { workers: "sg-1" } })).toThrow(
            /needs 61 IPv4 and 1 IPv6/,
        );
    });

    it("counts a prefix list with its maximum entries", () => {
        const list = { prefixLists: { office: "pl-1" }, prefixListMaxEntries: { office: 20 } };
        expect(plan(scattered(40), undefined, list)).toHaveLength(41);
        expect(() => plan(scattered(41), undefined, list)).toThrow(/needs 61 IPv4 and 20 IPv6/);
    });

    it("spreads over several groups, and a new source moves no other rule", () => {
        const quota = { rulesPerGroup: 60, groups: 3 };
        const groupOf = (blocks: string[]) => new Map(plan(blocks, quota).map(({ name, group }) => [name, group]));
        const before = groupOf(scattered(90));
        const after = groupOf(scattered(91));
        expect([...before].filter(([name, group]) => after.get(name) !== group)).toEqual([]);
        expect(new Set(before.values()).size).toBe(3);
    });

    it("never fills a group beyond its quota", () => {
        const placed = plan(scattered(180), { rulesPerGroup: 60, groups: 3 });
        const sizes = [0, 1, 2].map((group) => placed.filter((rule) => rule.group === group).length);
        expect(sizes).toEqual([60, 60, 60]);
        expect(() => plan(scattered(181), { rulesPerGroup: 60, groups: 3 })).toThrow(/room for 180/);
    });
});

describe("the quota of egress rules", () => {
    const egress = (args: object) =>
        planGroup("api", { vpcId: "vpc-1", distribution: Distribution.K3s, ...args }).egress;
    /** Beside the nodes: three of the control plane itself, one of IPv4 time. */
    const others = 4;

    it("takes 60 rules and refuses one more, with the counts", () => {
        const nodes = (count: number) => ({ nodes: { cidrBlocks: scattered(count) }, maxSecurityGroups: 3 });
        expect(egress(nodes(60 - others)).filter(({ family }) => family !== "ipv6")).toHaveLength(60);
        expect(() => egress(nodes(61 - others))).toThrow(/needs 61 IPv4 egress rules/);
    });

    it("aggregates nodes without loss before it refuses", () => {
        const nodes = { nodes: { cidrBlocks: adjacent(64) }, maxSecurityGroups: 3 };
        const to = egress(nodes).filter(({ why }) => why === "nodes: kubelet");
        expect(to.map(({ source }) => source.who)).toEqual(["10.0.0.0/18"]);
    });

    it("counts a destination's prefix list with its maximum entries", () => {
        const list = (prefixListMaxEntries: number) => ({
            destinations: { registry: { prefixList: "pl-1", prefixListMaxEntries } },
        });
        expect(egress(list(60 - others))).toHaveLength(6);
        expect(() => egress(list(61 - others))).toThrow(/needs 61 IPv4/);
        expect(() => egress({ destinations: { registry: { prefixList: "pl-1" } } })).toThrow(
            /destinations\.registry\.prefixListMaxEntries: The prefix list has no size/,
        );
    });
});

describe("the account's own quota", () => {
    const quota = (rulesPerSecurityGroup: number, maxSecurityGroups: number) =>
        quotaOf({ rulesPerSecurityGroup, maxSecurityGroups });

    it("may be 1,000 rules on one interface, whichever way they are split, and not one more", () => {
        expect(quota(1000, 1)).toEqual({ rulesPerGroup: 1000, groups: 1 });
        expect(quota(62, 16)).toEqual({ rulesPerGroup: 62, groups: 16 });
        expect(() => quota(63, 16)).toThrow(/1008 rules.*maxSecurityGroups: 15/s);
        expect(() => quota(1001, 1)).toThrow(/rulesPerSecurityGroup/);
        expect(() => quota(60, 17)).toThrow(/maxSecurityGroups/);
    });
});

it("fills a group independently of the order in which extra rules were written", () => {
    const rule = (port: number) => ({ fromPort: port, cidrBlock: "10.9.0.0/16", description: "x" });
    const extra = Object.fromEntries(Array.from({ length: 117 }, (_, index) => [`r${index}`, rule(8000 + index)]));
    const groupOf = (extraRules: object) => {
        const plan = planGroup("api", {
            vpcId: "v",
            distribution: Distribution.K3s,
            maxSecurityGroups: 2,
            extraRules,
        } as never);
        return new Map(plan.ingress.map(({ name, group }) => [name, group]));
    };
    const turned = Object.fromEntries(Object.entries(extra).reverse());
    expect([...groupOf(turned)].sort()).toEqual([...groupOf(extra)].sort());
});

it("lets other errors through as they are", () => {
    expect(() =>
        asInputError(() => {
            throw new RangeError("not ours");
        }),
    ).toThrow(RangeError);
});
