import type { PreviewEvent, PreviewResult } from "@portcullis/preview";
import { headline } from "./headline.js";
import { JsonEvents } from "./json-events.js";
import { isBlocking } from "./policies.js";
import type { Display } from "./text-display.js";

/** Shows a preview to a program: engine events on standard output, the promise on standard error. */
export function jsonDisplay(write: (line: string) => void, writeError: (line: string) => void): Display {
    const events = new JsonEvents(write);
    let isPromised = false;
    let lastError = "";
    return {
        hear: (event: PreviewEvent) => {
            if (event.kind === "start" && !isPromised) {
                isPromised = true;
                writeError(headline(event.project, event.stack));
            }
            if (event.kind === "diagnostic" && event.diagnostic.severity === "error")
                lastError = event.diagnostic.message;
            events.hear(event);
        },
        finish: (result: PreviewResult) => events.end(result.violations.some(isBlocking) ? "failed" : "succeeded"),
        fail: (error: unknown) => {
            const message = error instanceof Error ? error.message : String(error);
            // A program's own last words are in the stream already.
            if (lastError.trim() !== message.trim()) {
                events.hear({ kind: "diagnostic", diagnostic: { severity: "error", message } });
            }
            events.end("failed");
        },
    };
}
