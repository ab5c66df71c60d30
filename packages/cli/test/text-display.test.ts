import { Writable } from "node:stream";
import type { PreviewEvent } from "@portcullis/preview";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Display, textDisplay } from "../src/display/text-display.js";
import { resource, STACK_URN, urn, violation } from "./fake-preview.js";

const rule = resource(urn("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "api-open"));
const start: PreviewEvent = { kind: "start", project: "shop", stack: "dev", config: {} };
const BEGIN: readonly PreviewEvent[] = [
    start,
    { kind: "policy-pack", policyPack: { name: "api-server-exposure", version: "0.1.0", path: "/packs/exposure" } },
    { kind: "resource", resource: resource(STACK_URN) },
    { kind: "resource", resource: rule },
    { kind: "violation", violation: violation() },
];

/** A stream that a test reads back; a terminal where it has columns. */
class Screen extends Writable {
    text = "";
    readonly isTTY: boolean | undefined;

    constructor(readonly columns?: number) {
        super({ decodeStrings: false });
        this.isTTY = columns === undefined ? undefined : true;
    }

    override _write(chunk: string, _encoding: string, done: () => void): void {
        this.text += chunk;
        done();
    }
}

interface Shown {
    readonly display: Display;
    readonly out: Screen;
    readonly error: Screen;
}

async function show(columns: number | undefined, env: NodeJS.ProcessEnv = {}): Promise<Shown> {
    const [out, error] = [new Screen(columns), new Screen()];
    // What a display uses of a terminal: to write, its width, and whether it is one.
    const stream = (screen: Screen) => screen as unknown as NodeJS.WriteStream;
    return { display: await textDisplay(stream(out), stream(error), env), out, error };
}

beforeEach(() => {
    vi.useFakeTimers();
});

afterEach(() => {
    vi.useRealTimers();
});

it("draws on a terminal what is going on, and leaves only the report", async () => {
    const { display, out, error } = await show(100, { NO_COLOR: "1" });
    for (const event of BEGIN) display.hear(event);
    vi.advanceTimersByTime(250);
    expect(out.text).toContain("2 resources, 1 finding");
    expect(out.text).toContain("+ aws:vpc:SecurityGroupIngressRule  api-open");
    out.text = "";
    display.fail(new Error("stopped"));
    vi.advanceTimersByTime(60_000);
    expect(out.text).not.toContain("2 resources");
    expect(out.text).toContain("Policies:");
    expect(error.text).toBe("");
});

it.each([
    ["in a pipe", undefined, {}],
    ["in a CI that lends a terminal", 100, { CI: "true" }],
    ["on a dumb terminal", 100, { TERM: "dumb" }],
    ["on a terminal of no width", 0, {}],
])("prints a plain line now and then, beside the report, %s", async (_where, columns, env) => {
    const { display, out, error } = await show(columns, { NO_COLOR: "1", ...env });
    for (const event of BEGIN) display.hear(event);
    vi.advanceTimersByTime(14_000);
    expect(error.text).toBe("");
    vi.advanceTimersByTime(60_000);
    expect(error.text).toBe("previewing: 2 resources, 1 finding\n");
    display.hear({ kind: "restart", reason: "shop:zone is not set" });
    vi.advanceTimersByTime(15_000);
    expect(error.text).toContain("previewing: once more: shop:zone is not set\n");
    display.fail(new Error("stopped"));
    expect(out.text).not.toContain("\u001b");
});

it("says what it does not promise first, and once", async () => {
    const { display, out } = await show(undefined);
    for (const event of [...BEGIN, { kind: "restart", reason: "" } as const, ...BEGIN]) display.hear(event);
    expect(out.text).toBe(
        "Previewing shop (dev), without cloud and credentials: a new stack, no provider checks or defaults, no diff\n\n",
    );
});

it.each([
    ["a terminal", 100, {}, true],
    ["a terminal, unless NO_COLOR is set", 100, { NO_COLOR: "1" }, false],
    ["a terminal, unless it is dumb", 100, { TERM: "dumb" }, false],
    ["a pipe never", undefined, {}, false],
])("colours the report on %s", async (_where, columns, env, isColoured) => {
    const { display, out } = await show(columns, { CI: "true", ...env });
    display.hear(start);
    display.hear({ kind: "diagnostic", diagnostic: { severity: "warning", message: "old" } });
    display.fail(new Error("stopped"));
    expect(out.text).toContain("Diagnostics:");
    expect(out.text.includes("\u001b[")).toBe(isColoured);
});
