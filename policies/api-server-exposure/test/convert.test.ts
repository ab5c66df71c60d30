import { Field, Secret, Unknown } from "@portcullis/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { convertProperties, SECRET_SIGNATURE, SIGNATURE_KEY, UNKNOWN_SENTINELS } from "../src/convert.js";

const marked = (raw: unknown) => convertProperties({ raw, secretsMarked: true });
const unmarked = (raw: unknown) => convertProperties({ raw, secretsMarked: false });

it.each(UNKNOWN_SENTINELS)("takes %s for a value that is not known, at any depth", (sentinel) => {
    const { properties, sawUnknown } = marked({ a: sentinel, b: [{ c: sentinel }], d: `${sentinel}/32` });
    expect(properties).toEqual({ a: new Unknown(), b: [{ c: new Unknown() }], d: new Unknown() });
    expect(sawUnknown).toBe(true);
});

it("marks secrets, also where they are not known", () => {
    const secret = (value: unknown) => ({ [SIGNATURE_KEY]: SECRET_SIGNATURE, value });
    const { properties, secretTexts } = marked({
        a: secret("x"),
        b: secret([secret("y"), 1]),
        c: secret(UNKNOWN_SENTINELS[0]),
    });
    expect(properties).toEqual({ a: new Secret("x"), b: new Secret([new Secret("y"), 1]), c: new Unknown(true) });
    expect(secretTexts).toEqual(["x", "y"]);
});

it("takes a redacted secret for a value that is not known, without taking this for a preview", () => {
    expect(marked({ a: "[secret]" })).toEqual({
        properties: { a: new Unknown(true, "a secret that is shown only to who has the stack's passphrase") },
        sawUnknown: false,
        secretTexts: [],
    });
});

it("hides every value where it is not known which are secret", () => {
    const { properties } = unmarked({ a: "x", b: [UNKNOWN_SENTINELS[0], { c: 1 }] });
    const root = new Field(properties, "");
    expect([root.get("a").written(), root.get("b").written(), root.get("a").text()]).toEqual([
        "[secret]",
        "[secret]",
        "x",
    ]);
    expect(root.get("b").items()[0]?.isUnknown).toBe(true);
});

it("reads an unknown behind the SDK's proxy without touching it", () => {
    const proxy = new Proxy(
        { a: UNKNOWN_SENTINELS[0], b: "x" },
        {
            get: () => {
                throw new Error("touched");
            },
        },
    );
    expect(marked(proxy).properties).toEqual({ a: new Unknown(), b: "x" });
});

it("keeps own keys of any name, and no others", () => {
    const raw = JSON.parse('{"__proto__": {"ingress": 1}, "constructor": 2}') as object;
    const { properties } = marked(raw);
    expect(Object.keys(properties)).toEqual(["__proto__", "constructor"]);
    expect(new Field(properties, "").get("ingress").isAbsent).toBe(true);
    expect(marked(Object.create({ inherited: 1 })).properties).toEqual({});
});

it("bounds cycles, depth and things that are no values", () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    expect(marked(cycle).properties).toEqual({ self: { self: new Unknown() } });
    expect(marked({ a: () => 1, b: Symbol("x"), c: 1n }).properties).toEqual({
        a: new Unknown(),
        b: new Unknown(),
        c: new Unknown(),
    });
    let deep: object = {};
    for (let level = 0; level < 5000; level += 1) deep = { deep };
    expect(() => marked(deep)).not.toThrow();
    expect(
        marked({
            get a() {
                throw new Error("ran");
            },
        }).properties,
    ).toEqual({ a: undefined });
});

it("gives any JSON back as it is", () => {
    fc.assert(
        fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (raw) => {
            const plain = JSON.parse(JSON.stringify(raw)) as object;
            expect(JSON.stringify(marked(plain).properties)).toBe(JSON.stringify(plain));
        }),
    );
});
