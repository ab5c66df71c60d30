import { excludeCidr, mergeCidr } from "cidr-tools";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CidrBlock, formatAddress, IpSet, parseAddress } from "../src/index.js";
import {
    type Bitmap,
    bitmapOf,
    type CellBlock,
    cellsIn,
    cellText,
    fewestBlocks,
    SMALL_SPACES,
    type SmallSpace,
    setOf,
} from "./small-space.js";

const cellBlocks: fc.Arbitrary<readonly CellBlock[]> = fc.array(
    fc.record({ cell: fc.nat(255), bits: fc.integer({ min: 0, max: 8 }) }),
    { maxLength: 8 },
);

function window(space: SmallSpace): IpSet {
    return setOf(space, [{ cell: 0, bits: 0 }]);
}

function both(a: Bitmap, b: Bitmap, join: (a: boolean, b: boolean) => boolean): Bitmap {
    return a.map((value, index) => join(value, b[index] === true));
}

describe.each(SMALL_SPACES)("against a bitmap of $name", (space) => {
    it("computes every operation exactly", () => {
        fc.assert(
            fc.property(cellBlocks, cellBlocks, (as, bs) => {
                const [a, b] = [setOf(space, as), setOf(space, bs)];
                const [inA, inB] = [bitmapOf(as), bitmapOf(bs)];
                expect(cellsIn(space, a)).toEqual(inA);
                expect(cellsIn(space, a.union(b))).toEqual(both(inA, inB, (x, y) => x || y));
                expect(cellsIn(space, a.intersect(b))).toEqual(both(inA, inB, (x, y) => x && y));
                expect(cellsIn(space, a.subtract(b))).toEqual(both(inA, inB, (x, y) => x && !y));
                expect(cellsIn(space, a.complement())).toEqual(inA.map((x) => !x));
                expect(a.contains(b)).toBe(both(inA, inB, (x, y) => x || !y).every(Boolean));
                expect(a.overlaps(b)).toBe(both(inA, inB, (x, y) => x && y).some(Boolean));
                expect(a.equals(b)).toBe(both(inA, inB, (x, y) => x === y).every(Boolean));
                expect(a.isEmpty).toBe(!inA.some(Boolean));
                const cells = BigInt(inA.filter(Boolean).length);
                expect(a.size(space.family)).toBe(cells << BigInt(space.shift));
                expect(a.size(space.family === 4 ? 6 : 4)).toBe(0n);
            }),
            { numRuns: 300 },
        );
    });

    it("covers a set with the fewest blocks", () => {
        fc.assert(
            fc.property(cellBlocks, cellBlocks, (as, bs) => {
                const set = setOf(space, as).subtract(setOf(space, bs));
                const cover = set.toCidrBlocks();
                expect(cover).toHaveLength(fewestBlocks(cellsIn(space, set)));
                expect(IpSet.ofBlocks(cover).equals(set)).toBe(true);
                expect(IpSet.parse(cover.map(String)).equals(set)).toBe(true);
                expect(setOf(space, as).contains(set)).toBe(true);
            }),
            { numRuns: 500 },
        );
    });

    it("answers for one block as for a set of it", () => {
        fc.assert(
            fc.property(cellBlocks, fc.nat(255), fc.integer({ min: 0, max: 8 }), (as, cell, bits) => {
                const set = setOf(space, as);
                const block = CidrBlock.parse(cellText(space, { cell, bits }));
                expect(set.contains(block)).toBe(set.contains(IpSet.ofBlocks([block])));
                expect(set.overlaps(block)).toBe(set.overlaps(IpSet.ofBlocks([block])));
            }),
            { numRuns: 500 },
        );
    });

    it("is the same set whatever the ranges it is made of", () => {
        fc.assert(
            fc.property(cellBlocks, (as) => {
                const set = setOf(space, as);
                const parts = [...set.ranges()].map(({ first, last }) => IpSet.ofRange(first, last));
                expect(IpSet.unionOf(parts).equals(set)).toBe(true);
                expect(IpSet.unionOf(as.map((block) => setOf(space, [block]))).equals(set)).toBe(true);
                expect(window(space).contains(set)).toBe(true);
            }),
            { numRuns: 200 },
        );
    });
});

/** Sets of both families, dense enough at their ends to meet. */
const sets: fc.Arbitrary<IpSet> = fc
    .array(fc.tuple(fc.constantFrom(...SMALL_SPACES), fc.nat(255), fc.integer({ min: 0, max: 8 })), { maxLength: 10 })
    .map((blocks) => IpSet.parse(blocks.map(([space, cell, bits]) => cellText(space, { cell, bits }))));

describe("the laws of sets", () => {
    const holds = (name: string, law: (a: IpSet, b: IpSet, c: IpSet) => boolean) =>
        it(name, () => fc.assert(fc.property(sets, sets, sets, law), { numRuns: 500 }));

    holds(
        "union and intersection commute",
        (a, b) => a.union(b).equals(b.union(a)) && a.intersect(b).equals(b.intersect(a)),
    );
    holds(
        "union is associative",
        (a, b, c) =>
            a
                .union(b)
                .union(c)
                .equals(a.union(b.union(c))) && a.union(b, c).equals(a.union(b).union(c)),
    );
    holds("intersection is associative", (a, b, c) =>
        a
            .intersect(b)
            .intersect(c)
            .equals(a.intersect(b.intersect(c))),
    );
    holds("intersection distributes over union", (a, b, c) =>
        a.intersect(b.union(c)).equals(a.intersect(b).union(a.intersect(c))),
    );
    holds("a complement turns union into intersection", (a, b) =>
        a.union(b).complement().equals(a.complement().intersect(b.complement())),
    );
    holds("a complement twice is the set", (a) => a.complement().complement().equals(a));
    holds(
        "a set and its complement are everything",
        (a) => a.union(a.complement()).equals(IpSet.everything) && !a.overlaps(a.complement()),
    );
    holds("a difference is what the complement keeps", (a, b) => a.subtract(b).equals(a.intersect(b.complement())));
    holds("a difference and an intersection make the set", (a, b) => a.subtract(b).union(a.intersect(b)).equals(a));
    holds(
        "empty and everything are neutral",
        (a) => a.union(IpSet.empty).equals(a) && a.intersect(IpSet.everything).equals(a),
    );
    holds("containing is a union that changes nothing", (a, b) => a.contains(b) === a.union(b).equals(a));
    holds("overlapping is an intersection with something in it", (a, b) => a.overlaps(b) === !a.intersect(b).isEmpty);
    holds(
        "the families are apart and together the set",
        (a) => a.family(4).union(a.family(6)).equals(a) && !a.family(4).overlaps(a.family(6)),
    );
    holds("sizes add up", (a, b) => a.size(6) + b.size(6) === a.union(b).size(6) + a.intersect(b).size(6));
    holds("writing and reading change nothing", (a) => a.isEmpty || IpSet.parse(a.toString().split(", ")).equals(a));
});

describe("against cidr-tools", () => {
    const ipv4 = fc.tuple(fc.bigInt(0n, 2n ** 32n - 1n), fc.integer({ min: 1, max: 32 }));
    const ipv6 = fc.tuple(fc.bigInt(0n, 2n ** 128n - 1n), fc.integer({ min: 1, max: 128 }));
    const textOf =
        (family: 4 | 6) =>
        ([value, length]: [bigint, number]) => {
            const hostBits = BigInt((family === 4 ? 32 : 128) - length);
            const first = (value >> hostBits) << hostBits;
            const last = first + (1n << hostBits) - 1n;
            return String(IpSet.ofRange({ family, value: first }, { family, value: last }));
        };
    const entries = fc.array(fc.oneof(ipv4.map(textOf(4)), ipv6.map(textOf(6))), { minLength: 1, maxLength: 80 });

    it("merges and excludes to the same blocks", () => {
        fc.assert(
            fc.property(entries, entries, (as, bs) => {
                const [a, b] = [IpSet.parse(as), IpSet.parse(bs)];
                expect(a.toCidrBlocks().map(String)).toEqual(inOurOrder(mergeCidr(as)));
                expect(a.subtract(b).toCidrBlocks().map(String)).toEqual(inOurOrder(excludeCidr(as, bs)));
            }),
            { numRuns: 500 },
        );
    });

    it("merges many entries in one go, runs of neighbours among them", () => {
        const many = fc.array(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(15)), { minLength: 200, maxLength: 600 });
        fc.assert(
            fc.property(many, (starts) => {
                const as = starts.flatMap(([x, y, run]) =>
                    Array.from({ length: run }, (_, index) => `10.${x}.${y}.${index * 16}/28`),
                );
                const bs = starts.flatMap(([x, y, run]) =>
                    Array.from(
                        { length: run },
                        (_, index) => `2001:db8:${x.toString(16)}:${(y * 256 + index).toString(16)}::/64`,
                    ),
                );
                expect(
                    IpSet.parse([...bs, ...as])
                        .toCidrBlocks()
                        .map(String),
                ).toEqual(inOurOrder(mergeCidr([...as, ...bs])));
            }),
            { numRuns: 20 },
        );
    });

    it.each([
        ["IPv4", 4, textOf(4), 32n],
        ["IPv6", 6, textOf(6), 128n],
    ] as const)("merges thousands of blocks of %s from all over", (_name, family, write, bits) => {
        let value = 1n;
        const texts = Array.from({ length: 5000 }, (_, index) => {
            value = (value * 0x2360ed051fc65da44385df649fccf645n + 0x5851f42d4c957f2dn) % 2n ** 128n;
            return write([value >> (128n - bits), Number(bits) - (index % 21)]);
        });
        // The last block ends where the address space does.
        texts.push(write([2n ** bits - 1n, Number(bits) - 9]));
        const set = IpSet.parse(texts);
        expect(set.toCidrBlocks().map(String)).toEqual(inOurOrder(mergeCidr(texts)));
        expect(set.contains({ family, value: 2n ** bits - 1n })).toBe(true);
    });

    function inOurOrder(texts: string[]): string[] {
        const blocks = texts.map((text) => CidrBlock.parse(text));
        const key = (block: CidrBlock) => (BigInt(block.family) << 128n) + block.first.value;
        return blocks.sort((a, b) => (key(a) < key(b) ? -1 : 1)).map(String);
    }
});

describe("membership", () => {
    it("of many addresses in a large set equals the blocks' own answer", () => {
        const blocks = Array.from({ length: 2000 }, (_, index) => {
            const [x, y] = [(index * 7919) % 251, (index * 104729) % 256];
            return index % 2 === 0
                ? `${x}.${y}.${index % 256}.0/26`
                : `2001:db8:${x.toString(16)}:${y.toString(16)}00::/57`;
        });
        const set = IpSet.parse(blocks);
        const parsed = blocks.map((text) => CidrBlock.parse(text));
        fc.assert(
            fc.property(fc.constantFrom(...parsed), fc.bigInt(-3n, 200n), fc.boolean(), (block, offset, atEnd) => {
                const value = (atEnd ? block.last.value : block.first.value) + offset;
                const address = { family: block.family, value };
                expect(set.contains(address)).toBe(parsed.some((one) => one.contains(address)));
            }),
            { numRuns: 3000 },
        );
        for (const text of ["0.0.0.0", "255.255.255.255", "::", "ffff::", "2001:db8::", "2001:db7:ffff::"]) {
            const address = parseAddress(text);
            expect(set.contains(address)).toBe(parsed.some((one) => one.contains(address)));
        }
    });

    it.each([
        ["IPv4", 4, 0x0a000000n, "200.0.0.0/32"],
        ["IPv6", 6, 0x20010db8n << 96n, "ff00::/128"],
    ] as const)(
        "of %s is found among many that lie close together, far from the others",
        (_name, family, base, far) => {
            const close = Array.from({ length: 500 }, (_, index) => ({ family, value: base + 2n * BigInt(index) }));
            const set = IpSet.unionOf([IpSet.of(far), ...close.map((one) => IpSet.ofRange(one, one))]);
            for (let round = 0; round < 2; round++) {
                for (let offset = -2n; offset < 1003n; offset++) {
                    const isIn = offset >= 0n && offset < 1000n && offset % 2n === 0n;
                    expect([offset, set.contains({ family, value: base + offset })]).toEqual([offset, isIn]);
                }
            }
        },
    );

    it.each([
        ["nothing", "::", 128],
        ["32 bits", "2001:db8::", 96],
        ["64 bits", "2001:db8:0:1::", 64],
        ["96 bits", "fd00:1:2:3:4:5::", 32],
        ["all but the last bits", "fd00:1:2:3:4:5:6:0", 12],
        ["all but the last bits, up to the last address", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:f000", 12],
    ] as const)("of IPv6 is found where all blocks share %s", (_name, base, bits) => {
        const first = parseAddress(base).value;
        const step = 1n << BigInt(bits - 9);
        const sizes = [1n, 2n ** 32n, 2n ** 64n, 2n ** 96n].filter((size) => size < step).concat(step);
        const ranges = Array.from({ length: 256 }, (_, index) => {
            const from = first + 2n * BigInt(index) * step + (index % 3 === 0 ? step : 0n);
            const size = sizes[index % sizes.length] ?? 1n;
            return [from, from + size - 1n] as const;
        });
        const at = (value: bigint) => ({ family: 6 as const, value });
        const set = IpSet.unionOf(ranges.map(([from, to]) => IpSet.ofRange(at(from), at(to))));
        const near = ranges.flatMap(([from, to]) => [from, to].flatMap((value) => [value - 1n, value, value + 1n]));
        // Other values of each lane, also of those that all blocks share.
        const far = ranges.flatMap(([from]) => [0n, 31n, 32n, 64n, 95n, 96n, 127n].map((bit) => from ^ (1n << bit)));
        const rest = [0n, 1n, 2n ** 32n, 2n ** 64n - 1n, 2n ** 64n, 2n ** 96n, 2n ** 127n, 2n ** 128n - 1n];
        for (const value of [...near, ...far, ...rest].filter((one) => one >= 0n && one < 2n ** 128n)) {
            const isIn = ranges.some(([from, to]) => from <= value && value <= to);
            const address = parseAddress(formatAddress(at(value)));
            expect([value, set.contains(at(value)), set.contains(address)]).toEqual([value, isIn, isIn]);
        }
    });
});

describe("parsing", () => {
    it("names the entry that is wrong", () => {
        expect(() => IpSet.of("10.0.0.0/8", "10.0.0.1/8")).toThrow(
            expect.objectContaining({ code: "cidr-host-bits-set", at: "[1]" }),
        );
        expect(() => IpSet.of("10.0.0.0")).toThrow(expect.objectContaining({ code: "cidr-mask-missing", at: "[0]" }));
    });

    it("starts anew after an error", () => {
        expect(() => IpSet.of("10.0.0.0/8", "2001:db8::/32", "wrong")).toThrow();
        expect(String(IpSet.of("192.0.2.0/24"))).toBe("192.0.2.0/24");
    });

    it("takes an iterator that parses sets itself", () => {
        function* texts() {
            for (const text of ["10.0.0.0/8", "192.0.2.0/24"]) {
                expect(IpSet.of("172.16.0.0/12").size(4)).toBe(2n ** 20n);
                yield text;
            }
        }
        expect(String(IpSet.parse(texts()))).toBe("10.0.0.0/8, 192.0.2.0/24");
    });

    it("refuses a range that is none", () => {
        const [low, high, other] = [parseAddress("10.0.0.1"), parseAddress("10.0.0.2"), parseAddress("::1")];
        expect(() => IpSet.ofRange(high, low)).toThrow("is no range");
        expect(() => IpSet.ofRange(low, other)).toThrow("is no range");
        expect(String(IpSet.ofRange(low, high))).toBe("10.0.0.1/32, 10.0.0.2/32");
    });
});

it("writes both families, and the empty set in words", () => {
    expect(String(IpSet.everything)).toBe("0.0.0.0/0, ::/0");
    expect(String(IpSet.empty)).toBe("nothing");
    expect(IpSet.ipv4.union(IpSet.ipv6).equals(IpSet.everything)).toBe(true);
    expect(IpSet.everything.size(4)).toBe(2n ** 32n);
    expect(IpSet.everything.size(6)).toBe(2n ** 128n);
});
