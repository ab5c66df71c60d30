import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Archive, Asset, type PropertyValue, ResourceReference, Secret, Unknown } from "../src/index.js";
import "./equality.js";
import { isPlaceholder, Placeholder } from "../src/project/placeholder.js";
import {
    attachDependencies,
    collectDependencies,
    containsUnknown,
    downgradeValue,
    upgradeValue,
} from "../src/values/output-values.js";
import { OutputValue } from "../src/values/property-value.js";
import { readStruct, readValue } from "../src/values/read-struct.js";
import { makeUrn, urnName, urnQualifiedType, urnType } from "../src/values/urn.js";
import { writeStruct, writeValue } from "../src/values/write-struct.js";

const KEPT = { keepSecrets: true, keepResources: true, keepOutputValues: true };

// Not `__proto__`: the protocol library itself loses it.
const key = fc.oneof(
    fc.string().filter((text) => text !== "__proto__"),
    fc.constantFrom("constructor", "toString", ""),
);
const { value } = fc.letrec<{ value: PropertyValue }>((tie) => ({
    value: fc.oneof(
        { maxDepth: 4 },
        fc.constant(null),
        fc.boolean(),
        fc.double(),
        fc.string(),
        fc.string().map((text) => new Asset({ text: `a${text}` })),
        fc.constant(new Unknown()),
        fc.constant(new Archive({ path: "folder" })),
        fc.constant(new ResourceReference("urn:pulumi:dev::p::a:b:C::n", "id-1", "1.0.0")),
        fc.array(tie("value")),
        fc.array(fc.tuple(key, tie("value"))).map((entries) => Object.fromEntries(entries)),
        tie("value").map((inner) => new Secret(inner)),
        fc.tuple(tie("value"), fc.boolean()).map(([inner, secret]) => new OutputValue(inner, secret, ["urn:pulumi:a"])),
    ),
}));

describe("on the wire", () => {
    it("reads back what it writes, whatever it is", () => {
        fc.assert(
            fc.property(value, (any) => {
                expect(readValue(writeValue(any, KEPT))).toEqual(any);
            }),
        );
    });

    it("writes for packs neither output values nor references, and keeps every secret and unknown", () => {
        fc.assert(
            fc.property(value, (any) => {
                const sent = readValue(writeValue(any));
                expect(sent).toEqual(readValue(writeValue(downgradeValue(sent))));
                expect(containsUnknown(sent)).toBe(containsUnknown(any));
            }),
        );
    });

    it("writes secrets in clear only to one who says so", () => {
        const secret = { a: new Secret([new Secret("x")]) };
        expect(readStruct(writeStruct(secret))).toEqual(secret);
        expect(readStruct(writeStruct(secret, { keepSecrets: false }))).toEqual({ a: ["x"] });
    });

    it("leaves out the engine's own keys at the top alone", () => {
        const properties = { __own: 1, a: { __own: 2 } };
        expect(readStruct(writeStruct(properties, { skipInternalKeys: true }))).toEqual({ a: { __own: 2 } });
        expect(readStruct(writeStruct(properties))).toEqual(properties);
    });

    it.each([
        ["an id", new ResourceReference("urn:pulumi:dev::p::a:b:C::n", "id-1", ""), "id-1"],
        [
            "an id that is not known yet",
            new ResourceReference("urn:pulumi:dev::p::a:b:C::n", new Unknown(), ""),
            new Unknown(),
        ],
        [
            "no id at all",
            new ResourceReference("urn:pulumi:dev::p::a:b:C::n", undefined, ""),
            "urn:pulumi:dev::p::a:b:C::n",
        ],
    ])("writes a reference with %s as a pack gets it", (_name, reference, expected) => {
        expect(readValue(writeValue(reference))).toEqual(expected);
    });

    it("takes any of the seven words for an unknown", () => {
        expect(readValue(writeValue("6a19a0b0-7e62-4c92-b797-7f8e31da9cc2"))).toBeInstanceOf(Unknown);
        expect(readValue(writeValue("6a19a0b0-7e62-4c92-b797-7f8e31da9cc3"))).toBe(
            "6a19a0b0-7e62-4c92-b797-7f8e31da9cc3",
        );
    });

    it("recognises placeholders where it is told to, and text made from them", () => {
        const sent = { text: `${Placeholder.text("ip")}/32`, number: Number(Placeholder.number), plain: "plain" };
        const options = { isPlaceholder };
        expect(readStruct(writeStruct(sent), options)).toEqual({
            text: new Unknown(),
            number: new Unknown(),
            plain: "plain",
        });
        expect(readStruct(writeStruct(sent))).toEqual(sent);
    });
});

describe("output values", () => {
    it("come back as what they were", () => {
        fc.assert(
            fc.property(value, (any) => {
                expect(downgradeValue(upgradeValue(any))).toEqual(downgradeValue(any));
            }),
        );
    });

    it("carry the dependencies that are not there yet", () => {
        const known = new OutputValue("x", true, ["urn:a"]);
        const attached = attachDependencies(
            { known, plain: 1 },
            new Map([
                ["known", new Set(["urn:a"])],
                ["plain", new Set(["urn:b"])],
            ]),
        );
        expect(attached["known"]).toBe(known);
        expect([...collectDependencies(attached["plain"] ?? null)]).toEqual(["urn:b"]);
        expect(downgradeValue(attached["plain"] ?? null)).toBe(1);
    });
});

describe("URNs", () => {
    it("name the types of parents, but not the stack", () => {
        const stack = makeUrn("dev", "shop", undefined, "pulumi:pulumi:Stack", "shop-dev");
        const outer = makeUrn("dev", "shop", stack, "test:index:Outer", "outer");
        const inner = makeUrn("dev", "shop", outer, "aws:ec2/vpc:Vpc", "a::b");
        expect(inner).toBe("urn:pulumi:dev::shop::test:index:Outer$aws:ec2/vpc:Vpc::a::b");
        expect([urnQualifiedType(inner), urnType(inner), urnName(inner)]).toEqual([
            "test:index:Outer$aws:ec2/vpc:Vpc",
            "aws:ec2/vpc:Vpc",
            "a::b",
        ]);
    });
});
