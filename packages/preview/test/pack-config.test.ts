import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mergePackConfig, type PolicyDescription, readPackConfig } from "../src/policy/pack-config.js";
import { checkPackConfig } from "../src/policy/schema-check.js";
import { packPath } from "./paths.js";
import { scratchFolder } from "./scratch.js";

function policy(
    name: string,
    properties: Readonly<Record<string, unknown>>,
    required: readonly string[] = [],
): PolicyDescription {
    return { name, level: "advisory", kind: "resource", severity: undefined, schema: { properties, required } };
}

describe("a configuration", () => {
    it.each([
        ["a level that is none", { plain: "loud" }, '"loud" is not a valid enforcement level'],
        [
            "a level that is none in an object",
            { plain: { enforcementLevel: 3 } },
            '"plain": 3 is not a valid enforcement level',
        ],
        ["a number for a policy", { plain: 3 }, "3 is not a valid value; must be a string or object"],
        ["ESC environments", { environments: ["prod"] }, "Pulumi ESC environments, which cannot be read here"],
        ["a file that is not there", "nowhere.json", "nowhere.json does not exist"],
        ["a file that is no JSON", packPath("levels/PulumiPolicy.yaml"), "is not valid JSON"],
    ])("is refused with %s", (_name, config, message) => {
        expect(() => readPackConfig(config)).toThrow(message);
    });

    it("may be an empty file, and must be an object", () => {
        const file = join(scratchFolder(), "config.json");
        writeFileSync(file, " \n");
        expect(readPackConfig(file)).toEqual(new Map());
        writeFileSync(file, "[]");
        expect(() => readPackConfig(file)).toThrow("must be an object");
    });

    it("is merged from the schema, the pack and the user, all first in each", () => {
        const policies = [policy("a", { one: { default: 1 }, two: { default: 2 } }), policy("b", {})];
        const initial = readPackConfig({ all: "mandatory", a: { one: 10, list: [1] } });
        const given = readPackConfig({ all: "disabled", a: { enforcementLevel: "remediate", list: [2] } });
        const merged = mergePackConfig(policies, initial, given);
        expect(merged.get("a")).toEqual({ level: "remediate", properties: { one: 10, two: 2, list: [2] } });
        expect(merged.get("b")).toEqual({ level: "disabled", properties: {} });
    });
});

describe("the schema check, in the engine's words", () => {
    it.each([
        ["another type", { type: "integer" }, "six", "Invalid type. Expected: integer, given: string"],
        [
            "one of several types",
            { type: ["string", "null"] },
            1.5,
            "Invalid type. Expected: string/null, given: number",
        ],
        ["null", { type: "string" }, null, "Invalid type. Expected: string, given: null"],
        ["a list", { type: "object" }, [], "Invalid type. Expected: object, given: array"],
        ["too little", { minimum: 1 }, 0, "Must be greater than or equal to 1"],
        ["too much", { exclusiveMaximum: 1 }, 1, "Must be less than 1"],
        ["too long", { maxLength: 1 }, "ab", "String length must be less than or equal to 1"],
        ["too few", { minItems: 1 }, [], "Array must have at least 1 items"],
        ["no multiple", { multipleOf: 2 }, 3, "Must be a multiple of 2"],
        ["another pattern", { pattern: "^x" }, "y", "Does not match pattern '^x'"],
        ["none of the list", { enum: ["a", "b"] }, "c", 'value must be one of the following: "a", "b"'],
        ["not the constant", { const: 1 }, 2, "value does not match: 1"],
        ["something more", { additionalProperties: false }, { odd: 1 }, "Additional property odd is not allowed"],
        ["none of the schemas", { anyOf: [{ type: "string" }] }, 1, "Must validate at least one schema (anyOf)"],
    ])("refuses %s", (_name, schema, value, message) => {
        const config = new Map([["p", { level: undefined, properties: { value } }]]);
        expect(checkPackConfig([policy("p", { value: schema })], config)).toContain(`p: value: ${message}`);
    });

    it("names what is missing, and the place of what is wrong deep inside", () => {
        const policies = [policy("p", { owner: {}, list: { items: { type: "string" } } }, ["owner"])];
        const config = new Map([["p", { level: undefined, properties: { list: ["a", 1] } }]]);
        expect(checkPackConfig(policies, config)).toEqual([
            "p: owner is required",
            "p: list.1: Invalid type. Expected: string, given: integer",
        ]);
    });

    it("passes what is right, with words that no schema knows", () => {
        const config = new Map([["p", { level: undefined, properties: { value: "x" } }]]);
        expect(
            checkPackConfig([policy("p", { value: { type: "string", widget: "text", format: "uri" } })], config),
        ).toEqual([]);
    });
});
