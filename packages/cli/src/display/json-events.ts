import type { PreviewEvent, PreviewedPolicyPack, PreviewedResource } from "@portcullis/preview";
import {
    diagnosticEvent,
    type EngineEvent,
    policyEvent,
    policySummaryEvent,
    remediationEvent,
    stepEvent,
} from "./engine-event.js";
import { escapeCharacter } from "./plain-text.js";
import { isDefaultProvider } from "./urn.js";

/** How the preview ended. */
export type Outcome = "succeeded" | "failed";

/**
 * Prints the engine's events, one JSON object a line, as `pulumi preview --json` does with
 * PULUMI_ENABLE_STREAMING_JSON_PREVIEW set. The lines wait for the end: a preview may have to start anew, and a line
 * that was printed cannot be taken back.
 */
export class JsonEvents {
    readonly #started = Date.now();
    readonly #resources = new Map<string, PreviewedResource>();
    #policyPacks: PreviewedPolicyPack[] = [];
    #lines: string[] = [];

    constructor(private readonly write: (line: string) => void) {}

    /** Notes what a preview event says in the engine's words. */
    hear(event: PreviewEvent): void {
        if (event.kind === "restart") this.#forget();
        for (const engineEvent of this.#translate(event)) this.#add(engineEvent);
    }

    /** Prints everything, with the end: the summary, and the event that closes every stream. */
    end(outcome: Outcome): void {
        const create = [...this.#resources.values()].filter(({ read }) => !read).length;
        this.#add({
            summaryEvent: {
                maybeCorrupt: false,
                durationSeconds: Math.ceil((Date.now() - this.#started) / 1000),
                resourceChanges: create === 0 ? {} : { create },
                PolicyPacks: Object.fromEntries(
                    this.#policyPacks.map(({ name, version, path }) => [`${name}|local|${path}`, version]),
                ),
                isPreview: true,
                result: outcome,
            },
        });
        this.#add({ cancelEvent: {} });
        for (const line of this.#lines) this.write(line);
    }

    #translate(event: PreviewEvent): readonly EngineEvent[] {
        switch (event.kind) {
            case "restart":
                return [];
            case "start":
                return [{ preludeEvent: { config: event.config } }];
            case "policy-pack":
                return this.#policyPacks.push(event.policyPack) === 1 ? [{ policyLoadEvent: {} }] : [];
            case "resource":
                return this.#resource(event.resource);
            case "outputs": {
                // Components and the stack tell their outputs later.
                const resource = this.#resources.get(event.urn);
                return resource ? [stepEvent("resOutputsEvent", resource, event.outputs)] : [];
            }
            case "violation":
                return [policyEvent(event.violation)];
            case "remediation":
                return [remediationEvent(event.remediation)];
            case "policy-summary":
                return [policySummaryEvent(event.summary)];
            case "diagnostic":
                // The SDK's debug messages hold secrets in clear.
                return event.diagnostic.severity === "debug" ? [] : [diagnosticEvent(event.diagnostic)];
        }
    }

    #resource(resource: PreviewedResource): readonly EngineEvent[] {
        // Default providers are internal to Pulumi: they have no step of their own.
        if (isDefaultProvider(resource.urn)) return [];
        this.#resources.set(resource.urn, resource);
        return [stepEvent("resourcePreEvent", resource, {}), stepEvent("resOutputsEvent", resource, resource.outputs)];
    }

    #add(event: EngineEvent): void {
        const timestamp = Math.floor(Date.now() / 1000);
        this.#lines.push(safeJson({ sequence: this.#lines.length, timestamp, ...event }));
    }

    #forget(): void {
        this.#resources.clear();
        this.#policyPacks = [];
        this.#lines = [];
    }
}

/** Writes JSON in which no character drives a terminal and no text passes for colour markup; it reads back the same. */
function safeJson(value: unknown): string {
    const dangerous = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]|<(?=\{%)/g;
    return JSON.stringify(value).replace(dangerous, escapeCharacter);
}
