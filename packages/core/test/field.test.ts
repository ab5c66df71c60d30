import { describe, expect, it } from "vitest";
import { Field } from "../src/field.js";
import { Secret, Unknown, type Value } from "../src/value.js";

const U = new Unknown();

function root(value: Value): Field {
    return new Field(value, "");
}

describe("the value", () => {
    it("is unwrapped of any number of secrets, which it remembers", () => {
        const field = root({ list: new Secret(new Secret(["10.0.0.0/8"])) }).get("list");
        expect([field.value, field.secret]).toEqual([["10.0.0.0/8"], true]);
        expect(field.items().map((item) => [item.text(), item.secret])).toEqual([["10.0.0.0/8", true]]);
    });

    it("of a secret object hides every key in it", () => {
        expect(
            root({ config: new Secret({ cidr: "10.0.0.0/8" }) })
                .get("config")
                .get("cidr").secret,
        ).toBe(true);
    });

    it("that is unknown makes everything in it unknown", () => {
        const field = root({ rule: U }).get("rule").get("cidrBlocks");
        expect([field.isUnknown, field.isAbsent, field.isObject, field.at]).toEqual([
            true,
            false,
            false,
            "rule.cidrBlocks",
        ]);
    });

    it("that is unknown and secret is both", () => {
        expect(root({ key: new Unknown(true) }).get("key").secret).toBe(true);
    });

    it.each<[string, Value]>([
        ["null", null],
        ["undefined", undefined],
    ])("is absent where it is %s", (_name, value) => {
        expect(root({ key: value }).get("key").isAbsent).toBe(true);
    });

    it.each<[string, Value, boolean, boolean]>([
        ["an object", {}, true, false],
        ["a list", [], false, true],
        ["an unknown", U, false, false],
        ["null", null, false, false],
        ["text", "text", false, false],
    ])("tells %s", (_name, value, isObject, isList) => {
        expect([root(value).isObject, root(value).isList]).toEqual([isObject, isList]);
    });
});

describe("a key", () => {
    it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
        "named %s is not looked up in a prototype",
        (key) => {
            expect(root({}).get(key).isAbsent).toBe(true);
            const own: Value = JSON.parse(`{"${key}": "text"}`);
            expect(root(own).get(key).text()).toBe("text");
        },
    );

    it("is read in snake_case too", () => {
        expect(root({ cidr_blocks: ["a"] }).get("cidrBlocks").at).toBe("cidr_blocks");
        expect(root({ cidr_blocks: ["a"] }).own("cidrBlocks").isAbsent).toBe(true);
    });

    it.each<[string, Value, Value, Value]>([
        ["joins two lists", ["a"], ["b"], ["a", "b"]],
        ["takes the one that is given", null, ["b"], ["b"]],
        ["takes two equal values for one", "a", "a", "a"],
    ])("in both spellings %s", (_name, camel, snake, both) => {
        expect(root({ fromPort: camel, from_port: snake }).get("fromPort").value).toEqual(both);
    });

    it("in both spellings with different values is unknown, and secret where one of them is", () => {
        const field = root({ fromPort: 1, from_port: new Secret(2) }).get("fromPort");
        expect([field.isUnknown, field.secret, field.at]).toEqual([true, true, "fromPort"]);
    });

    it("has its path from the root, through lists", () => {
        const [, second] = root({ ingress: [{}, { cidrBlocks: [] }] })
            .get("ingress")
            .items();
        expect(second?.get("cidrBlocks").at).toBe("ingress[1].cidrBlocks");
    });
});

describe("items", () => {
    it.each<[string, Value, number]>([
        ["absent: none", undefined, 0],
        ["a list", ["a", "b"], 2],
        ["a single object: a list of one", {}, 1],
        ["a single text: a list of one", "a", 1],
        ["an unknown: one that is unknown", U, 1],
    ])("of %s", (_name, value, count) => {
        expect(root(value).items()).toHaveLength(count);
    });
});

describe("flag", () => {
    it.each<[Value, boolean | undefined]>([
        [true, true],
        ["TRUE", true],
        ["False", false],
        ["yes", undefined],
        [" true", undefined],
        [1, undefined],
        [0, undefined],
        [null, undefined],
        [U, undefined],
        [{}, undefined],
    ])("of %j is %j", (value, flag) => {
        expect(root(value).flag()).toBe(flag);
    });
});

describe("written", () => {
    it.each<[string, Value, string]>([
        ["text in quotes", "tcp", '"tcp"'],
        ["a number", 6443, "6443"],
        ["nothing", undefined, "not set"],
        ["null", null, "null"],
        ["an unknown", U, "[unknown]"],
        ["a secret", new Secret("x"), "[secret]"],
        ["an unknown secret", new Unknown(true), "[secret]"],
        ["a list with a secret in it", ["a", new Secret("x"), U], '["a", [secret], [unknown]]'],
        ["an object with a secret in it", { a: new Secret("x") }, "{a: [secret]}"],
    ])("shows %s", (_name, value, text) => {
        expect(root(value).written()).toBe(text);
    });

    it("is bounded in length and depth, and ends for a value that contains itself", () => {
        const endless: Value[] = ["x".repeat(50)];
        endless.push(endless, endless);
        expect(root(endless).written().length).toBeLessThan(1000);
        expect(root({ ["k".repeat(10_000)]: 1 }).written().length).toBeLessThan(200);
        expect(root(Array.from({ length: 10_000 }, () => "10.0.0.0/8")).written().length).toBeLessThan(300);
        expect(root(["x".repeat(10_000)]).written().length).toBeLessThan(200);
    });
});
