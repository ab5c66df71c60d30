import { Child, type Command, type Exit } from "./child-process.js";
import type { Reaper } from "./reaper.js";

/** Why a plugin did not come up. */
export type StartFailure =
    | { readonly kind: "exited"; readonly exit: Exit; readonly errorLines: readonly string[] }
    | { readonly kind: "not-a-port"; readonly line: string }
    | { readonly kind: "timeout" };

/** A process that serves gRPC on the port that it prints as its first line. */
export interface PluginProcess {
    readonly child: Child;
    readonly address: string;
}

/** Starts a plugin and waits for its port; what it prints later goes to `onLine`. */
export async function startPlugin(
    command: Command,
    reaper: Reaper,
    seconds: number,
    onLine: (line: string, stream: "stdout" | "stderr") => void,
): Promise<PluginProcess | StartFailure> {
    let takePort: ((line: string) => void) | undefined;
    const firstLine = new Promise<string>((resolve) => {
        takePort = resolve;
    });
    const child = new Child(command, reaper, (line, stream) => {
        if (stream === "stdout" && takePort !== undefined) {
            takePort(line);
            takePort = undefined;
        } else {
            onLine(line, stream);
        }
    });
    const outcome = await raceStart(child, firstLine, seconds);
    if (typeof outcome === "string") {
        return { child, address: `127.0.0.1:${outcome}` };
    }
    await child.stop();
    return outcome;
}

async function raceStart(child: Child, firstLine: Promise<string>, seconds: number): Promise<string | StartFailure> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<StartFailure>((resolve) => {
        timer = setTimeout(resolve, seconds * 1000, { kind: "timeout" });
    });
    const port = firstLine.then((line): string | StartFailure =>
        /^\d+$/.test(line.trim()) ? line.trim() : { kind: "not-a-port", line },
    );
    const exited = child.exited.then((exit): StartFailure => ({ kind: "exited", exit, errorLines: child.errorLines }));
    try {
        return await Promise.race([port, exited, timeout]);
    } finally {
        clearTimeout(timer);
    }
}
