import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";

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
for environ in $(grep -lsF "$1" /proc/[0-9]*/environ); do
    process=\${environ#/proc/}
    kill -KILL "\${process%/environ}" 2>/dev/null
done
exit 0
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
        // Without a shell there is no second net: children still end with their group.
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

    /** Lets it go; resolves when what was added and not removed, and what has left its group, is gone. */
    async close(): Promise<void> {
        const shell = this.#shell;
        if (shell?.pid === undefined || shell.exitCode !== null || shell.signalCode !== null) {
            return;
        }
        const exited = once(shell, "exit");
        shell.ref();
        shell.stdin?.end();
        await exited;
    }

    #write(sign: string, group: number | undefined): void {
        if (group !== undefined && this.#shell?.stdin?.writable) {
            this.#shell.stdin.write(`${sign} ${group}\n`);
        }
    }
}
