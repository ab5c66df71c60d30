import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const BIN = join(import.meta.dirname, "../bin/portcullis.js");

/** What a run of the command left behind. */
export interface Finished {
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

/** Starts the built command in this folder, without a terminal. */
export function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
    return spawn(process.execPath, [BIN, ...args], {
        cwd: import.meta.dirname,
        env: { ...process.env, ...env },
        stdio: ["ignore", "pipe", "pipe"],
    });
}

/** Waits for a started command to end. */
export async function finish(child: ChildProcess): Promise<Finished> {
    let stdout = "";
    let stderr = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
        stdout += text;
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
        stderr += text;
    });
    await once(child, "close");
    return { code: child.exitCode, stdout, stderr };
}

/** Runs the built command to its end. */
export function portcullis(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Finished> {
    return finish(start(args, env));
}

/** Tells whether a process is there. An orphan that has ended may wait for ever for a parent to ask: it is not there. */
export function isAlive(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
    } catch (error) {
        // Without /proc, the signal alone tells.
        return error instanceof Error && "code" in error && error.code === "ENOENT" && !existsSync("/proc/self");
    }
}
