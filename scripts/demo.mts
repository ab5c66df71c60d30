/**
 * The demo: previews every example with the policy pack, prints what a user sees, and fails where a good example is
 * refused or a bad one passes. Bad ones say so by their name.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const cli = join(root, "packages/cli/bin/portcullis.js");
const pack = join(root, "policies/api-server-exposure");
const CLEAN = 0;
const VIOLATIONS = 1;

interface Outcome {
    readonly example: string;
    readonly expected: number;
    readonly actual: number | null;
}

function examples(): readonly string[] {
    const folder = join(root, "examples");
    return readdirSync(folder)
        .filter(
            (name) => existsSync(join(folder, name, "Pulumi.yaml")) && existsSync(join(folder, name, "package.json")),
        )
        .sort();
}

function run(example: string): Outcome {
    const expected = example.endsWith("open-to-world") ? VIOLATIONS : CLEAN;
    console.log(`\n$ portcullis preview examples/${example} --policy-pack policies/api-server-exposure`);
    const { status } = spawnSync(
        process.execPath,
        [cli, "preview", join(root, "examples", example), "--policy-pack", pack],
        {
            stdio: ["ignore", "inherit", "inherit"],
        },
    );
    console.log(`$ echo $?\n${status}`);
    return { example, expected, actual: status };
}

function verdict({ expected, actual }: Outcome): string {
    if (actual === expected) return expected === CLEAN ? "passes, as it should" : "is refused, as it should";
    if (actual === CLEAN) return "PASSED, and should be refused";
    return actual === VIOLATIONS ? "REFUSED, and should pass" : "COULD NOT RUN";
}

const outcomes = examples().map(run);
const width = Math.max(...outcomes.map(({ example }) => example.length));
console.log("\nThe examples, judged:");
for (const outcome of outcomes) console.log(`    ${outcome.example.padEnd(width)}  ${verdict(outcome)}`);
if (outcomes.length === 0 || outcomes.some(({ expected, actual }) => actual !== expected)) process.exitCode = 1;
