import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";

/** Every process that descends from ours carries it, even one that has left its group. */
const MARK = "PORTCULLIS_PREVIEW_ID";

/**
 * A small shell that outlives us. It reads the process groups that we start and end from a pipe, and when the pipe
 * breaks, however we went, it ends the groups that are still there and, where /proc shows them, the processes that
 * carry our mark.
 */
const SCRIPT = `
groups=" "
while read -r sign group; do
    case $sign in
        +) groups="$groups$group " ;;
        -) groups=$(printf '%s' "$groups" | sed "s/ $group / /") ;;
    esac
done
for group in $groups; do kill -KILL -- "-$group" 2>/dev/null; done
for process in /proc/[0-9]*; do
    if grep -qsF "$1" "$process/environ"; then kill -KILL "\${process#/proc/}" 2>/dev/null; fi
done
`;

/** Sees to it that no process is left behind, even if ours is killed. */
export class Reaper {
    readonly #mark = `${MARK}=${randomUUID()}`;
    readonly #shell: ChildProcess | undefined;

    constructor() {
        if (process.platform === "win32") {
            return;
        }
        this.#shell = spawn("/bin/sh", ["-c", SCRIPT, "reaper", this.#mark], {
            stdio: ["pipe", "ignore", "ignore"],
            detached: true,
        });
        this.#shell.on("error", () => {});
        this.#shell.stdin?.on("error", () => {});
        this.#shell.unref();
    }

    /** What every process that we start must have in its environment. */
    get environment(): Readonly<Record<string, string>> {
        return { [MARK]: this.#mark.slice(MARK.length + 1) };
    }

    add(group: number | undefined): void {
        this.#write("+", group);
    }

    remove(group: number | undefined): void {
        this.#write("-", group);
    }

    /** Ends what has left its process group, on systems that show the environment of a process; then lets go. */
    close(): void {
        for (const pid of this.#findMarked()) {
            try {
                process.kill(pid, "SIGKILL");
            } catch {
                // It is gone already.
            }
        }
        this.#shell?.stdin?.end();
    }

    #findMarked(): readonly number[] {
        return listProcesses().filter((pid) => {
            try {
                return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0").includes(this.#mark);
            } catch {
                // Gone, or somebody else's.
                return false;
            }
        });
    }

    #write(sign: string, group: number | undefined): void {
        if (group !== undefined && this.#shell?.stdin?.writable) {
            this.#shell.stdin.write(`${sign} ${group}\n`);
        }
    }
}

function listProcesses(): readonly number[] {
    if (process.platform !== "linux") {
        return [];
    }
    try {
        return readdirSync("/proc")
            .filter((name) => /^\d+$/.test(name))
            .map(Number);
    } catch {
        return [];
    }
}
