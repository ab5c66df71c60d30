import fc from "fast-check";
import { expect, it } from "vitest";
import { type Exception, isFor, parseExceptions } from "../src/exceptions.js";

const parsed = (resource: string): Exception => {
    const given = { resource, sources: ["0.0.0.0/0"], reason: "r", owner: "o", expires: "2099-01-01" };
    const [exception] = parseExceptions([given], new Date()).exceptions;
    if (exception === undefined) throw new Error("not parsed");
    return exception;
};
const TYPE = "aws:ec2/securityGroup:SecurityGroup";
const fits = (pattern: string, name: string) => isFor(parsed(pattern), `urn:pulumi:dev::shop::${TYPE}::${name}`);

it.each([
    ["gateway", "gateway", true],
    ["gateway", "gateway-1", false],
    ["gateway-*", "gateway-", true],
    ["*-public", "api-public", true],
    ["*-public", "api-public-2", false],
    ["a*b*c", "a-b-b-c", true],
    ["a*b*c", "a-c-b", false],
    ["ab*ba", "aba", false],
    ["a**b", "ab", true],
    ["gate.ay", "gateway", false],
    ["[a-z]*", "gateway", false],
    // Stack, project and type are no part of a name.
    ["*shop*", "gateway", false],
    ["*::gateway", "gateway", false],
    ["*dev*", "dev-gateway", true],
    ["urn:*::gateway", "gateway", true],
    ["urn:*::gateway", "my-gateway", false],
    ["urn:pulumi:dev::shop::aws:*", "gateway", true],
    [`urn:pulumi:*::${TYPE}::gate*`, "gateway", true],
    [`urn:pulumi:*::${TYPE}::gate*`, "api", false],
    [`urn:*::${TYPE}::*`, "gateway", true],
    // The name of the stack or project alone is no resource, whatever stands around it.
    ["urn:*shop*", "gateway", false],
    ["urn:*pulumi*", "gateway", false],
    ["urn:pulumi:d*::sh*", "gateway", false],
])("%s for %s: %s", (pattern, name, expected) => {
    expect(fits(pattern, name)).toBe(expected);
});

it("reads a pattern as a glob would", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 });
    fc.assert(
        fc.property(fc.array(text, { minLength: 2, maxLength: 4 }), text, (parts, name) => {
            fc.pre(parts.some((part) => part !== ""));
            const expression = new RegExp(`^${parts.join(".*")}$`);
            expect(fits(parts.join("*"), name)).toBe(expression.test(name));
        }),
    );
});

it("takes no longer than the text for a pattern made to be slow", () => {
    expect(fits(`${"a*".repeat(400)}b`, "a".repeat(20_000))).toBe(false);
});

it.each([
    "*",
    "**",
    "urn:*",
    "urn:pulumi:*",
    "urn:pulumi:dev*",
    "urn:pulumi:dev::*",
    "urn:pulumi:dev::shop::*",
    "urn:pulumi:*::*",
    "urn:pulumi:*::shop::*",
    "urn:*::shop::*::*",
])("refuses %s, which is every resource", (resource) => {
    const given = { resource, sources: ["0.0.0.0/0"], reason: "r", owner: "o", expires: "2099-01-01" };
    const { exceptions, faults } = parseExceptions([given], new Date());
    expect(exceptions).toEqual([]);
    expect(faults.map(({ at, why }) => [at, why])).toEqual([
        ["exceptions[0].resource", "That is every resource, so the policy would be off"],
    ]);
});
