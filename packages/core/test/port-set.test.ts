import fc from "fast-check";
import { expect, it } from "vitest";
import { PortRange, PortSet } from "../src/index.js";

/** Ports where the answers are compared: both ends of the space and the ports around those that ranges start from. */
const PROBES = [
    ...Array.from({ length: 40 }, (_, port) => port),
    ...Array.from({ length: 40 }, (_, port) => 65496 + port),
];

const port = fc.constantFrom(...PROBES);
const ranges = fc.array(
    fc.tuple(port, port).map(([a, b]) => new PortRange(Math.min(a, b), Math.max(a, b))),
    { maxLength: 6 },
);

function within(list: readonly PortRange[]): boolean[] {
    return PROBES.map((probe) => list.some((range) => range.contains(probe)));
}

function probed(set: PortSet): boolean[] {
    return PROBES.map((probe) => set.contains(probe));
}

it("computes every operation exactly", () => {
    fc.assert(
        fc.property(ranges, ranges, (as, bs) => {
            const [a, b] = [PortSet.ofRanges(as), PortSet.ofRanges(bs)];
            const [inA, inB] = [within(as), within(bs)];
            expect(probed(a)).toEqual(inA);
            expect(probed(a.union(b))).toEqual(inA.map((value, index) => value || inB[index]));
            expect(probed(a.intersect(b))).toEqual(inA.map((value, index) => value && inB[index]));
            expect(probed(a.subtract(b))).toEqual(inA.map((value, index) => value && !inB[index]));
            expect(probed(a.complement())).toEqual(inA.map((value) => !value));
            expect(a.overlaps(b)).toBe(!a.intersect(b).isEmpty);
            expect(a.contains(b)).toBe(a.union(b).equals(a));
            expect(a.complement().complement().equals(a)).toBe(true);
            expect(PortSet.ofRanges(a.ranges()).equals(a)).toBe(true);
        }),
        { numRuns: 1000 },
    );
});

it("joins neighbours and writes ranges", () => {
    expect(String(PortSet.of(80).union(PortSet.of(81), PortSet.of(443), PortSet.of(8000, 8100)))).toBe(
        "80-81, 443, 8000-8100",
    );
    expect(String(PortSet.all)).toBe("0-65535");
    expect(String(PortSet.all.complement())).toBe("nothing");
    expect(PortSet.empty.isEmpty).toBe(true);
});

it.each([
    ["below", -1],
    ["above", 65536],
    ["between two", 80.5],
    ["no number", Number.NaN],
])("has no port %s", (_name, port) => {
    expect(PortSet.all.contains(port)).toBe(false);
});

it("refuses what is no range", () => {
    expect(() => PortSet.of(0, 65536)).toThrow(expect.objectContaining({ code: "port-out-of-range" }));
    expect(() => PortSet.of(5, 4)).toThrow(expect.objectContaining({ code: "port-range-reversed" }));
});
