// Configuration of the stack, of Pulumi.yaml and of the caller. Most of these start a program.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { preview, Secret, Unknown } from "../src/index.js";
import { failureOf, named } from "./outcome.js";
import { programFolder } from "./paths.js";
import { type Files, scratchFolder, scratchScript } from "./scratch.js";

const program = programFolder("configured");

it.concurrent("reads Pulumi.<stack>.yaml; what is encrypted and cannot be read is an unknown secret", async () => {
    const result = await preview({ program, env: { PULUMI_CONFIG_PASSPHRASE: "wrong" } });
    const { inputs } = named(result, "group");
    expect(inputs["size"]).toBe(3);
    expect(inputs["names"]).toEqual(["a", "b"]);
    expect(inputs["flag"]).toBe(true);
    expect(inputs["token"]).toEqual(new Secret(new Unknown()));
    expect(secret(inputs["token"])).toBeInstanceOf(Unknown);
    expect(secret(inputs["nested"])).toEqual({ plain: 1, hidden: new Unknown() });
    expect(result.unseen).toEqual([
        "What configured:token holds, which is encrypted: taken as unknown.",
        "What configured:nested holds, which is encrypted: taken as unknown.",
    ]);
    expect(named(result, "default_7_48_0").inputs["region"]).toBe("eu-central-1");
});

it.concurrent("decrypts with the passphrase, and hides what it read", async () => {
    const result = await preview({ program, env: { PULUMI_CONFIG_PASSPHRASE: "password" } });
    const { inputs } = named(result, "group");
    expect(secret(inputs["token"])).toBe("hunter2");
    expect(secret(inputs["nested"])).toEqual({ plain: 1, hidden: "hunter2" });
    expect(JSON.stringify(result)).not.toContain("hunter2");
    expect(result.unseen).toEqual([]);
});

it.concurrent("puts the caller's values over the stack's", async () => {
    const result = await preview({
        program,
        config: { size: "8", names: `["c"]`, "other:flag": "false" },
        secrets: { "configured:token": "given" },
    });
    const { inputs } = named(result, "group");
    expect([inputs["size"], inputs["names"], inputs["flag"], secret(inputs["token"])]).toEqual([
        8,
        ["c"],
        false,
        "given",
    ]);
});

it.concurrent("chooses the stack as the CLI does, and knows a slip of the pen", async () => {
    const script = scratchScript("exports.stack = pulumi.getStack();", { "Pulumi.prod.yaml": "" });
    const only = await preview({ program: script });
    expect(only.outputs).toEqual({ stack: "prod" });
    const error = await failureOf(preview({ program: script, stack: "acme/prd" }));
    expect(error.code).toBe("stack-unknown");
    expect(error.message).toContain("The stacks that have a file there: prod.");
});

it.concurrent("says what the stack imports from elsewhere", async () => {
    const script = scratchScript("", { "Pulumi.dev.yaml": "environment: [base, prod]\n" });
    const { unseen } = await preview({ program: script });
    expect(unseen).toEqual([
        "What the stack imports from the ESC environment base: it is left out.",
        "What the stack imports from the ESC environment prod: it is left out.",
    ]);
    const needs = scratchScript(`new pulumi.Config().require("zone");`, { "Pulumi.dev.yaml": "environment: [base]\n" });
    const error = await failureOf(preview({ program: needs }));
    expect(error.message).toContain("The stack imports the ESC environment base, which cannot be read here.");
});

const DECLARED = "name: scratch\nruntime: { name: nodejs, options: { typescript: false } }\nconfig:\n";

it.concurrent.each<[string, Files, Readonly<Record<string, string>>, string]>([
    [
        "a declared key without a value",
        { "Pulumi.yaml": `${DECLARED}  zone: { type: string }\n  region: { type: string }\n` },
        {},
        "Stack 'dev' is missing configuration values 'scratch:region' and 'scratch:zone'",
    ],
    [
        "a value of another type",
        { "Pulumi.yaml": `${DECLARED}  size: { type: integer }\n` },
        { size: "three" },
        "Stack 'dev' with configuration key 'size' must be of type 'integer'",
    ],
    [
        "a list with an element of another type",
        { "Pulumi.yaml": `${DECLARED}  names: { type: array, items: { type: array, items: { type: boolean } } }\n` },
        { names: "[[true], [1]]" },
        "must be of type 'array<array<boolean>>'",
    ],
    [
        "text that is no JSON where an object is declared",
        { "Pulumi.yaml": `${DECLARED}  shape: { type: object }\n` },
        { shape: "{not json" },
        "'shape' must be of type 'object'",
    ],
    [
        "a secret in clear",
        { "Pulumi.yaml": `${DECLARED}  token: { type: string, secret: true }\n` },
        { token: "clear" },
        "'token' must be encrypted as it's secret",
    ],
    ["a key of too many parts", {}, { "a:b:c": "1" }, "could not parse a:b:c as a configuration key"],
    ["a stack file that is no map", { "Pulumi.dev.yaml": "- 1\n" }, {}, "must hold a map of names to values"],
])("refuses %s", async (_name, files, config, message) => {
    const error = await failureOf(preview({ program: scratchScript("", files), config }));
    expect(error.message).toContain(message);
    expect(error.code).toMatch(/^config-(invalid|missing)$/);
});

it.concurrent("reads the stack's file from the folder that Pulumi.yaml names", async () => {
    const script = scratchScript(`exports.token = new pulumi.Config("configured").requireObject("names");`, {
        "Pulumi.yaml":
            "name: scratch\nstackConfigDir: stacks\nruntime: { name: nodejs, options: { typescript: false } }\n",
    });
    cpSync(join(program, "Pulumi.dev.yaml"), join(script, "stacks/Pulumi.dev.yaml"));
    const { outputs } = await preview({ program: script });
    expect(outputs).toEqual({ token: ["a", "b"] });
});

function secret(value: unknown): unknown {
    if (!(value instanceof Secret)) {
        throw new Error("the value is no secret");
    }
    return value.secret;
}

it("needs a folder with a project", async () => {
    const error = await failureOf(preview({ program: scratchFolder() }));
    expect(error.message).toContain("There is no Pulumi.yaml in");
});
