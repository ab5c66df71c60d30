import type { PreviewEvent, PreviewResult } from "@portcullis/preview";
import { headline } from "./headline.js";
import { type Palette, palette, wantsColor } from "./palette.js";
import { type Progress, plainProgress, terminalProgress } from "./progress.js";
import { type Report, renderFailure, renderReport } from "./report.js";

/** What a preview is shown on: told each event, and told how it ended. */
export interface Display {
    hear(event: PreviewEvent): void;
    finish(result: PreviewResult): void;
    /** Shows what was seen before the preview failed; the error itself is for the caller to print. */
    fail(error: unknown): void;
}

/** Shows a preview to a person: the promise first, progress, then the report. */
export async function textDisplay(
    stream: NodeJS.WriteStream,
    errorStream: NodeJS.WriteStream,
    env: NodeJS.ProcessEnv,
): Promise<Display> {
    const write = (line: string) => void stream.write(`${line}\n`);
    const colors = palette(wantsColor(stream, env));
    // A CI may lend a terminal, but its log cannot be redrawn; one of no width has nobody in front of it.
    const interactive = stream.isTTY === true && stream.columns > 0 && !env.CI && env.TERM !== "dumb";
    const progress = interactive
        ? await terminalProgress(stream)
        : plainProgress((line) => void errorStream.write(`${line}\n`));
    return new TextDisplay(write, progress, colors);
}

class TextDisplay implements Display {
    #seen = new SeenSoFar();
    #isPromised = false;

    constructor(
        private readonly write: (line: string) => void,
        private readonly progress: Progress,
        private readonly colors: Palette,
    ) {}

    hear(event: PreviewEvent): void {
        if (event.kind === "restart") this.#seen = new SeenSoFar();
        if (event.kind === "start" && !this.#isPromised) {
            this.#isPromised = true;
            this.progress.yield();
            this.write(`${headline(event.project, event.stack)}\n`);
        }
        this.#seen.hear(event);
        this.progress.hear(event);
    }

    finish(result: PreviewResult): void {
        this.#print(renderReport(result, this.colors));
    }

    fail(error: unknown): void {
        this.#print(renderFailure(this.#seen.report, error, this.colors));
    }

    #print(lines: readonly string[]): void {
        this.progress.stop();
        for (const line of lines) this.write(line);
    }
}

/** Collects the events of a preview that may never come to its result. */
class SeenSoFar {
    readonly #resources: Report["resources"][number][] = [];
    readonly #violations: Report["violations"][number][] = [];
    readonly #remediations: Report["remediations"][number][] = [];
    readonly #diagnostics: Report["diagnostics"][number][] = [];
    readonly #policyPacks: Report["policyPacks"][number][] = [];

    hear(event: PreviewEvent): void {
        if (event.kind === "resource") this.#resources.push(event.resource);
        if (event.kind === "violation") this.#violations.push(event.violation);
        if (event.kind === "remediation") this.#remediations.push(event.remediation);
        if (event.kind === "diagnostic") this.#diagnostics.push(event.diagnostic);
        if (event.kind === "policy-pack") this.#policyPacks.push(event.policyPack);
    }

    get report(): Report {
        return {
            resources: this.#resources,
            violations: this.#violations,
            remediations: this.#remediations,
            diagnostics: this.#diagnostics,
            policyPacks: this.#policyPacks,
            outputs: {},
            unseen: [],
            placeholders: [],
        };
    }
}
