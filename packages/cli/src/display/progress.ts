import type { PreviewEvent } from "@portcullis/preview";
import { plainLine } from "./plain-text.js";
import { displayName, displayType, isDefaultProvider, urnType } from "./urn.js";

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const REDRAW_MS = 100;
const HEARTBEAT_MS = 15_000;
/** How many of the latest resources a terminal shows. */
const LATEST = 5;

/** Shows that a preview is alive. */
export interface Progress {
    hear(event: PreviewEvent): void;
    /** Makes room for a line that stays. */
    yield(): void;
    stop(): void;
}

/** What the progress line tells. */
class Tally {
    resources = 0;
    findings = 0;
    what = "starting the program and its policy packs";
    latest: string[] = [];

    hear(event: PreviewEvent): void {
        if (event.kind === "restart") this.#restart(event.reason);
        if (event.kind === "violation") this.findings++;
        if (event.kind !== "resource" || isDefaultProvider(event.resource.urn)) return;
        this.resources++;
        const { urn } = event.resource;
        this.latest.push(`${displayType(urnType(urn))}  ${displayName(urn)}`);
        if (this.latest.length > LATEST) this.latest.shift();
        this.what = "";
    }

    #restart(reason: string): void {
        this.resources = 0;
        this.findings = 0;
        this.latest = [];
        this.what = `once more: ${plainLine(reason)}`;
    }

    toString(): string {
        if (this.resources === 0) return this.what;
        return `${count(this.resources, "resource")}, ${count(this.findings, "finding")}`;
    }
}

/** Redraws a few lines in place on a terminal. log-update is an ES module, loaded only here. */
export async function terminalProgress(stream: NodeJS.WriteStream): Promise<Progress> {
    const { createLogUpdate } = await import("log-update");
    const log = createLogUpdate(stream);
    const tally = new Tally();
    let frame = 0;
    const timer = setInterval(() => {
        const rows = tally.latest.map((line) => `     + ${plainLine(line)}`);
        log([...rows, `  ${FRAMES[frame++ % FRAMES.length]} ${tally}`].join("\n"));
    }, REDRAW_MS);
    timer.unref();
    return {
        hear: (event) => tally.hear(event),
        yield: () => log.clear(),
        stop: () => {
            clearInterval(timer);
            log.clear();
            log.done();
        },
    };
}

/**
 * Prints a plain line now and then where nothing can be redrawn, so that a CI sees a long preview live: none for a short
 * one, and none that says what the last one said.
 */
export function plainProgress(write: (line: string) => void): Progress {
    const tally = new Tally();
    let last = "";
    const timer = setInterval(() => {
        const line = `previewing: ${tally}`;
        if (line !== last) write(line);
        last = line;
    }, HEARTBEAT_MS);
    timer.unref();
    return { hear: (event) => tally.hear(event), yield: () => {}, stop: () => clearInterval(timer) };
}

function count(number: number, noun: string): string {
    return `${number} ${number === 1 ? noun : `${noun}s`}`;
}
