import type { PreviewEvent, PreviewResult } from "@portcullis/preview";
import { headline } from "./headline.js";
import { JsonEvents } from "./json-events.js";
import { isBlocking } from "./policies.js";
import type { Display } from "./text-display.js";

/** Shows a preview to a program: engine events on standard output, the promise on standard error. */
export function jsonDisplay(write: (line: string) => void, writeError: (line: string) => void): Display {
    const events = new JsonEvents(write);
    return {
        hear: (event: PreviewEvent) => {
            if (event.kind === "start") writeError(headline(event.project, event.stack));
            events.hear(event);
        },
        finish: (result: PreviewResult) => events.end(result.violations.some(isBlocking) ? "failed" : "succeeded"),
        fail: () => events.end("failed"),
    };
}
