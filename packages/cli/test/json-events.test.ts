import type { PreviewEvent } from "@portcullis/preview";
import { Secret, Unknown } from "@portcullis/preview";
import { expect, it } from "vitest";
import { JsonEvents } from "../src/display/json-events.js";
import { resource, STACK_URN, urn, violation } from "./fake-preview.js";

const group = urn("aws:ec2/securityGroup:SecurityGroup", "api");

/** Everything but sequence and time, which are checked on their own. */
function events(...heard: readonly PreviewEvent[]): {
    readonly lines: readonly string[];
    readonly parsed: readonly unknown[];
} {
    const lines: string[] = [];
    const json = new JsonEvents((line) => lines.push(line));
    for (const event of heard) json.hear(event);
    json.end("failed");
    const parsed = lines.map((line) => {
        const { sequence: _sequence, timestamp: _timestamp, ...event } = JSON.parse(line);
        return event;
    });
    return { lines, parsed };
}

it("numbers the events and closes the stream", () => {
    const { lines, parsed } = events({
        kind: "start",
        project: "shop",
        stack: "dev",
        config: { "shop:a": "[secret]" },
    });
    expect(lines.map((line) => JSON.parse(line).sequence)).toEqual([0, 1, 2]);
    expect(parsed[0]).toEqual({ preludeEvent: { config: { "shop:a": "[secret]" } } });
    expect(parsed.at(-1)).toEqual({ cancelEvent: {} });
});

it("prints a resource's step as the engine does, secrets blinded and unknowns marked", () => {
    const inputs = {
        description: "x",
        key: new Secret("hush"),
        vpcId: new Unknown(),
        list: [new Secret({ a: "hush" })],
    };
    const provider = `${urn("pulumi:providers:aws", "default_7_48_0")}::04da6b54-80e4-46f7-96ec-b56ff0331ba9`;
    const { lines, parsed } = events({
        kind: "resource",
        resource: resource(group, { inputs, outputs: inputs, provider }),
    });
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "[secret]" };
    const written = {
        description: "x",
        key: secret,
        vpcId: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        list: [secret],
    };
    const state = {
        type: "aws:ec2/securityGroup:SecurityGroup",
        urn: group,
        custom: true,
        id: "",
        parent: STACK_URN,
        inputs: written,
        outputs: {},
        provider,
    };
    const step = { op: "create", urn: group, type: state.type, old: null, detailedDiff: null, logical: true, provider };
    expect(parsed[0]).toEqual({ resourcePreEvent: { metadata: { ...step, new: state }, planning: true } });
    expect(parsed[1]).toEqual({
        resOutputsEvent: { metadata: { ...step, new: { ...state, outputs: written } }, planning: true },
    });
    expect(lines.join()).not.toContain("hush");
});

it("prints violations, advisory ones too, and says which policies passed", () => {
    const pack = { policyPackName: "api-server-exposure", policyPackVersion: "0.1.0", policyPackVersionTag: "0.1.0" };
    const { parsed } = events(
        { kind: "policy-pack", policyPack: { name: "api-server-exposure", version: "0.1.0", path: "/p" } },
        { kind: "violation", violation: violation({ severity: "critical", message: "<{%fg 1%}>Open.\n\n" }) },
        {
            kind: "policy-summary",
            summary: { stage: "analyze", urn: group, ...pack, passed: ["a"], failed: [] },
        },
        { kind: "policy-summary", summary: { stage: "analyze-stack", ...pack, passed: [], failed: ["b"] } },
    );
    expect(parsed.slice(0, 4)).toEqual([
        { policyLoadEvent: {} },
        {
            policyEvent: {
                resourceUrn: urn("aws:ec2/securityGroup:SecurityGroup", "control-plane"),
                message: "Open.\n",
                color: "never",
                policyName: "api-server-not-public",
                ...pack,
                enforcementLevel: "mandatory",
                severity: "critical",
            },
        },
        { policyAnalyzeSummaryEvent: { resourceUrn: group, ...pack, passed: ["a"] } },
        { policyAnalyzeStackSummaryEvent: { ...pack, failed: ["b"] } },
    ]);
});

it("counts what would be created, without reads and default providers", () => {
    const { parsed } = events(
        { kind: "policy-pack", policyPack: { name: "p", version: "1.0.0", path: "/p" } },
        { kind: "resource", resource: resource(STACK_URN) },
        { kind: "resource", resource: resource(urn("pulumi:providers:aws", "default")) },
        { kind: "resource", resource: resource(group, { read: true, id: "sg-1" }) },
    );
    expect(parsed.at(-2)).toEqual({
        summaryEvent: {
            maybeCorrupt: false,
            durationSeconds: expect.any(Number),
            resourceChanges: { create: 1 },
            PolicyPacks: { "p|local|/p": "1.0.0" },
            isPreview: true,
            result: "failed",
        },
    });
    expect(JSON.stringify(parsed)).not.toContain("pulumi:providers:aws");
});

it("leaves out debug messages, which hold secrets in clear", () => {
    const { lines } = events(
        { kind: "diagnostic", diagnostic: { severity: "debug", message: "value: hush" } },
        { kind: "diagnostic", diagnostic: { severity: "warning", message: "careful\n" } },
    );
    expect(lines.join()).not.toContain("hush");
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
        diagnosticEvent: { prefix: "warning: ", message: "careful\n", severity: "warning" },
    });
});

it("writes nothing that a terminal obeys, and still gives every character back", () => {
    const name = "a\u001b[2J\u009b31m\u202e<{%fg 1%}>\u007f";
    const { lines } = events({ kind: "resource", resource: resource(urn("t:m:T", name)) });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(lines.join("")).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]|<\{%/);
    expect(JSON.parse(lines[0] ?? "").resourcePreEvent.metadata.urn).toBe(urn("t:m:T", name));
});
