// The same programs on an old SDK and on the newest: a pack is sent the same. Each row starts two programs and two packs.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { programFolder } from "./paths.js";
import { type Recording, record, UNKNOWN, wireSecret } from "./recording.js";
import { scratchProgram } from "./scratch.js";

const OLD = "pulumi-sdk-3-200";

/** A copy of a program that finds the old SDK. */
function onOldSdk(name: string): string {
    const read = (file: string): string => readFileSync(join(programFolder(name), file), "utf8");
    return scratchProgram({ "Pulumi.yaml": read("Pulumi.yaml"), "index.js": read("index.js") }, OLD);
}

it.concurrent("sends what transforms make the same from SDK 3.200 and from the newest", async () => {
    const fixtures = { invokes: [{ token: "test:index:echo", result: { said: "yes" } }] };
    const [old, newest] = await Promise.all([
        record({ fixtures, program: onOldSdk("transforms") }),
        record({ fixtures, program: programFolder("transforms") }),
    ]);
    expect(old).toEqual(newest);
});

it.concurrent("sends secrets and unknowns the same, but for a secret of an unknown, whose flag SDK 3.200 drops", async () => {
    const secrets = { password: "pw" };
    const [old, newest] = await Promise.all([
        record({ secrets, program: onOldSdk("secrets") }),
        record({ secrets, program: programFolder("secrets") }),
    ]);
    expect(old.analyze["second"]?.properties["description"]).toBe(UNKNOWN);
    expect(newest.analyze["second"]?.properties["description"]).toEqual(wireSecret(UNKNOWN));
    const flagged = (resources: Recording["analyze"]): unknown => {
        const { second } = resources;
        return { ...resources, second: { ...second, properties: { ...second?.properties, description: UNKNOWN } } };
    };
    for (const stage of ["analyze", "remediate", "analyzeStack"] as const) {
        expect(flagged(old[stage])).toEqual(flagged(newest[stage]));
    }
});

it.concurrent("sends a component's inputs from SDK 3.202 on, and all else the same", async () => {
    const [old, newest] = await Promise.all([
        record({ program: onOldSdk("components") }),
        record({ program: programFolder("components") }),
    ]);
    expect(old.analyze["outer"]?.properties).toEqual({});
    expect(newest.analyze["outer"]?.properties).toEqual({ size: 3, secret: wireSecret("x") });
    for (const name of ["inner-group", "second"]) {
        expect(old.analyze[name]).toEqual(newest.analyze[name]);
        expect(old.remediate[name]).toEqual(newest.remediate[name]);
        expect(old.analyzeStack[name]).toEqual(newest.analyzeStack[name]);
    }
});
