/**
 * Every benchmark of the project, one after the other. Each runs us and the peer interleaved in one process and ends
 * with a line per goal: `NAME ratio VALUE goal LIMIT ok|short`. Here those lines are shown once more, together.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const benches = [
    "packages/core/bench/index.mts",
    "policies/api-server-exposure/bench/index.mts",
    "scripts/bench-preview.mts",
];
const GOAL = /^\S+ ratio \S+ goal \S+ (ok|short)$/;

const goals: string[] = [];
let failed = false;
for (const bench of benches.filter((file) => existsSync(join(root, file)))) {
    console.log(`\n# ${bench}`);
    const { status, stdout } = spawnSync(process.execPath, [join(root, bench)], {
        cwd: root,
        encoding: "utf8",
        maxBuffer: 2 ** 28,
        stdio: ["ignore", "pipe", "inherit"],
    });
    process.stdout.write(stdout);
    if (status !== 0) failed = true;
    goals.push(...stdout.split("\n").filter((line) => GOAL.test(line)));
}
console.log("\n# goals");
for (const goal of goals) console.log(goal);
if (failed) process.exitCode = 1;
