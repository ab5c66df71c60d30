// The brute-force oracle and the fuzzing of every reader at full length: `pnpm oracle`, or
// `node scripts/oracle.mts 5000000` for more cases. The ordinary test run tries 20,000 of the same cases, and a tenth
// of the 200,000 hostile shapes.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const cases = process.argv[2] ?? "1000000";
if (!/^[1-9][0-9]*$/.test(cases)) {
    console.error(`${cases} is not a number of cases. Write a whole number, such as 1000000.`);
    process.exit(2);
}

const root = fileURLToPath(new URL("..", import.meta.url));
const vitest = fileURLToPath(new URL("../node_modules/vitest/vitest.mjs", import.meta.url));
const suites = ["packages/core/test/oracle", "packages/core/test/fuzz"];
const run = spawnSync(process.execPath, [vitest, "run", "--testTimeout", "7200000", ...suites], {
    cwd: root,
    env: { ...process.env, PORTCULLIS_ORACLE_CASES: cases },
    stdio: "inherit",
});
process.exit(run.status ?? 2);
