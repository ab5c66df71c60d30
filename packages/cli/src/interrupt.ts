/** Signals that a person or a CI stops a command with. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Turns the first Ctrl-C into an abort, so that the children are stopped; a second one ends this process at once. */
export function onInterrupt(): { readonly signal: AbortSignal; stop(): void } {
    const controller = new AbortController();
    const abort = () => {
        stop();
        controller.abort();
    };
    const stop = () => {
        for (const name of SIGNALS) process.off(name, abort);
    };
    for (const name of SIGNALS) process.on(name, abort);
    return { signal: controller.signal, stop };
}
