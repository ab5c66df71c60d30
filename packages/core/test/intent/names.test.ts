import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundedName, mixedHash, refuseSameNames, sourceName } from "../../src/intent/index.js";
import { nearestName } from "../../src/intent/nearest-name.js";

const octet = fc.nat(255);
const block = fc.oneof(
    fc.tuple(octet, octet, octet, octet, fc.nat(32)).map(([a, b, c, d, length]) => `${a}.${b}.${c}.${d}/${length}`),
    fc.tuple(fc.nat(65535), fc.nat(128)).map(([group, length]) => `2001:db8:${group.toString(16)}::/${length}`),
);

describe("names from content", () => {
    it("are different for different sources, and fit a resource's name", () => {
        fc.assert(
            fc.property(block, block, (a, b) => {
                expect(sourceName(a)).toMatch(/^[a-z0-9-]{1,40}$/);
                if (a !== b) expect(sourceName(a)).not.toBe(sourceName(b));
            }),
        );
    });

    it("keep apart what loses its punctuation", () => {
        expect(sourceName("2001:db8::/32")).not.toBe(sourceName("2001:db8:0::/32"));
        expect(sourceName("2001:db8::1:0/112")).not.toBe(sourceName("2001:db8::10/112"));
    });

    it("stay within the bound and apart when they are cut", () => {
        const long = "x".repeat(80);
        expect(boundedName([long, "a"], 63)).toHaveLength(63);
        expect(boundedName([long, "a"], 63)).not.toBe(boundedName([long, "b"], 63));
        expect(boundedName(["api", "nodes"], 63)).toBe("api-nodes");
    });
});

it("mixes every bit: near names fall apart half and half", () => {
    // Every digit twice: a hash that only multiplies gives all of these the same last bit.
    const names = Array.from({ length: 2000 }, (_, index) => `10-${index}-${index}-0-24`);
    for (let bit = 0; bit < 32; bit += 1) {
        const ones = names.filter((name) => ((mixedHash(name) >>> bit) & 1) === 1).length;
        expect(ones).toBeGreaterThan(850);
        expect(ones).toBeLessThan(1150);
    }
});

it("refuses names that differ in case only, and names both", () => {
    expect(() => refuseSameNames(["a", "B", "b"], "nodes")).toThrow(/^nodes: Two names are B and b\./);
    expect(() => refuseSameNames(["b", "B"], "nodes")).toThrow(/b and B/);
    expect(() => refuseSameNames(["a", "b"], "nodes")).not.toThrow();
});

it.each([
    ["administrator", "administrators"],
    ["Nodes", "nodes"],
    ["monitorng", "monitoring"],
    ["k8s", undefined],
    ["everyone", undefined],
])("takes %s for %s", (written, meant) => {
    expect(nearestName(written, ["administrators", "nodes", "monitoring", "k3s"])).toBe(meant);
});
