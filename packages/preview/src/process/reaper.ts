import { type ChildProcess, spawn } from "node:child_process";

/**
 * A small shell that outlives us. It reads the process groups that we start and end from a pipe, and when the pipe
 * breaks, however we went, it ends the groups that are still there.
 */
const SCRIPT = `
groups=" "
while read -r sign group; do
    case $sign in
        +) groups="$groups$group " ;;
        -) groups=$(printf '%s' "$groups" | sed "s/ $group / /") ;;
    esac
done
for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
`;

/** Sees to it that no process is left behind, even if ours is killed. */
export class Reaper {
    readonly #shell: ChildProcess | undefined;

    constructor() {
        if (process.platform === "win32") {
            return;
        }
        this.#shell = spawn("/bin/sh", ["-c", SCRIPT], { stdio: ["pipe", "ignore", "ignore"], detached: true });
        this.#shell.on("error", () => {});
        this.#shell.stdin?.on("error", () => {});
        this.#shell.unref();
    }

    add(group: number | undefined): void {
        this.#write("+", group);
    }

    remove(group: number | undefined): void {
        this.#write("-", group);
    }

    /** Lets it go; what was added and not removed ends now. */
    close(): void {
        this.#shell?.stdin?.end();
    }

    #write(sign: string, group: number | undefined): void {
        if (group !== undefined && this.#shell?.stdin?.writable) {
            this.#shell.stdin.write(`${sign} ${group}\n`);
        }
    }
}
