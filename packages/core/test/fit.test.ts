import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FirewallError, fit, IpSet } from "../src/index.js";
import { cellText, type SmallSpace, setOf } from "./small-space.js";

/** Two windows whose cells count alike or not, so that either family may be the better one to widen. */
const IPV4: SmallSpace = { name: "10.0.0.0/16", family: 4, base: 0x0a000000n, shift: 8 };
const IPV6: readonly SmallSpace[] = [6, 8, 9].map((shift) => ({
    name: `cells of 2^${shift}`,
    family: 6,
    base: 0x20010db8n << 96n,
    shift,
}));

/** A prefix of the brute force: which cells it holds, as bits; IPv4 in the low 8, IPv6 in the 8 above. */
interface Candidate {
    readonly mask: number;
    readonly text: string;
}

const LOW = 8;

/** All prefixes over the first 8 cells of a window. */
function candidates(space: SmallSpace): Candidate[] {
    const found: Candidate[] = [];
    for (let bits = 5; bits <= 8; bits++) {
        const size = 256 >> bits;
        for (let cell = 0; cell < LOW; cell += size) {
            const mask = ((1 << size) - 1) << (cell + (space.family === 4 ? 0 : LOW));
            found.push({ mask, text: cellText(space, { cell, bits }) });
        }
    }
    return found;
}

function costOf(mask: number, ipv6: SmallSpace): bigint {
    const count = (value: number) => BigInt(value.toString(2).replaceAll("0", "").length);
    return (count(mask & 255) << BigInt(IPV4.shift)) + (count(mask >> LOW) << BigInt(ipv6.shift));
}

/** The least number of addresses added by any choice of at most `count` prefixes, or undefined. */
function bruteForce(set: number, envelope: number, count: number, ipv6: SmallSpace): bigint | undefined {
    const usable = [...candidates(IPV4), ...candidates(ipv6)]
        .map(({ mask }) => mask)
        .filter((mask) => (mask & ~set) === 0 || (mask & ~envelope) === 0);
    let best: bigint | undefined;
    const choose = (from: number, left: number, union: number): void => {
        if ((set & ~union) === 0) {
            const cost = costOf(union & ~set, ipv6);
            if (best === undefined || cost < best) best = cost;
            return;
        }
        for (let index = from; left > 0 && index < usable.length; index++) {
            choose(index + 1, left - 1, union | (usable[index] ?? 0));
        }
    };
    choose(0, count, 0);
    return best;
}

function asSet(mask: number, ipv6: SmallSpace): IpSet {
    const cells = (space: SmallSpace, bits: number) =>
        setOf(
            space,
            [...Array(LOW).keys()].filter((cell) => (bits >> cell) & 1).map((cell) => ({ cell, bits: 8 })),
        );
    return cells(IPV4, mask & 255).union(cells(ipv6, mask >> LOW));
}

function size(set: IpSet): bigint {
    return set.size(4) + set.size(6);
}

describe("least widening", () => {
    const mask = fc.integer({ min: 0, max: 0xffff });
    const dense = fc.tuple(mask, mask).map(([a, b]) => a | b);

    it("adds exactly as few addresses as brute force over every choice of prefixes", () => {
        let [feasible, infeasible] = [0, 0];
        fc.assert(
            fc.property(
                mask,
                dense,
                fc.integer({ min: 0, max: 5 }),
                fc.constantFrom(...IPV6),
                (set, more, count, ipv6) => {
                    const wanted = asSet(set, ipv6);
                    const envelope = asSet(set | more, ipv6);
                    const least = bruteForce(set, set | more, count, ipv6);
                    if (least === undefined) {
                        infeasible++;
                        expect(() => fit(wanted, count, envelope)).toThrow(
                            expect.objectContaining({ code: "fit-infeasible" }),
                        );
                        return;
                    }
                    feasible++;
                    const blocks = fit(wanted, count, envelope);
                    const fitted = IpSet.ofBlocks(blocks);
                    expect(blocks.length).toBeLessThanOrEqual(count);
                    expect(fitted.contains(wanted)).toBe(true);
                    expect(envelope.contains(fitted)).toBe(true);
                    expect(size(fitted) - size(wanted)).toBe(least);
                },
            ),
            { numRuns: 600 },
        );
        expect(Math.min(feasible, infeasible)).toBeGreaterThan(50);
    });

    it("adds nothing to what lies outside the envelope", () => {
        fc.assert(
            fc.property(
                mask,
                mask,
                fc.integer({ min: 1, max: 5 }),
                fc.constantFrom(...IPV6),
                (set, envelope, count, ipv6) => {
                    const least = bruteForce(set, envelope, count, ipv6);
                    if (least === undefined) {
                        expect(() => fit(asSet(set, ipv6), count, asSet(envelope, ipv6))).toThrow(FirewallError);
                        return;
                    }
                    const fitted = IpSet.ofBlocks(fit(asSet(set, ipv6), count, asSet(envelope, ipv6)));
                    expect(size(fitted) - size(asSet(set, ipv6))).toBe(least);
                    expect(asSet(envelope, ipv6).contains(fitted.subtract(asSet(set, ipv6)))).toBe(true);
                },
            ),
            { numRuns: 300 },
        );
    });

    it.each([
        [
            "the second",
            "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128",
            "9fff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/127",
            "8000::/3",
        ],
        [
            "the first",
            "1fff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/127",
            "9fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128",
            "::/3",
        ],
    ])("sees one address among 2^125: widens %s pair", (_name, first, second, widened) => {
        const set = IpSet.of("::/128", first, "8000::/128", second);
        expect(fit(set, 3, IpSet.everything).map(String)).toContain(widened);
        expect(fit(set, 3, IpSet.everything)).toHaveLength(3);
    });
});

describe("exact cover", () => {
    it("is taken where it suffices, whatever the envelope", () => {
        const set = IpSet.of("10.0.0.0/9", "10.128.0.0/9", "2001:db8::/32");
        expect(fit(set, 2).map(String)).toEqual(["10.0.0.0/8", "2001:db8::/32"]);
        expect(fit(set, 2, IpSet.everything).map(String)).toEqual(["10.0.0.0/8", "2001:db8::/32"]);
    });

    it("of nothing needs no block", () => {
        expect(fit(IpSet.empty, 0)).toEqual([]);
    });
});

it.each([
    ["nothing may be added without an envelope", ["10.0.0.0/24", "10.0.2.0/24"], 1, undefined],
    ["the envelope holds only a part of the wider block", ["10.0.0.0/24", "10.0.2.0/24"], 1, ["10.0.0.0/23"]],
    ["two families need two blocks", ["10.0.0.0/24", "2001:db8::/32"], 1, ["0.0.0.0/0", "::/0"]],
    ["no block at all", ["10.0.0.0/24"], 0, ["0.0.0.0/0"]],
    ["a negative number", ["10.0.0.0/24"], -1, ["0.0.0.0/0"]],
] as const)("is an error where %s", (_name, set, count, envelope) => {
    const run = () => fit(IpSet.parse(set), count, envelope && IpSet.parse(envelope));
    expect(run).toThrow(expect.objectContaining({ code: "fit-infeasible" }));
});

it("cuts fractions of a quota off, and takes what is no quota for none", () => {
    const set = IpSet.of("10.0.0.0/32", "10.0.0.2/32");
    expect(fit(set, 1.9, IpSet.of("10.0.0.0/30")).map(String)).toEqual(["10.0.0.0/30"]);
    expect(fit(set, Number.POSITIVE_INFINITY)).toHaveLength(2);
    for (const count of [0, -1, 0.5, Number.NaN]) {
        expect(() => fit(set, count, IpSet.everything)).toThrow(FirewallError);
    }
});

it("keeps to the office's own blocks", () => {
    const set = IpSet.of("198.51.100.0/26", "198.51.100.128/26", "203.0.113.7/32", "203.0.113.9/32");
    const envelope = IpSet.of("198.51.100.0/24", "203.0.113.0/24");
    expect(fit(set, 3, envelope).map(String)).toEqual(["198.51.100.0/26", "198.51.100.128/26", "203.0.113.0/28"]);
    expect(fit(set, 2, envelope).map(String)).toEqual(["198.51.100.0/24", "203.0.113.0/28"]);
    expect(() => fit(set, 1, envelope)).toThrow("4 CIDR blocks do not fit into 1");
});
