// Programs that nobody should write. Each test starts a program, some a pack too.
import { expect, it } from "vitest";
import { preview, Secret } from "../src/index.js";
import { failureOf, named } from "./outcome.js";
import { packPath } from "./paths.js";
import { scratchScript } from "./scratch.js";

const policyPacks = [packPath("no-open")];

it.concurrent("survives garbage on both of a program's streams", async () => {
    const program = scratchScript(`
        for (let i = 0; i < 500; i++) {
            process.stdout.write(Buffer.from([0xff, 0xfe, 0, 27, 91, 50, 74, i & 255]));
            process.stderr.write(Buffer.from([0xc3, 0x28, i & 255]));
        }
        process.stdout.write("x".repeat(2_000_000) + "\\nlast words");
        make("group");
    `);
    const result = await preview({ program });
    expect(named(result, "group").type).toContain("SecurityGroup");
    const messages = result.diagnostics.map(({ message }) => message);
    expect(messages.some((message) => message.length >= 2_000_000)).toBe(true);
    expect(messages).toContain("last words");
});

it.concurrent("keeps names apart from what they look like", async () => {
    const names = ["a::b", "a$b", "line\nbreak\u001b[31mred", "ünï😀", " ", "urn:pulumi:a::b::c:d:E::f"];
    const program = scratchScript(
        `for (const name of ${JSON.stringify(names)}) make(name, { ingress: [{ cidrBlocks: ["0.0.0.0/0"] }] });`,
    );
    const result = await preview({ program, policyPacks });
    expect(result.violations).toHaveLength(names.length);
    for (const name of names) {
        expect(named(result, name).urn.endsWith(`::aws:ec2/securityGroup:SecurityGroup::${name}`)).toBe(true);
        expect(result.violations.map(({ urn }) => urn)).toContain(named(result, name).urn);
    }
});

it.concurrent("keeps keys that name parts of every object", async () => {
    // At the top, the SDK itself stumbles over some of them.
    const program = scratchScript(`
        const odd = JSON.parse('{"constructor": "c", "hasOwnProperty": 1, "isPrototypeOf": null, "": "empty", "a.b[0]": 2}');
        make("group", { constructor: "c", "": "empty", nested: odd });
    `);
    const { inputs } = named(await preview({ program, policyPacks }), "group");
    const nested = { constructor: "c", hasOwnProperty: 1, isPrototypeOf: null, "": "empty", "a.b[0]": 2 };
    expect(inputs).toEqual({ constructor: "c", "": "empty", nested });
    expect(Object.getPrototypeOf(inputs)).toBe(Object.prototype);
});

it.concurrent("takes what is huge and what is deep", async () => {
    const program = scratchScript(`
        let deep = {};
        for (let i = 0; i < 300; i++) deep = { deep };
        make("huge", { text: "y".repeat(5_000_000), ["k".repeat(10_000)]: 1 });
        make("deep", { deep, list: Array.from({ length: 20_000 }, (_, i) => i) });
    `);
    const result = await preview({ program, policyPacks });
    const { text } = named(result, "huge").inputs;
    expect(typeof text === "string" && text.length).toBe(5_000_000);
    let depth = 0;
    for (let value: unknown = named(result, "deep").inputs; isNested(value); value = value.deep) {
        depth++;
    }
    expect(depth).toBe(301);
});

function isNested(value: unknown): value is { readonly deep: unknown } {
    return typeof value === "object" && value !== null && "deep" in value;
}

it.concurrent("takes values that JSON cannot say", async () => {
    const program = scratchScript(`
        make("group", { gap: [undefined, 1], nan: NaN, huge: 1e308, buffer: Buffer.from("x"), nothing: null });
    `);
    const { inputs } = named(await preview({ program, policyPacks }), "group");
    expect(inputs).toMatchObject({ gap: [null, 1], nan: Number.NaN, huge: 1e308, nothing: null });
});

it.concurrent("refuses an object that pretends to be something of the wire", async () => {
    const program = scratchScript(`make("group", { pretends: { "4dabf18193072939515e22adb298388d": "nonsense" } });`);
    const error = await failureOf(preview({ program }));
    expect(error.what).toBe("unrecognized signature 'nonsense' in property map");
});

it.concurrent("does not wait for ever for an object that contains itself", async () => {
    const program = scratchScript("const loop = {}; loop.loop = loop; make('group', { loop });");
    const error = await failureOf(preview({ program, timeouts: { program: 4 } }));
    expect(["program-hangs", "program-failed"]).toContain(error.code);
});

it.concurrent("takes five hundred resources at once, each with its secret and its dependency", async () => {
    const program = scratchScript(`
        class Group extends pulumi.CustomResource {
            constructor(name, inputs) {
                super("aws:ec2/securityGroup:SecurityGroup", name, { arn: undefined, ...inputs });
            }
        }
        let last = new Group("g0", {});
        for (let i = 1; i <= 500; i++) {
            const next = new Group("g" + i, { secret: pulumi.secret(i), peer: last.arn, ingress: [{ cidrBlocks: ["10.0.0.0/8"] }] });
            last = i % 10 === 0 ? next : last;
        }
    `);
    const result = await preview({ program, policyPacks });
    expect(result.resources).toHaveLength(503);
    expect(named(result, "g500").inputs["secret"]).toEqual(new Secret(500));
    expect(named(result, "g500").dependencies).toEqual([named(result, "g490").urn]);
});
