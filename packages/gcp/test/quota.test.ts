import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Distribution } from "../src/index.js";
import { planFirewall } from "../src/plan.js";

const base = { network: "n", targetTags: ["cp"], distribution: Distribution.K3s };
const plan = (args: object) => planFirewall("api", { ...base, ...args } as never).rules; // rows may leave targets out
const named = (rules: ReturnType<typeof plan>, start: string) => rules.filter(({ end }) => end.startsWith(start));
const range = (index: number) => `10.${Math.floor(index / 100)}.${(index % 100) * 2}.0/24`;
const scattered = (count: number) => Array.from({ length: count }, (_, index) => range(index));

describe("256 ranges in a rule", () => {
    it("stay in one rule without a number", () => {
        const [rule, ...others] = named(plan({ nodes: { ranges: scattered(256) } }), "nodes-ipv4");
        expect([rule?.end, rule?.peers.length, others]).toEqual(["nodes-ipv4", 256, []]);
    });

    it("part in two with one more, and every range is in exactly one", () => {
        const parts = named(plan({ nodes: { ranges: scattered(257) } }), "nodes-ipv4");
        expect(parts.map(({ end }) => end)).toEqual(["nodes-ipv4-0", "nodes-ipv4-1"]);
        expect(parts.flatMap(({ peers }) => peers.map(({ who }) => who)).sort()).toEqual(scattered(257).sort());
    });

    it("are as many as your project's quota says", () => {
        expect(named(plan({ nodes: { ranges: scattered(2) }, rangesPerRule: 1, maxRules: 20 }), "nodes-").length).toBe(
            2,
        );
    });
});

it("changes one rule, or parts one, whichever range comes beside any others", () => {
    const ranges = fc.uniqueArray(fc.nat(3000).map(range), { minLength: 2, maxLength: 60 });
    fc.assert(
        fc.property(ranges, (all) => {
            const rules = (some: readonly string[]) =>
                named(plan({ nodes: { ranges: some }, rangesPerRule: 5, maxRules: 1000 }), "nodes-ipv4").map(
                    ({ end, peers }) => `${end}: ${peers.map(({ who }) => who).join()}`,
                );
            const [before, after] = [rules(all.slice(1)), rules(all)];
            expect(before.filter((rule) => !after.includes(rule)).length).toBeLessThanOrEqual(1);
        }),
        { numRuns: 60 },
    );
});

it("counts the rules of the project, and refuses one more with the counts", () => {
    const nodes = { ranges: ["10.0.0.0/16"] };
    expect(plan({ nodes, maxRules: 4 })).toHaveLength(4);
    expect(() => plan({ nodes, maxRules: 3 })).toThrow(/^maxRules: The plan needs 4 firewall rules/);
});

it("aggregates without loss before it refuses", () => {
    const adjacent = Array.from({ length: 64 }, (_, index) => `10.0.${index}.0/24`);
    const [rule] = named(plan({ nodes: { ranges: adjacent }, rangesPerRule: 10, maxRules: 4 }), "nodes-ipv4");
    expect(rule?.peers).toMatchObject([{ who: "10.0.0.0/18" }]);
});

const tags = (count: number) => Array.from({ length: count }, (_, index) => `t${index}`);
const accounts = (count: number) => tags(count).map((tag) => `${tag}@p.iam`);

describe("bounds of Google's own", () => {
    it("are 30 source tags in a rule: one more parts it", () => {
        expect(named(plan({ nodes: { tags: tags(30) } }), "nodes-tags")).toHaveLength(1);
        const parts = named(plan({ nodes: { tags: tags(31) } }), "nodes-tags");
        expect(parts.length).toBeGreaterThan(1);
        expect(parts.flatMap(({ peers }) => peers)).toHaveLength(31);
    });

    it("are 10 source accounts in a rule: one more parts it", () => {
        const nodes = (count: number) => ({
            targetTags: undefined,
            targetServiceAccounts: ["cp@p.iam"],
            nodes: {
                serviceAccounts: Object.fromEntries(accounts(count).map((account) => [account.slice(0, -6), account])),
            },
        });
        expect(named(plan(nodes(10)), "nodes-accounts")).toHaveLength(1);
        expect(named(plan(nodes(11)), "nodes-accounts").length).toBeGreaterThan(1);
    });

    it("are 70 target tags and 10 target accounts", () => {
        expect(plan({ targetTags: tags(70) }).length).toBeGreaterThan(2);
        expect(() => plan({ targetTags: tags(71) })).toThrow(/^targetTags: 71 targets/);
        const targets = (count: number) => ({ targetTags: undefined, targetServiceAccounts: accounts(count) });
        expect(plan(targets(10)).length).toBeGreaterThan(2);
        expect(() => plan(targets(11))).toThrow(/^targetServiceAccounts: 11 targets/);
    });
});
