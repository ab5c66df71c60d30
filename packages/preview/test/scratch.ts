import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll } from "vitest";

const MODULES = resolve(import.meta.dirname, "../node_modules");
const PROJECT = "runtime: { name: nodejs, options: { typescript: false } }\n";

/** Files of a project, by path; `Pulumi.yaml` and `package.json` may be left out. */
export type Files = Readonly<Record<string, string>>;

const folders: string[] = [];
// Not after each test: tests of one file run beside each other.
afterAll(() => {
    for (const folder of folders) {
        rmSync(folder, { recursive: true, force: true });
    }
});

/** Makes an empty folder that is gone after the tests. */
export function scratchFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), "portcullis-preview-"));
    folders.push(folder);
    return folder;
}

/** Writes a project for one test; `sdk` is a folder that takes the place of the newest `@pulumi/pulumi`. */
export function scratchProgram(files: Files, sdk?: string): string {
    const folder = scratchFolder();
    const all = { "Pulumi.yaml": `name: scratch\n${PROJECT}`, "package.json": `{"main": "index.js"}`, ...files };
    for (const [path, text] of Object.entries(all)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
    }
    if (sdk === undefined) {
        symlinkSync(MODULES, join(folder, "node_modules"));
    } else {
        mkdirSync(join(folder, "node_modules/@pulumi"), { recursive: true });
        symlinkSync(join(MODULES, sdk), join(folder, "node_modules/@pulumi/pulumi"));
        // Only for its version: a bare resource takes that of its provider from what is installed.
        symlinkSync(join(MODULES, "@pulumi/aws"), join(folder, "node_modules/@pulumi/aws"));
    }
    return folder;
}

/** A program of one file, with `pulumi` and a `make(name, inputs, options)` that makes a security group. */
export function scratchScript(script: string, files: Files = {}): string {
    return scratchProgram({
        "index.js": `const pulumi = require("@pulumi/pulumi");
const make = (name, inputs, options) =>
    new pulumi.CustomResource("aws:ec2/securityGroup:SecurityGroup", name, inputs ?? {}, options);
${script}`,
        ...files,
    });
}
