import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IpSet } from "../src/index.js";
import { Painting } from "../src/painting.js";
import { bitmapOf, type CellBlock, cellsIn, SMALL_SPACES, setOf } from "./small-space.js";

const layers: fc.Arbitrary<readonly (readonly CellBlock[])[]> = fc.array(
    fc.array(fc.record({ cell: fc.nat(255), bits: fc.integer({ min: 0, max: 8 }) }), { maxLength: 4 }),
    { maxLength: 12 },
);

describe.each(SMALL_SPACES)("against a look at each cell of $name", (space) => {
    it("finds the first layer of every address", () => {
        fc.assert(
            fc.property(layers, (blocks) => {
                const maps = blocks.map(bitmapOf);
                const painting = new Painting(blocks.map((layer) => layer.map((block) => setOf(space, [block]))));
                const owners = Array.from({ length: 256 }, (_, cell) => maps.findIndex((map) => map[cell]));
                expect(
                    cellsIn(
                        space,
                        painting.union((layer) => layer % 2 === 0),
                    ),
                ).toEqual(owners.map((owner) => owner >= 0 && owner % 2 === 0));
                const parts = painting.parts();
                maps.forEach((_, layer) => {
                    expect(painting.shows(layer)).toBe(owners.includes(layer));
                    expect(cellsIn(space, parts[layer] ?? IpSet.everything)).toEqual(
                        owners.map((owner) => owner === layer),
                    );
                });
            }),
            { numRuns: 150 },
        );
    });
});

it("equals the fold from the last layer to the first, both families at once", () => {
    const set = fc
        .array(fc.tuple(fc.constantFrom(...SMALL_SPACES), fc.nat(255), fc.integer({ min: 0, max: 8 })), {
            maxLength: 4,
        })
        .map((blocks) => blocks.map(([space, cell, bits]) => setOf(space, [{ cell, bits }])));
    fc.assert(
        fc.property(fc.array(fc.record({ allow: fc.boolean(), sets: set }), { maxLength: 40 }), (rules) => {
            const painting = new Painting(rules.map(({ sets }) => sets));
            const folded = rules.reduceRight(
                (rest, { allow, sets }) => (allow ? rest.union(...sets) : rest.subtract(IpSet.unionOf(sets))),
                IpSet.empty,
            );
            expect(painting.union((layer) => rules[layer]?.allow === true).equals(folded)).toBe(true);
        }),
        { numRuns: 500 },
    );
});

it("sees a layer that only the union of earlier ones hides", () => {
    const layer = (...texts: string[]) => [IpSet.parse(texts)];
    const painting = new Painting([
        layer("10.0.0.0/9"),
        layer("10.128.0.0/9"),
        layer("10.0.0.0/8"),
        layer("10.0.0.0/7"),
    ]);
    expect([0, 1, 2, 3].map((index) => painting.shows(index))).toEqual([true, true, false, true]);
    expect(String(painting.parts()[3])).toBe("11.0.0.0/8");
});

it("takes no layers, and layers of nothing", () => {
    expect(new Painting([]).union(() => true).isEmpty).toBe(true);
    expect(new Painting([[IpSet.empty], []]).union(() => true).isEmpty).toBe(true);
});
