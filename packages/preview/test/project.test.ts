import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseDuration } from "../src/engine/duration.js";
import { defaultProviderName, makeProviderRequest } from "../src/engine/provider-request.js";
import { selectEnvironment } from "../src/process/environment.js";
import { findSdkScript, splitArguments } from "../src/process/pulumi-sdk.js";
import { parseConfigKey } from "../src/project/config-key.js";
import { nextPlaceholder } from "../src/project/missing-config.js";
import { makeDecrypter } from "../src/project/passphrase.js";
import { isPlaceholder, Placeholder } from "../src/project/placeholder.js";
import { makeRedact } from "../src/project/redaction.js";
import { findRequiredKeys } from "../src/project/required-config.js";
import { scratchFolder } from "./scratch.js";

it.each([
    ["name", "shop:name"],
    ["aws:region", "aws:region"],
    ["aws:config:region", "aws:region"],
])("reads the configuration key %s as %s", (key, expected) => {
    expect(parseConfigKey(key, "shop")).toBe(expected);
});

it.each(["", ":", "a:", "a:b:c", "a:config:b:c"])("refuses the configuration key %j", (key) => {
    expect(() => parseConfigKey(key, "shop")).toThrow("could not parse");
});

describe("the decrypter", () => {
    // Written by Pulumi itself, for the passphrase "password".
    const salt = "v1:fozI5u6B030=:v1:F+6ZduKKd8G0/V7L:PGMFeIzwobWRKmEAzUdaQHqC5mMRIQ==";

    it("opens what Pulumi sealed, and only with its passphrase", () => {
        const decrypt = makeDecrypter(salt, { PULUMI_CONFIG_PASSPHRASE: "password" });
        expect(decrypt?.("v1:F+6ZduKKd8G0/V7L:PGMFeIzwobWRKmEAzUdaQHqC5mMRIQ==")).toBe("pulumi");
        expect(decrypt?.("v1:F+6ZduKKd8G0/V7L:PGMFeIzwobWRKmEAzUdaQHqC5mMRIg==")).toBeUndefined();
        expect(decrypt?.("AAABAGvDf6")).toBeUndefined();
        expect(makeDecrypter(salt, { PULUMI_CONFIG_PASSPHRASE: "password123" })).toBeUndefined();
    });

    it("reads the passphrase from a file, and does without one that is not there", () => {
        const file = join(scratchFolder(), "passphrase");
        writeFileSync(file, "password\n");
        expect(makeDecrypter(salt, { PULUMI_CONFIG_PASSPHRASE_FILE: file })).toBeDefined();
        expect(makeDecrypter(salt, { PULUMI_CONFIG_PASSPHRASE_FILE: `${file}-not` })).toBeUndefined();
        expect(makeDecrypter(salt, {})).toBeUndefined();
        expect(makeDecrypter(undefined, { PULUMI_CONFIG_PASSPHRASE: "password" })).toBeUndefined();
    });
});

it("hides secrets, the longest first, whole and in the texts of their JSON", () => {
    const redact = makeRedact(["hush", "hush-hush", '{"user":"u","deep":["pass word"]}', "ab"]);
    expect(redact("hush-hush and hush")).toBe("[secret] and [secret]");
    expect(redact("said pass word to u")).toBe("said [secret] to u");
    expect(redact('got {"user":"u","deep":["pass word"]}')).toBe("got [secret]");
    expect(redact("abc")).toBe("abc");
});

it("finds which keys a program requires, and in which namespace", () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, "src"));
    mkdirSync(join(folder, "node_modules/other"), { recursive: true });
    writeFileSync(
        join(folder, "index.ts"),
        `const config = new pulumi.Config();
         const cloud: pulumi.Config = new Config("aws");
         config.require("office"); config.requireNumber('port'); cloud.requireSecret("token");
         new pulumi.Config("dns").requireBoolean(\`on\`); config.get("optional"); this.config.requireObject<A>("shape");`,
    );
    writeFileSync(join(folder, "src/more.mjs"), `imported.requireSecretNumber("size")`);
    writeFileSync(join(folder, "node_modules/other/index.js"), `config.require("foreign")`);
    const keys = findRequiredKeys(folder, "shop");
    expect(new Map(keys.map(({ key, text }) => [key, text]))).toEqual(
        new Map([
            ["shop:office", Placeholder.text("office")],
            ["shop:port", Placeholder.number],
            ["aws:token", Placeholder.text("token")],
            ["dns:on", "false"],
            ["shop:shape", "{}"],
            ["shop:size", Placeholder.number],
        ]),
    );
});

describe("the next placeholder", () => {
    const missing = (key: string): string => `Missing required configuration variable '${key}'\n    please set a value`;
    const config = (text: string) => new Map([["a:b", { text, secret: true, structured: false }]]);

    it("is for the key that the SDK misses, once", () => {
        expect(nextPlaceholder(missing("a:b"), new Map())).toEqual({ key: "a:b", text: Placeholder.text("b") });
        expect(nextPlaceholder(missing("a:b"), config("set"))).toBeUndefined();
        expect(nextPlaceholder("something else", new Map())).toBeUndefined();
    });

    it.each([
        ["number", Placeholder.number],
        ["boolean", "false"],
        ["JSON object", "{}"],
    ])("becomes what a %s must be", (type, text) => {
        const error = `Configuration 'a:b' value 'x' is not a valid ${type}`;
        expect(nextPlaceholder(error, config(Placeholder.text("b")))).toEqual({ key: "a:b", text });
        expect(nextPlaceholder(error, config("the user's own"))).toBeUndefined();
    });

    it("is told from every other text and number", () => {
        expect([Placeholder.text("x"), `a${Placeholder.text("x")}b`, Placeholder.number].map(isPlaceholder)).toEqual([
            true,
            true,
            true,
        ]);
        expect(isPlaceholder("unknown") || isPlaceholder(6443)).toBe(false);
    });
});

it.each([
    ["", 0],
    ["30s", 30],
    ["5m", 300],
    ["1h30m", 5400],
    ["1.5h", 5400],
    ["250ms", 0.25],
])("reads the timeout %j as %d seconds", (text, seconds) => {
    expect(parseDuration(text)).toBeCloseTo(seconds);
});

it.each(["5", "m", "5 m", "-5m", "5d"])("refuses the timeout %j", (text) => {
    expect(() => parseDuration(text)).toThrow("unable to parse customTimeout Value");
});

it.each([
    ["--a --b=c", ["--a", "--b=c"]],
    [`--title='two words' "and \\"more\\""`, ["--title=two words", 'and "more"']],
    ["", []],
])("splits the arguments %j", (line, words) => {
    expect(splitArguments(line)).toEqual(words);
});

it.each([
    ["7.48.0", "", "default_7_48_0"],
    ["1.0.0-alpha.1+build.2", "", "default_1_0_0_alpha_1_build_2"],
    ["", "https://example.com/plugins/", "default_https_/example.com/plugins"],
])("names the default provider of version %j from %j", (version, url, name) => {
    expect(defaultProviderName(makeProviderRequest("aws", version, url, new Map()))).toBe(name);
});

describe("the environment of a child", () => {
    const source = {
        PATH: "/bin",
        AWS_ACCESS_KEY_ID: "k",
        GOOGLE_CREDENTIALS: "g",
        LC_ALL: "C",
        NODE_OPTIONS: "-r x",
        HOME: "/h",
    };

    it("holds what a program needs to run, and no credential", () => {
        const { NODE_COMPILE_CACHE, ...rest } = selectEnvironment(source, false);
        expect(rest).toEqual({ PATH: "/bin", LC_ALL: "C", HOME: "/h", no_grpc_proxy: "127.0.0.1,localhost" });
        expect(NODE_COMPILE_CACHE).toContain("portcullis");
    });

    it("holds everything where it is told to", () => {
        expect(selectEnvironment(source, true)).toMatchObject(source);
    });
});

it("finds the SDK above a folder, and none where there is none", () => {
    expect(findSdkScript(import.meta.dirname, "run")).toContain("packages/preview/node_modules/@pulumi/pulumi/cmd/run");
    expect(findSdkScript(scratchFolder(), "run")).toBeUndefined();
});
