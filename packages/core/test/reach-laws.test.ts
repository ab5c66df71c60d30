import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressesPeer } from "../src/cloud/shape.js";
import { tcp } from "../src/point.js";
import { reach } from "../src/reach.js";
import { known, type Rule } from "../src/rule.js";
import { blockOf, CLIENTS, randomFrom, randomRule, ruleOf, type SmallRule } from "./oracle.js";
import { rule } from "./rules.js";

const POINT = tcp(6443);

function admitted(rules: readonly Rule[]): readonly [string, string] {
    const { atLeast, atMost } = reach(rules, POINT);
    return [atLeast.addresses.toString(), atMost.addresses.toString()];
}

/** Rules of the small world: a seed makes the list, so that a failing case is one number. */
const smallRules = fc
    .tuple(fc.integer(), fc.integer({ min: 0, max: 6 }), fc.boolean())
    .map(([seed, count, unknowns]) => {
        const random = randomFrom(seed);
        return Array.from({ length: count }, () => randomRule(random, unknowns));
    });

describe("laws", () => {
    const RUNS = { numRuns: 2000 };

    it("does not depend on the order of the rules", () => {
        fc.assert(
            fc.property(smallRules, fc.integer(), (small, seed) => {
                const random = randomFrom(seed);
                const rules = small.map(ruleOf);
                const shuffled = rules.map((one) => ({ one, key: random(1000) })).sort((a, b) => a.key - b.key);
                expect(admitted(shuffled.map(({ one }) => one))).toEqual(admitted(rules));
            }),
            RUNS,
        );
    });

    it("never shrinks by an allow and never grows by a deny", () => {
        fc.assert(
            fc.property(smallRules, fc.integer(), (small, seed) => {
                const more = ruleOf(randomRule(randomFrom(seed), true), 99);
                const before = reach(small.map(ruleOf), POINT);
                const after = reach([...small.map(ruleOf), more], POINT);
                const [smaller, larger] = more.action === "allow" ? [before, after] : [after, before];
                expect(larger.atLeast.addresses.contains(smaller.atLeast.addresses)).toBe(true);
                expect(larger.atMost.addresses.contains(smaller.atMost.addresses)).toBe(true);
            }),
            RUNS,
        );
    });

    it("keeps what is admitted at least within what is admitted at most", () => {
        fc.assert(
            fc.property(smallRules, (small) => {
                const { atLeast, atMost } = reach(small.map(ruleOf), POINT);
                expect(atMost.addresses.contains(atLeast.addresses)).toBe(true);
            }),
            RUNS,
        );
    });

    it("is never contradicted when a value becomes known", () => {
        fc.assert(
            fc.property(smallRules, fc.integer(), (small, seed) => {
                const random = randomFrom(seed);
                const before = reach(small.map(ruleOf), POINT);
                const after = reach(small.flatMap((one) => becomeKnown(one, random)).map(ruleOf), POINT);
                expect(after.atLeast.addresses.contains(before.atLeast.addresses)).toBe(true);
                expect(before.atMost.addresses.contains(after.atMost.addresses)).toBe(true);
            }),
            RUNS,
        );
    });

    it("judges every address of a block alike: what holds for a client holds for its block", () => {
        for (let client = 0; client < CLIENTS; client++) {
            const { atLeast } = reach([rule("a", "allow", addressesPeer(blockOf(client), ""))], POINT);
            expect(atLeast.addresses.equals(blockOf(client))).toBe(true);
        }
    });
});

/** One completion of the unknown values of a rule; none where it turns out not to exist. */
function becomeKnown(small: SmallRule, random: (limit: number) => number): readonly SmallRule[] {
    if (!small.certain && random(2) === 0) return [];
    const settle = ({ least, most }: { least: number; most: number }, atLeastOne: boolean) => {
        const value = least | (most & ~least & random(1 << CLIENTS));
        const kept = atLeastOne && value === 0 ? most : value;
        return { least: kept, most: kept };
    };
    const { least, most } = small.priority;
    const priority = least + random(most - least + 1);
    return [
        {
            ...small,
            certain: true,
            clients: settle(small.clients, false),
            sourcePorts: settle(small.sourcePorts, small.allows),
            places: known(placesOf(settle(small.places, small.allows).most, small.places.most)),
            matches: settle(small.matches, false),
            priority: { least: priority, most: priority },
        },
    ];
}

/** The fifth place stands for all that no rule names: no rule speaks of it alone. */
function placesOf(value: number, most: number): number {
    return value === 31 || (value & 15) === 0 ? most : value & 15;
}
