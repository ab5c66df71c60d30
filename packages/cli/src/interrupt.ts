import { ExitCode } from "./exit-code.js";

/** Signals that a person or a CI stops a command with. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Turns the first Ctrl-C into an abort, so that the children are stopped; a second one ends this process at once, and
 * the children with it. We listen until `stop`: whoever restores the terminal's cursor would otherwise find nobody
 * listening, and end this process before its children are.
 */
export function onInterrupt(): { readonly signal: AbortSignal; stop(): void } {
    const controller = new AbortController();
    const hear = () => {
        if (controller.signal.aborted) process.exit(ExitCode.CouldNotRun);
        controller.abort();
    };
    for (const name of SIGNALS) process.on(name, hear);
    return {
        signal: controller.signal,
        stop: () => {
            for (const name of SIGNALS) process.off(name, hear);
        },
    };
}
