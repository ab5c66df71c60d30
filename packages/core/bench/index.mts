/** Every benchmark of the core, each in a process of its own: what one leaves in the compiler's memory is not the next one's. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const BENCHES = ["parse-cover", "membership", "subtract", "fit", "effective-set"];

for (const bench of BENCHES) {
    const file = join(import.meta.dirname, `${bench}.mts`);
    const { status } = spawnSync(process.execPath, [file], { stdio: "inherit" });
    if (status !== 0) process.exitCode = 1;
}
