import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FORMS, running } from "./packs.mts";
import { EXECUTABLE, PACK } from "./protocol.mts";

/** The files that a process has loaded after requiring one. */
function loadedBy(file: string): readonly string[] {
    const script = `require(${JSON.stringify(file)}); process.stdout.write(JSON.stringify(Object.keys(require.cache)))`;
    const { stdout, stderr, status } = spawnSync(process.execPath, ["-e", script], { encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
    return JSON.parse(stdout) as string[];
}

const CLOUD_SDK = /@pulumi[\\/+](aws|azure|gcp|google|kubernetes|digitalocean)/;
const COMPILER = /[\\/](typescript|ts-node|esbuild|@swc)[\\/]/;

it("loads nothing but itself and the engine for whoever imports the policies", () => {
    const files = loadedBy(join(PACK, "lib", "policies.js"));
    expect(files.filter((file) => file.includes("node_modules"))).toEqual([]);
    expect(files.length).toBeGreaterThan(0);
});

it("loads no cloud SDK and no compiler as an executable", () => {
    const source = readFileSync(EXECUTABLE, "utf8");
    expect(source).not.toMatch(/require\("(@pulumi\/(aws|azure|gcp|kubernetes)|typescript|ts-node)/);
    // Started on a process that prints what it has loaded when it has nothing else to do.
    const script = `
        const print = console.log;
        console.log = (text) => { print(JSON.stringify([text, Object.keys(require.cache)])); process.exit(); };
        require(${JSON.stringify(EXECUTABLE)});`;
    const { stdout } = spawnSync(process.execPath, ["-e", script], { encoding: "utf8", cwd: tmpdir() });
    const [port, files] = JSON.parse(stdout) as [string, string[]];
    expect(Number(port)).toBeGreaterThan(0);
    expect(files.filter((file) => file.includes("node_modules") || COMPILER.test(file))).toEqual([]);
});

it("loads no cloud SDK as a folder", () => {
    const script = `
        const print = console.log;
        console.log = (text) => { print(JSON.stringify([text, Object.keys(require.cache)])); process.exit(); };
        require(${JSON.stringify(PACK)});`;
    const { stdout } = spawnSync(process.execPath, ["-e", script], { encoding: "utf8", cwd: PACK });
    const [, files] = JSON.parse(stdout) as [string, string[]];
    expect(files.filter((file) => CLOUD_SDK.test(file))).toEqual([]);
});

it("is executable and names its interpreter", () => {
    expect(statSync(EXECUTABLE).mode & 0o111).toBe(0o111);
    expect(readFileSync(EXECUTABLE, "utf8").split("\n")[0]).toBe("#!/usr/bin/env node");
});

it("needs no folder of its own to start in", () => {
    const { stdout } = spawnSync(process.execPath, [EXECUTABLE, "127.0.0.1:1"], {
        timeout: 5000,
        encoding: "utf8",
        cwd: "/",
    });
    expect(stdout).toMatch(/^\d+\n$/);
});

describe.each(FORMS)("as %s", (form) => {
    const pack = running(form);

    it("writes its port and nothing else", () => {
        expect(pack().stdout()).toMatch(/^\d+\n$/);
        expect(pack().stderr()).toBe("");
    });

    it("says its name, its policies and their pages", async () => {
        const { name, policies } = await pack().info();
        expect(name).toBe("api-server-exposure");
        for (const { name: policy, url } of policies) expect(url).toMatch(new RegExp(`/${policy}\\.md$`));
    });
});
