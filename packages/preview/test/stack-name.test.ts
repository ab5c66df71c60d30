import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Project, readProject } from "../src/project/project-file.js";
import { chooseStack } from "../src/project/stack-name.js";

let scratch: string;

beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), "stack-name-"));
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A project `shop` with the files of these stacks. */
function project(folder: string, ...files: readonly string[]): Project {
    const root = join(scratch, folder);
    mkdirSync(join(root, "stacks"), { recursive: true });
    const yaml = { name: "shop", runtime: "nodejs", ...(folder === "apart" ? { stackConfigDir: "stacks" } : {}) };
    writeFileSync(join(root, "Pulumi.yaml"), JSON.stringify(yaml));
    for (const file of files) writeFileSync(join(root, file), "");
    return readProject(root);
}

it.each([
    ["no name and no file", [], undefined, { stack: "dev" }],
    ["no name and dev among the files", ["Pulumi.dev.yaml", "Pulumi.prod.yaml"], undefined, { stack: "dev" }],
    ["no name and one file", ["Pulumi.prod.yml"], undefined, { stack: "prod" }],
    ["a name, and no file at all", [], "prod", { stack: "prod" }],
    ["a name that has a file", ["Pulumi.dev.yaml", "Pulumi.eu.prod.json"], "eu.prod", { stack: "eu.prod" }],
    ["an organization", [], "acme/prod", { stack: "prod", organization: "acme" }],
    ["an organization and this project", [], "acme/shop/prod", { stack: "prod", organization: "acme" }],
])("takes the stack: %s", (name, files, named, expected) => {
    expect(chooseStack(project(name.replaceAll(" ", "-"), ...files), named)).toEqual(expected);
});

it("looks for the files where the project keeps them", () => {
    expect(chooseStack(project("apart", "stacks/Pulumi.prod.yaml"), undefined)).toEqual({ stack: "prod" });
});

it.each([
    ["is misspelt", ["Pulumi.dev.yaml", "Pulumi.prod.yaml"], "prdo", "The stacks that have a file there: dev, prod."],
    ["is not said, of several", ["Pulumi.eu.yaml", "Pulumi.us.yaml"], undefined, "Which stack is meant?"],
    ["is empty", [], "", '"" is not the name of a stack.'],
    ["climbs out of the folder", [], "../secrets", '"../secrets" is not the name of a stack.'],
    ["has too many parts", [], "a/b/c/d", "is not the name of a stack."],
    ["belongs to another project", [], "acme/billing/prod", "a stack of the project billing, and this project is shop"],
])("refuses a stack that %s", (name, files, named, message) => {
    const folder = project(name.replaceAll(" ", "-"), ...files);
    expect(() => chooseStack(folder, named)).toThrow(expect.objectContaining({ code: "stack-unknown" }));
    expect(() => chooseStack(folder, named)).toThrow(message);
});
