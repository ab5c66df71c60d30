// Levels and configuration of policy packs, and remediation. Each preview starts a program and its packs.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { type PreviewResult, preview } from "../src/index.js";
import { failureOf, named } from "./outcome.js";
import { packPath, programFolder } from "./paths.js";
import { scratchFolder, scratchScript } from "./scratch.js";

const program = programFolder("plain");
const path = packPath("levels");

function previewWith(config: string | Readonly<Record<string, unknown>>): Promise<PreviewResult> {
    return preview({ program, policyPacks: [{ path, config }] });
}

/** Level and message of each finding, by policy. */
function findings({ violations }: PreviewResult, policy: string): readonly string[] {
    return violations
        .filter(({ policyName }) => policyName === policy)
        .map(({ enforcementLevel, message }) => `${enforcementLevel}: ${message.split("\n")[1]}`);
}

it.concurrent("runs policies with their schema's defaults and what the pack itself sets", async () => {
    const result = await previewWith({});
    expect(findings(result, "plain")).toEqual(["advisory: config {}"]);
    expect(findings(result, "limits")).toEqual(['mandatory: config {"most":7,"words":["a"]}']);
    expect(findings(result, "needy")).toEqual(['advisory: config {"owner":"the pack"}']);
});

it.concurrent("puts the user's configuration over both, property by property", async () => {
    const file = join(scratchFolder(), "config.json");
    writeFileSync(file, JSON.stringify({ plain: "mandatory", limits: { enforcementLevel: "advisory", words: ["b"] } }));
    const result = await previewWith(file);
    expect(findings(result, "plain")).toEqual(["mandatory: config {}"]);
    expect(findings(result, "limits")).toEqual(['advisory: config {"most":7,"words":["b"]}']);
});

it.concurrent("takes all first, then each policy by its name", async () => {
    const result = await previewWith({ all: "disabled", plain: "mandatory" });
    expect(result.violations.map(({ policyName }) => policyName)).toEqual(["plain"]);
});

it.concurrent("judges the stack as a whole, on the resource that is named or on the stack", async () => {
    const result = await previewWith({ all: "disabled", whole: "advisory" });
    expect(result.violations.map(({ urn, message, severity }) => [urn.split("::").at(-1), message, severity])).toEqual([
        ["api", "The stack as a whole.\nthis one", "low"],
        ["plain-dev", "The stack as a whole.\n3 resources", "low"],
    ]);
});

it.concurrent("refuses a configuration that the schema forbids, before any resource", async () => {
    const error = await failureOf(previewWith({ limits: { most: "six" }, needy: { owner: 1 } }));
    expect(error.code).toBe("config-invalid");
    expect(error.what).toBe(
        [
            "validating policy config: levels 0.1.0  limits: most: Invalid type. Expected: integer, given: string",
            "validating policy config: levels 0.1.0  needy: owner: Invalid type. Expected: string, given: integer",
        ].join("\n"),
    );
});

it.concurrent("refuses properties for a policy that the pack lacks", async () => {
    const error = await failureOf(previewWith({ plian: { a: 1 } }));
    expect(error.code).toBe("config-invalid");
    expect(error.message).toContain('"plian", which is none of its policies');
    expect(error.message).toContain("Its policies: limits, needy, plain, whole");
});

it.concurrent("warns of a level for a policy that the pack lacks", async () => {
    const { diagnostics } = await previewWith({ plian: "mandatory" });
    expect(diagnostics).toEqual([
        { severity: "warning", message: 'The configuration of levels names "plian", which is none of its policies.' },
    ]);
});

it.concurrent("remediates first, pack by pack, and judges what came of it", async () => {
    const result = await preview({
        program: scratchScript(`
            const ingress = [{ fromPort: 6443, cidrBlocks: ["0.0.0.0/0"] }];
            const api = make("api", { ingress });
            make("dependent", { ingress: [], vpcId: api.id, tags: {} });
        `),
        policyPacks: [packPath("remedies"), packPath("no-open")],
    });
    const closed = { fromPort: 6443, cidrBlocks: ["10.0.0.0/8"] };
    const open = { ...closed, cidrBlocks: ["0.0.0.0/0"] };
    expect(named(result, "api").inputs).toEqual({ ingress: [closed] });
    expect(named(result, "api").outputs["ingress"]).toEqual([closed]);
    expect(result.remediations).toEqual([
        {
            policyName: "close",
            policyPackName: "remedies",
            policyPackVersion: "9.8.7",
            urn: named(result, "api").urn,
            before: { ingress: [open] },
            after: { ingress: [closed] },
        },
    ]);
    // A remedy that meets an unknown is advice; what a remedy leaves over is mandatory; the pack behind it finds nothing open.
    expect(result.violations.map(({ enforcementLevel, policyName }) => `${enforcementLevel} ${policyName}`)).toEqual([
        "mandatory left-over",
        "advisory breaks",
    ]);
    expect(result.violations[0]?.message).toContain("after remediation: 10.0.0.0/8");
    expect(result.violations[1]?.message).toContain("can't be known during preview");
    expect(result.policyPacks.map(({ name, version }) => `${name}@${version}`)).toEqual([
        "remedies@9.8.7",
        "no-open@1.2.3",
    ]);
});
