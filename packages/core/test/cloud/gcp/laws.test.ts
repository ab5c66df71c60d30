import fc from "fast-check";
import { expect, it } from "vitest";
import type { Resource, Value } from "../../../src/value.js";
import { judge, type Properties, resource, U } from "./judge.js";

// Four public blocks stand for all sources, and five instances for all that a rule can select: one without a name,
// one of each tag, one of both, and one of an account. A network of a few random firewalls is then small enough to ask
// every instance about every source.

const BLOCKS = ["16.0.0.0/6", "20.0.0.0/6", "24.0.0.0/6", "28.0.0.0/6"];
const INSTANCES: readonly { readonly tags: readonly string[]; readonly account?: string }[] = [
    { tags: [] },
    { tags: ["a"] },
    { tags: ["b"] },
    { tags: ["a", "b"] },
    { tags: [], account: "s" },
];

interface Small {
    readonly allow: boolean;
    readonly priority: number;
    readonly blocks: readonly string[];
    readonly tags: readonly string[];
    readonly accounts: readonly string[];
    readonly disabled: boolean;
}

const small: fc.Arbitrary<Small> = fc.record({
    allow: fc.boolean(),
    priority: fc.integer({ min: 0, max: 3 }),
    blocks: fc.subarray(BLOCKS, { minLength: 1 }),
    tags: fc.subarray(["a", "b"]),
    accounts: fc.constantFrom([], [], ["s"]),
    disabled: fc.constantFrom(false, false, false, true),
});

function selects(rule: Small, instance: (typeof INSTANCES)[number]): boolean {
    if (rule.accounts.length > 0) return rule.accounts.includes(instance.account ?? "");
    return rule.tags.length === 0 || rule.tags.some((tag) => instance.tags.includes(tag));
}

/** Asks each instance about each source: the first tier that matches decides, and in it a deny. */
function isOpen(rules: readonly Small[]): boolean {
    return INSTANCES.some((instance) =>
        BLOCKS.some((block) => {
            const matching = rules.filter(
                (rule) => !rule.disabled && selects(rule, instance) && rule.blocks.includes(block),
            );
            const first = Math.min(...matching.map(({ priority }) => priority));
            const tier = matching.filter(({ priority }) => priority === first);
            return tier.length > 0 && tier.every(({ allow }) => allow);
        }),
    );
}

function firewall(rule: Small, index: number, hidden: readonly string[] = []): Resource {
    const properties: Record<string, Value> = {
        network: "n",
        priority: rule.priority,
        disabled: rule.disabled,
        sourceRanges: rule.blocks,
        [rule.allow ? "allows" : "denies"]: [{ protocol: "tcp", ports: ["6443"] }],
        ...(rule.accounts.length > 0 ? { targetServiceAccounts: rule.accounts } : { targetTags: rule.tags }),
    };
    for (const name of hidden) if (Object.hasOwn(properties, name)) properties[name] = U;
    return resource("gcp:compute/firewall:Firewall", properties, { name: `fw-${index}` });
}

const runs = { numRuns: 2000 };

it("agrees with asking every instance about every source", () => {
    fc.assert(
        fc.property(fc.array(small, { maxLength: 6 }), (rules) => {
            expect(judge(rules.map((rule, index) => firewall(rule, index)))).toBe(isOpen(rules) ? "open" : "closed");
        }),
        runs,
    );
});

const HIDEABLE = [
    "network",
    "priority",
    "disabled",
    "sourceRanges",
    "targetTags",
    "targetServiceAccounts",
    "allows",
    "denies",
];
const hidden = fc.subarray(HIDEABLE, { maxLength: 3 });

it("never contradicts what turns out when values become known", () => {
    fc.assert(
        fc.property(fc.array(fc.tuple(small, hidden), { maxLength: 5 }), (rules) => {
            const verdict = judge(rules.map(([rule, names], index) => firewall(rule, index, names)));
            const truth = isOpen(rules.map(([rule]) => rule)) ? "open" : "closed";
            expect([truth, "undecided"]).toContain(verdict);
        }),
        runs,
    );
});

it("does not depend on the order of the resources", () => {
    fc.assert(
        fc.property(fc.array(fc.tuple(small, hidden), { maxLength: 5 }), (rules) => {
            const resources = rules.map(([rule, names], index) => firewall(rule, index, names));
            expect(judge(resources.toReversed())).toBe(judge(resources));
        }),
        runs,
    );
});

it("an allow more never closes, a deny more never opens", () => {
    fc.assert(
        fc.property(fc.array(small, { maxLength: 4 }), small, (rules, one) => {
            const before = judge(rules.map((rule, index) => firewall(rule, index)));
            const after = judge([...rules, one].map((rule, index) => firewall(rule, index)));
            if (before !== after) expect(after).toBe(one.allow ? "open" : "closed");
        }),
        runs,
    );
});

const MUTE: Properties = {};

it("says nothing of an empty stack", () => {
    expect(judge([])).toBe("closed");
    expect(judge([resource("gcp:compute/network:Network", MUTE)])).toBe("closed");
});
