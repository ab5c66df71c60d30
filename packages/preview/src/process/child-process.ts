import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Environment } from "./environment.js";
import type { Reaper } from "./reaper.js";

/** What to start, and where. */
export interface Command {
    readonly file: string;
    readonly args: readonly string[];
    readonly folder: string;
    readonly environment: Environment;
}

/** How a process ended. */
export interface Exit {
    readonly code: number | null;
    readonly signal: NodeJS.Signals | null;
    /** Why it could not be started, if so. */
    readonly error?: Error;
}

const GRACE_MILLISECONDS = 1_000;
const KEPT_LINES = 200;

/** A child process with its own process group, so that whatever it starts ends with it. */
export class Child {
    readonly exited: Promise<Exit>;
    /** The last lines of its standard error. */
    readonly errorLines: string[] = [];
    readonly #process: ChildProcess;
    readonly #reaper: Reaper;
    #running = true;

    constructor(command: Command, reaper: Reaper, onLine?: (line: string, stream: "stdout" | "stderr") => void) {
        this.#reaper = reaper;
        this.#process = spawn(command.file, [...command.args], {
            cwd: command.folder,
            env: { ...command.environment, ...reaper.environment },
            stdio: ["ignore", "pipe", "pipe"],
            // Its own group: one signal reaches it and its children, and Ctrl-C reaches us alone.
            detached: process.platform !== "win32",
        });
        reaper.add(this.#process.pid);
        this.exited = this.#watch();
        this.#listen("stdout", onLine);
        this.#listen("stderr", onLine);
    }

    /** Ends the process and all that it started; resolves when it is gone. */
    async stop(): Promise<void> {
        if (this.#running) {
            this.#signal("SIGTERM");
            const timer = setTimeout(() => this.#signal("SIGKILL"), GRACE_MILLISECONDS);
            await this.exited;
            clearTimeout(timer);
        }
        // The group outlives its leader: what the leader left behind ends here.
        this.#signal("SIGKILL");
        this.#reaper.remove(this.#process.pid);
    }

    #watch(): Promise<Exit> {
        return new Promise((resolve) => {
            const finish = (exit: Exit): void => {
                this.#running = false;
                resolve(exit);
            };
            this.#process.once("error", (error) => finish({ code: null, signal: null, error }));
            // "exit" and not "close": a grandchild may hold the pipes open.
            this.#process.once("exit", (code, signal) => setImmediate(finish, { code, signal }));
        });
    }

    #listen(stream: "stdout" | "stderr", onLine?: (line: string, stream: "stdout" | "stderr") => void): void {
        const source = this.#process[stream];
        if (source === null) {
            return;
        }
        source.on("error", () => {});
        createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY }).on("line", (line) => {
            if (stream === "stderr" && this.errorLines.push(line) > KEPT_LINES) {
                this.errorLines.shift();
            }
            onLine?.(line, stream);
        });
    }

    #signal(signal: NodeJS.Signals): void {
        const { pid } = this.#process;
        if (pid === undefined) {
            return;
        }
        try {
            if (process.platform === "win32") {
                this.#process.kill(signal);
            } else {
                process.kill(-pid, signal);
            }
        } catch {
            // The group is gone already.
        }
    }
}
