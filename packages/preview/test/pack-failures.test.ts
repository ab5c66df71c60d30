// Packs that go wrong: each has one clear message, ends the preview and leaves no process behind.
import { chmodSync, cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it, vi } from "vitest";
import { preview } from "../src/index.js";
import { failureOf, isAlive } from "./outcome.js";
import { packPath, programFolder } from "./paths.js";
import { scratchFolder } from "./scratch.js";

const program = programFolder("plain");
const failing = packPath("failing");

it.concurrent.each([
    [
        "prints before its port",
        "prints",
        "policy-pack-failed",
        ["must be its port, but it is: hello from the pack", "log to standard error"],
    ],
    ["exits before its port", "exits", "policy-pack-failed", ["It exited with code 4 before it printed its port."]],
    ["throws at its start", "throws", "policy-pack-failed", ["this pack is broken"]],
    ["hangs at its start", "hangs-at-start", "policy-pack-hangs", ["It did not print its port in time."]],
    [
        "has a policy that throws",
        "policy-throws",
        "policy-pack-failed",
        ["this policy is broken", "in the policy pack"],
    ],
    ["dies in a policy", "policy-exits", "policy-pack-failed", [`The policy pack ${failing} died.`]],
    ["hangs in a policy", "policy-hangs", "policy-pack-hangs", ["did not answer within 12 seconds (analyze)"]],
] as const)("says what happened when a pack %s", async (_name, FAIL_PACK, code, texts) => {
    const file = join(scratchFolder(), "pid");
    const policyPack = code === "policy-pack-hangs" ? 12 : 60;
    const env = { FAIL_PACK, PACK_PID: file };
    const error = await failureOf(preview({ program, policyPacks: [failing], env, timeouts: { policyPack } }));
    for (const text of texts) {
        expect(error.message).toContain(text);
    }
    expect(error.code).toBe(code);
    // The program only echoes the failure of its registration.
    expect(error.message).not.toContain("resource.ts");
    const pid = Number(readFileSync(file, "utf8"));
    await vi.waitUntil(() => !isAlive(pid), { timeout: 10_000 });
});

it.concurrent.each([
    ["prints later, which is harmless", "prints-later", "hello from the policy"],
    ["writes to standard error", "complains-later", "a word on standard error"],
])("passes on what a pack %s", async (_name, FAIL_PACK, message) => {
    const { diagnostics } = await preview({ program, policyPacks: [failing], env: { FAIL_PACK } });
    expect(diagnostics).toContainEqual({ severity: "info", message });
});

it.concurrent("stops the other packs when one fails", async () => {
    const file = join(scratchFolder(), "pid");
    const policyPacks = [failing, packPath("no-open"), packPath("nowhere")];
    const error = await failureOf(preview({ program, policyPacks, env: { PACK_PID: file, FAIL_PACK: "none" } }));
    expect(error.code).toBe("policy-pack-invalid");
    expect(error.message).toContain("policy pack not found at");
});

it.concurrent("starts a pack that is an executable file", async () => {
    const folder = scratchFolder();
    const file = join(folder, "pack");
    cpSync(packPath("no-open/index.js"), file);
    const script = `#!/usr/bin/env node\nprocess.chdir(__dirname);\n${readFileSync(file, "utf8")}`;
    writeFileSync(file, script);
    writeFileSync(join(folder, "package.json"), `{"version": "4.5.6"}`);
    symlinkSync(resolve(import.meta.dirname, "../node_modules"), join(folder, "node_modules"));
    const refused = await failureOf(preview({ program, policyPacks: [file] }));
    expect(refused.code).toBe("policy-pack-invalid");
    expect(refused.message).toContain(`chmod +x ${file}`);
    chmodSync(file, 0o755);
    const { violations } = await preview({ program, policyPacks: [file] });
    expect(violations.map(({ policyPackVersion, message }) => [policyPackVersion, message])).toEqual([
        ["4.5.6", "Nothing is open to everyone.\napi is open"],
    ]);
});

it.concurrent.each([
    ["holds no PulumiPolicy.yaml", {}, "there is no PulumiPolicy.yaml"],
    ["is written in another language", { "PulumiPolicy.yaml": "runtime: python\n" }, 'Its runtime is "python"'],
    ["is not installed", { "PulumiPolicy.yaml": "runtime: nodejs\n" }, "try running npm install in"],
])("refuses a pack that %s", async (_name, files, message) => {
    const folder = scratchFolder();
    for (const [file, text] of Object.entries(files)) {
        writeFileSync(join(folder, file), text);
    }
    const error = await failureOf(preview({ program, policyPacks: [folder] }));
    expect(error.code).toBe("policy-pack-invalid");
    expect(error.message).toContain(message);
});
