import { expect, it } from "vitest";
import { isOrdered, RESOURCE_TYPES, readerFor } from "../src/cloud/registry.js";
import { exposure } from "../src/exposure.js";
import { tcp } from "../src/point.js";
import { reach } from "../src/reach.js";
import { composeFirewalls, firewallsOf } from "../src/stack/stack.js";
import type { Resource, Value } from "../src/value.js";
import { resourcesOf } from "./corpus.js";
import { hostileObject, mutated } from "./hostile-shape.js";
import { type Random, randomFrom } from "./oracle.js";
import { VECTORS } from "./vectors/index.js";

/** `pnpm oracle` takes all of them, twice: an ordinary run takes half. */
const SHAPES = process.env["PORTCULLIS_ORACLE_CASES"] === undefined ? 50_000 : 100_000;

/** Tokens that are matched by their pattern. */
const PATTERNS = [
    "azure-native:network/v20230201:NetworkSecurityGroup",
    "azure-native_network_v20230201:network/v20230201:SecurityRule",
    "some:module/firewall:Firewall",
];

function resource(type: string, name: string, properties: { readonly [key: string]: Value }, random: Random): Resource {
    const others = ["one", "two"].map((other) => `urn:pulumi:dev::test::${type}::${other}`);
    const some = () => others.filter(() => random(2) === 0);
    return {
        urn: `urn:pulumi:dev::test::${type}::${name}`,
        type,
        name,
        properties,
        ...(random(3) === 0 ? { id: "sg-1" } : {}),
        propertyDependencies: { securityGroupId: some(), networkSecurityGroupName: some(), network: some() },
    };
}

/** Every firewall that comes of the resources has a verdict, and every text in it stays short enough to print. */
function judgeAll(resources: readonly Resource[]): void {
    for (const firewall of composeFirewalls(resources)) {
        const found = exposure(reach(firewall.rules, tcp(6443)));
        if (!["open", "closed", "undecided"].includes(found.verdict)) throw new Error("no verdict");
        if (found.verdict === "open" && found.witness === undefined) throw new Error("open without a witness");
        if (found.verdict === "undecided" && found.causes.length === 0) throw new Error("undecided without a cause");
    }
}

/** A hundred thousand assertions cost more than the work they watch: one is made where something fails. */
function survive(work: () => void, what: string): void {
    try {
        work();
    } catch (error) {
        expect.fail(`${what}: ${error instanceof Error ? error.stack : error}`);
    }
}

it(`ends in a verdict for ${SHAPES} shapes that answer whatever a reader asks for`, () => {
    const random = randomFrom(77);
    const types = [...RESOURCE_TYPES, ...PATTERNS];
    for (let index = 0; index < SHAPES; index++) {
        const type = types[index % types.length] ?? "";
        const seed = random(2 ** 31);
        const inner = randomFrom(seed);
        const resources = ["one", "two"]
            .slice(0, 1 + inner(2))
            .map((name) => resource(type, name, hostileObject(inner), inner));
        survive(() => judgeAll(resources), `${type}, seed ${seed}`);
    }
});

it("is read without a throw by every reader itself", () => {
    const random = randomFrom(78);
    for (const type of [...RESOURCE_TYPES, ...PATTERNS]) {
        for (let index = 0; index < 100; index++) {
            const seed = random(2 ** 31);
            const inner = randomFrom(seed);
            const given = resource(type, "one", hostileObject(inner), inner);
            survive(() => readerFor(type)?.(given, () => []), `${type}, seed ${seed}`);
        }
    }
});

it("is never the last word where a type only has a say in an order", () => {
    const random = randomFrom(81);
    const ordered = RESOURCE_TYPES.filter(isOrdered);
    expect(ordered.length).toBeGreaterThan(20);
    for (const type of ordered) {
        for (let index = 0; index < 200; index++) {
            const seed = random(2 ** 31);
            const inner = randomFrom(seed);
            const made = firewallsOf(resource(type, "one", hostileObject(inner), inner));
            expect(
                made.map(({ semantics }) => semantics).filter((one) => one !== "ordered"),
                `${type}, seed ${seed}`,
            ).toEqual([]);
        }
    }
});

it(`ends in a verdict for ${SHAPES} mutations of the vectors`, () => {
    const random = randomFrom(79);
    const stacks = VECTORS.map(([, , , given]) => resourcesOf(given));
    for (let index = 0; index < SHAPES; index++) {
        const stack = stacks[index % stacks.length] ?? [];
        const seed = random(2 ** 31);
        const inner = randomFrom(seed);
        const changed = stack.map((one) => {
            let properties: Value = one.properties;
            for (let times = 1 + inner(3); times > 0; times--) properties = mutated(properties, inner);
            // Properties are an object whatever happened to it; other values stand under a key.
            return {
                ...one,
                properties: isRecord(properties) ? properties : { ...one.properties, ingress: properties },
            };
        });
        survive(() => judgeAll(changed), `vector ${index % stacks.length}, seed ${seed}`);
    }
});

function isRecord(value: Value): value is { readonly [key: string]: Value } {
    return typeof value === "object" && value !== null && !Array.isArray(value) && value.constructor === Object;
}

it("answers a chain of ten thousand nested objects and lists", () => {
    let deep: Value = "0.0.0.0/0";
    for (let level = 0; level < 10_000; level++) deep = level % 2 === 0 ? [deep] : { cidrBlocks: deep };
    const random = randomFrom(80);
    for (const type of RESOURCE_TYPES) {
        const properties = { ingress: deep, rules: deep, securityRules: deep, spec: deep, match: deep, allows: deep };
        survive(() => judgeAll([resource(type, "one", properties, random)]), type);
    }
});
