import { expect, it } from "vitest";
import { CLOUDS, RESOURCE_TYPES, readerFor } from "../../src/cloud/registry.js";
import { contributionsOf } from "../../src/stack/contributions-of.js";

it("has a reader for every type it names, and none for what no cloud knows", () => {
    for (const type of RESOURCE_TYPES) expect([type, readerFor(type) !== undefined]).toEqual([type, true]);
    expect(["acme:storage/bucket:Bucket", "", "__proto__", "constructor"].map(readerFor)).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
    ]);
});

it("has each type in one cloud only", () => {
    expect(RESOURCE_TYPES.length).toBe(new Set(RESOURCE_TYPES).size);
});

it("has composers of different names in different clouds", () => {
    const names = CLOUDS.flatMap((cloud) => Object.keys(cloud.composers));
    expect(names.length).toBe(new Set(names).size);
    expect(names).not.toContain("plain");
});

it("takes the reader of exactly a token before one of its pattern", () => {
    for (const cloud of CLOUDS) {
        for (const [type, reader] of cloud.readers) expect(readerFor(type)).toBe(reader);
    }
});

it("answers for every type with empty properties", () => {
    for (const type of RESOURCE_TYPES) {
        const read = contributionsOf({ urn: `urn:${type}`, type, name: "one", properties: {} });
        expect([type, read.every((one) => one.resource.type === type)]).toEqual([type, true]);
    }
});
