import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type PreviewResult, preview } from "@portcullis/preview";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const EXAMPLES = join(__dirname, "..");
const PACK = "@portcullis/policy-api-server-exposure";
const OTHER_LANGUAGES = ["aws-python", "aws-yaml"];
const CLOSED = [
    "aws-bastion-only",
    "aws-eks-endpoint",
    "aws-load-balancer",
    "aws-vpn-and-ci",
    "azure-aks",
    "azure-service-tag",
    "gcp-gke",
    "gcp-service-accounts",
    "gcp-source-tags",
    "three-clouds",
];
/**
 * Closed examples that the pack passes with a remark: an address is known only after another resource exists; a service
 * tag is a platform's that others use as well.
 */
const REMARKED = ["aws-load-balancer", "aws-vpn-and-ci", "azure-aks", "azure-service-tag"];
/** What each open example opens, by the names that its comments give, and nothing else. */
const OPEN: Readonly<Record<string, readonly string[]>> = {
    "aws-open-to-world": ["every-protocol", "inline", "ipv6-range", "prefix-list", "private-looking", "two-halves"],
    "azure-open-to-world": ["empty-ranges", "inline", "leaky-deny", "tenants", "two-halves"],
    "gcp-open-to-world": ["empty-ranges", "half-denied", "no-authorized-networks", "no-ports", "ranges-or-tags"],
};

const OF_THE_API = ["api-server-not-public", "managed-api-endpoint-not-public"];

/** Previews an example as its README says: with the pack that its own node_modules holds. */
function previewed(example: string): Promise<PreviewResult> {
    const program = join(EXAMPLES, example);
    return preview({ program, policyPacks: [join(program, "node_modules", PACK)] });
}

const nameOf = (urn: string): string => urn.split("::").at(-1) ?? "";

it("is known here, each example that there is", () => {
    const folders = readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, "Pulumi.yaml")));
    expect(folders.sort()).toEqual([...CLOSED, ...Object.keys(OPEN), ...OTHER_LANGUAGES].sort());
});

// Each starts a program's process and the pack's.
describe("with the policy pack", () => {
    it.each(CLOSED)("%s passes, with no remark but the one that it earns", async (example) => {
        const { violations, resources, unseen, policyPacks } = await previewed(example);
        const told = new Set(violations.map((one) => `${one.enforcementLevel} ${one.policyName}`));
        expect([...told]).toEqual(REMARKED.includes(example) ? ["advisory api-server-reach-known"] : []);
        expect(unseen).toEqual([]);
        expect(policyPacks.map(({ name }) => name)).toEqual(["api-server-exposure"]);
        expect(resources.length).toBeGreaterThan(2);
    });

    it.each(Object.entries(OPEN))("%s is refused, with every opening named", async (example, openings) => {
        const { violations } = await previewed(example);
        const refused = violations.filter(({ enforcementLevel }) => enforcementLevel === "mandatory");
        const ofTheApi = refused.filter(({ policyName }) => OF_THE_API.includes(policyName));
        expect(ofTheApi.map(({ urn }) => nameOf(urn)).sort()).toEqual(openings);
        for (const { message } of refused) expect(message).toMatch(/why: .*proof: .*fix: .*more: /s);
    });
});

describe.each([...CLOSED, ...Object.keys(OPEN)])("%s as a project to copy", (example) => {
    const read = (file: string): string => readFileSync(join(EXAMPLES, example, file), "utf8");
    const manifest = JSON.parse(read("package.json"));

    it("has plain versions only, and the commands of its README among its dependencies", () => {
        const versions = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
        expect(versions.every((version) => /^[~^]\d+\.\d+\.\d+$/.test(String(version)))).toBe(true);
        expect(Object.keys(manifest.devDependencies)).toEqual(expect.arrayContaining(["portcullis", PACK]));
    });

    it("has one name and one description", () => {
        const project = parse(read("Pulumi.yaml"));
        expect([project.name, project.description]).toEqual([manifest.name, manifest.description]);
        expect(project.name).toBe(example);
        expect(project.runtime).toBe("nodejs");
    });

    it("imports what it depends on, and depends on what it imports", () => {
        const imported = [...read("index.ts").matchAll(/from "((?:@[^/"]+\/)?[^/"]+)/g)].map(([, name]) => name);
        const used = Object.keys(manifest.dependencies).filter((name) => name !== "@pulumi/pulumi");
        expect(used.sort()).toEqual([...new Set(imported)].filter((name) => name !== "@pulumi/pulumi").sort());
        expect(manifest.dependencies).toHaveProperty("@pulumi/pulumi");
    });

    it("says in its README what to run", () => {
        const readme = read("README.md");
        expect(readme).toContain("npm install\n");
        expect(readme).toContain(`npx portcullis preview --policy-pack node_modules/${PACK}`);
        expect(readme).toContain(`pulumi preview --policy-pack node_modules/${PACK}`);
    });
});
