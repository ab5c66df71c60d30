import { expect, it } from "vitest";
import { judge, verdictOn } from "./corpus.js";
import { VECTORS } from "./vectors/index.js";

it.each(VECTORS)("judges vector %i: %s", (_number, _reason, verdict, given) => {
    expect(verdictOn(given)).toBe(verdict);
});

it("has the numbers one to forty, once each", () => {
    expect(VECTORS.map(([number]) => number)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
});

it("judges every vector the same in any order of its resources", () => {
    for (const [number, , verdict, given] of VECTORS) {
        expect([number, verdictOn(given.toReversed())]).toEqual([number, verdict]);
    }
});

it("finds at least one firewall in every vector, so that no verdict is an accident", () => {
    for (const [number, , , given] of VECTORS) expect([number, judge(given).length > 0]).toEqual([number, true]);
});
