import { expect, it } from "vitest";
import { Field } from "../src/field.js";
import { Secret, Unknown, type Value } from "../src/value.js";

const BLOCKS = Array.from({ length: 300 }, (_, index) => `11.${index % 256}.0.0/16`);

it.each<[string, Value, string]>([
    ["text in quotes", "0.0.0.0/0", '"0.0.0.0/0"'],
    ["a number", 6443, "6443"],
    ["nothing", undefined, "(not set)"],
    ["a list", ["10.0.0.0/8", "::/0"], '["10.0.0.0/8", "::/0"]'],
    ["a secret in a list", ["10.0.0.0/8", new Secret("203.0.113.1/32")], '["10.0.0.0/8", [secret]]'],
    ["an unknown in an object", { cidr: new Unknown() }, "{cidr: [unknown]}"],
])("writes %s as the user did", (_kind, value, text) => {
    expect(new Field(value, "p").written()).toBe(text);
});

it("says how many items of a long list it leaves out", () => {
    const text = new Field(BLOCKS, "p").written();
    const shown = text.match(/\d+\.\d+\.0\.0\/16/g) ?? [];
    expect(text).toBe(
        `[${BLOCKS.slice(0, shown.length)
            .map((block) => JSON.stringify(block))
            .join(", ")}, and ${300 - shown.length} more]`,
    );
    expect(shown.length).toBeGreaterThan(7);
});

it("stays short, however deep and long the value is", () => {
    const wide = (depth: number): Value =>
        depth === 0 ? "x".repeat(1000) : Array.from({ length: 50 }, () => wide(depth - 1));
    expect(new Field(wide(3), "p").written().length).toBeLessThan(1000);
});
