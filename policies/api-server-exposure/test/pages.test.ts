import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PROPERTIES } from "../src/configuration-schema.js";
import { CONTROL_PLANE_PORTS } from "../src/control-plane-ports.js";
import { POLICY_NAMES } from "../src/policy-name.js";
import { FORMS, running } from "./packs.mts";
import { anchorsOf, examples, PAGE_NAMES, pageText } from "./pages.mts";
import { runExample } from "./program.mts";
import type { Diagnostic, PolicySettings } from "./protocol.mts";
import { linkOf, runEngine } from "./run-engine.mts";

const READERS = join(import.meta.dirname, "..", "..", "..", "packages", "core", "src");
const FIREWALL_PAGES = ["api-server-not-public", "control-plane-not-public"];
const written = examples().filter(({ kind }) => kind.startsWith("ts "));

/** Names in the readers' source that become anchors of links. */
function namesIn(property: "anchor" | "code"): readonly string[] {
    const names = ["cloud", "stack"].flatMap((folder) =>
        readdirSync(join(READERS, folder), { recursive: true, encoding: "utf8" })
            .filter((file) => file.endsWith(".ts"))
            .flatMap((file) => {
                const source = readFileSync(join(READERS, folder, file), "utf8");
                return [...source.matchAll(new RegExp(`\\b${property}: "([a-z0-9-]+)"`, "g"))].map(
                    (match) => match[1] ?? "",
                );
            }),
    );
    return [...new Set(names)].sort();
}

it("has a page for every policy, and no page of another name", () => {
    expect([...PAGE_NAMES].sort()).toEqual([...POLICY_NAMES, "configuration", "what-a-policy-pack-cannot-see"].sort());
});

it.each(namesIn("anchor"))("has a section where a refusal for %s leads to", (anchor) => {
    const pages = anchorsOf("managed-api-endpoint-not-public").has(anchor)
        ? ["managed-api-endpoint-not-public"]
        : FIREWALL_PAGES;
    for (const page of pages) expect([page, [...anchorsOf(page)]]).toEqual([page, expect.arrayContaining([anchor])]);
});

it.each(namesIn("code"))("has a section where the note %s leads to", (code) => {
    expect([...anchorsOf("api-server-reach-known")]).toContain(code);
});

it("links no page to a place that does not exist", () => {
    for (const page of PAGE_NAMES) {
        for (const [, target = "", anchor] of pageText(page).matchAll(/\]\(([a-z-]+)\.md(?:#([a-z0-9-]+))?\)/g)) {
            expect([page, target, PAGE_NAMES.includes(target)]).toEqual([page, target, true]);
            if (anchor)
                expect([page, target, [...anchorsOf(target)]]).toEqual([
                    page,
                    target,
                    expect.arrayContaining([anchor]),
                ]);
        }
    }
});

it("names every property and every port", () => {
    for (const name of Object.keys(PROPERTIES)) expect(pageText("configuration")).toContain(`\`${name}\``);
    for (const { port } of CONTROL_PLANE_PORTS)
        expect(pageText("control-plane-not-public").replace("2379-2380", "2379, 2380")).toContain(String(port));
});

it("shows a violating and a compliant example of each policy that refuses, an undecided one of the other", () => {
    for (const page of POLICY_NAMES) {
        const kinds = new Set(written.filter((one) => one.page === page).map(({ kind }) => kind));
        const first = page === "api-server-reach-known" ? "ts undecided" : "ts violating";
        expect([page, ...kinds].sort()).toEqual([page, first, "ts compliant"].sort());
    }
});

describe.each(FORMS)("as %s", (form) => {
    const pack = running(form);
    const lines = (found: readonly Diagnostic[]) => found.map(({ policy, message }) => `${policy}: ${message}`);

    it.each(written.filter(({ kind }) => kind === "ts violating"))(
        "refuses the example on $page, line $line",
        async ({ page, section, text }) => {
            const found = (await runEngine(pack(), runExample(text))).filter(({ policy }) => policy === page);
            expect(found.map(({ level }) => level)).toEqual(["mandatory"]);
            // A section is where the refusal of its example leads to.
            expect(linkOf(found[0]?.message ?? "")).toEqual({ page, anchor: section });
        },
    );

    it.each(written.filter(({ kind }) => kind === "ts compliant"))(
        "passes the example on $page, line $line",
        async ({ text }) => {
            const resources = runExample(text);
            expect(resources.length).toBeGreaterThan(0);
            expect(lines(await runEngine(pack(), resources))).toEqual([]);
        },
    );

    it.each(written.filter(({ kind }) => kind === "ts undecided"))(
        "shows the example on $page, line $line",
        async ({ page, section, text }) => {
            const found = (await runEngine(pack(), runExample(text))).filter(({ policy }) => policy === page);
            expect(found.map(({ level }) => level)).toEqual([section === "unreadable" ? "mandatory" : "advisory"]);
            expect(linkOf(found[0]?.message ?? "")).toEqual({ page, anchor: section });
        },
    );

    it.each(examples().filter(({ kind }) => kind === "json"))(
        "takes the configuration on $page, line $line",
        async ({ text }) => {
            const file = JSON.parse(text) as { [policy: string]: { enforcementLevel?: Diagnostic["level"] } };
            const config = Object.fromEntries(
                Object.entries(file).map(([policy, { enforcementLevel, ...properties }]): [string, PolicySettings] => [
                    policy,
                    { properties, ...(enforcementLevel ? { level: enforcementLevel } : {}) },
                ]),
            );
            const gateway =
                'new aws.ec2.SecurityGroup("gateway-a", { ingress: [{ protocol: "tcp", fromPort: 8443, toPort: 8443, cidrBlocks: ["198.51.100.0/24"] }] });';
            expect(lines(await runEngine(pack(), runExample(gateway), { config }))).toEqual([]);
        },
    );
});
