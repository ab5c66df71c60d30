// Programs that go wrong: each has one clear message and leaves no process behind. Each row starts a program.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it, vi } from "vitest";
import { preview } from "../src/index.js";
import { failureOf, isAlive } from "./outcome.js";
import { packPath, programFolder } from "./paths.js";
import { scratchFolder, scratchProgram, scratchScript } from "./scratch.js";

const program = programFolder("failing");
const INDEX = join(program, "index.js");

/** What was killed may take a moment to die on a busy machine. */
async function expectDead(pids: readonly number[]): Promise<void> {
    await vi.waitUntil(() => !pids.some(isAlive), { timeout: 10_000 });
}

it.concurrent.each([
    ["throws", "throw", "program-failed", ["the program is broken", `throwHere [as throw] (${INDEX}:8:11)`]],
    ["throws in an apply", "apply", "program-failed", ["the program is broken", `throwHere (${INDEX}:8:11)`]],
    ["rejects without anybody listening", "reject", "program-failed", ["the program is broken", `${INDEX}:8:11`]],
    ["exits", "exit", "program-failed", ["Program exited with non-zero exit code: 3"]],
    ["is killed", "kill", "program-failed", ["was ended by SIGKILL"]],
    ["waits for a value that never comes", "never-resolves", "program-failed", ['"stuck"', 'input property "value"']],
    ["waits in a circle", "circle", "program-failed", ['"one"', '"other"', "the deployment would deadlock"]],
    ["makes a resource twice", "duplicate", "registration-invalid", ["Duplicate resource URN", "::first'"]],
    ["names no type", "type", "registration-invalid", ["Type 'no-type' is not a valid type token"]],
    ["reads an asset that is not there", "asset", "asset-missing", ["nowhere.txt", "SecurityGroup asset needs it"]],
    ["exits in a hook", "hook-exit", "program-failed", ["Program exited with non-zero exit code: 7"]],
    ["ends in a hook as if all were well", "hook-exit-zero", "program-ended", ["at work on", "SecurityGroup hooked"]],
    ["throws in a hook", "hook-throw", "hook-failed", ['before hook "breaks" failed', "the program is broken"]],
    ["throws in a transform", "transform", "hook-failed", ["the program is broken", "SecurityGroup transformed"]],
    [
        "lacks configuration",
        "config",
        "config-missing",
        ["Missing required configuration variable 'failing:missing'", "--config failing:missing=VALUE"],
    ],
] as const)("says what happened when a program %s", async (_name, FAIL, code, texts) => {
    const error = await failureOf(preview({ program, env: { FAIL } }));
    for (const text of texts) {
        expect(error.message).toContain(text);
    }
    expect(error.code).toBe(code);
});

it.concurrent.each([
    ["keeps a timer", "timer"],
    ["loops", "loop"],
])("stops a program that %s", async (_name, FAIL) => {
    const error = await failureOf(preview({ program, env: { FAIL }, timeouts: { program: 3 } }));
    expect(error.code).toBe("program-hangs");
    expect(error.what).toBe("The program did not come to an end within 3 seconds and was stopped.");
});

it.concurrent("takes exit code 0 for success, whatever was signalled, as Pulumi does", async () => {
    const [exits, logs] = await Promise.all([
        preview({ program, env: { FAIL: "exit-zero" } }),
        preview({ program, env: { FAIL: "log-error" } }),
    ]);
    expect(exits.violations).toEqual([]);
    expect(logs.diagnostics).toContainEqual({ severity: "error", message: "this is only said" });
});

it.concurrent("leaves no child of the program behind, not even one that has left its group", async () => {
    const file = join(scratchFolder(), "pids");
    const FILE = { CHILDREN: file };
    await preview({ program, env: { FAIL: "leave-children", ...FILE } });
    const pids = readFileSync(file, "utf8").trim().split("\n").map(Number);
    expect(pids).toHaveLength(2);
    await expectDead(pids);
});

it.concurrent("stops at once, with everything it started, when it is told to", async () => {
    const file = join(scratchFolder(), "pids");
    const controller = new AbortController();
    const stopped = preview({
        program,
        policyPacks: [packPath("no-open")],
        env: { FAIL: "children-and-wait", CHILDREN: file },
        signal: controller.signal,
        onEvent: (event) => {
            if (event.kind === "diagnostic" && event.diagnostic.message === "ready") {
                controller.abort();
            }
        },
    });
    const error = await failureOf(stopped);
    expect(error.code).toBe("aborted");
    const pids = readFileSync(file, "utf8").trim().split("\n").map(Number);
    await expectDead(pids);
});

it.concurrent("leaves nothing behind when the process that previews is killed itself", async () => {
    const file = join(scratchFolder(), "pids");
    const env = { FAIL: "children-and-wait", CHILDREN: file };
    const script = `require(${JSON.stringify(resolve(import.meta.dirname, "../dist/index.js"))}).preview(${JSON.stringify({ program, env })})`;
    const previewing = spawn(process.execPath, ["-e", script], { stdio: "ignore" });
    const started = (): boolean => existsSync(file) && readFileSync(file, "utf8") !== "";
    await vi.waitUntil(started, { timeout: 60_000 });
    previewing.kill("SIGKILL");
    const pids = readFileSync(file, "utf8").trim().split("\n").map(Number);
    await expectDead(pids);
});

it.concurrent("says what to do where the SDK is not installed", async () => {
    const folder = scratchProgram({ "index.js": "" }, "pulumi-that-is-not-there");
    const error = await failureOf(preview({ program: folder }));
    expect(error.code).toBe("sdk-missing");
    expect(error.message).toContain(`Run npm install in ${folder}.`);
});

it.concurrent("keeps what was said until it failed", async () => {
    const script = scratchScript(`pulumi.log.warn("said before"); throw new Error("then failed");`);
    const error = await failureOf(preview({ program: script }));
    expect(error.diagnostics).toContainEqual({ severity: "warning", message: "said before" });
});
