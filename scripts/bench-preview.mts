// How long a preview takes, for programs of 10, 1,000 and 5,000 rules, with and without the policy pack, split by phase;
// and the real Pulumi CLI on the same programs, round by round in turn with ours, where there is one on PATH.
//
//     node scripts/bench-preview.mts [SIZE...]
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { preview } from "../packages/preview/dist/index.js";
import { cliEnvironment, findPulumi, run } from "./parity/pulumi-cli.mts";
import { startStandIn } from "./parity/stand-in-provider.mts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const PACK = join(ROOT, "policies/api-server-exposure");
const PORTCULLIS = join(ROOT, "packages/cli/bin/portcullis.js");
const SIZES = readSizes(process.argv.slice(2));
/** Rounds a size: the largest takes the real CLI a minute. */
const ROUNDS = (size: number) => (size > 1_000 ? 1 : 3);
const GOAL = 0.6;
/** Seconds: a busy machine is no reason to give up. */
const PATIENCE = 3_600;

const scratch = mkdtempSync(join(tmpdir(), "portcullis-bench-"));
try {
    await benchmark();
} finally {
    rmSync(scratch, { recursive: true, force: true });
}

async function benchmark(): Promise<void> {
    const programs = SIZES.map((size) => ({ size, folder: writeProgram(size) }));
    console.log("median milliseconds      total  packs start  program  analysis");
    for (const { size, folder } of programs) {
        for (const packs of [[], [PACK]]) await printPhases(size, folder, packs);
    }
    const found = await findPulumi();
    if ("missing" in found) {
        console.log(`preview-vs-cli: not compared: ${found.missing}`);
        return;
    }
    console.log(`seconds a command, in turn with Pulumi CLI ${found.version}`);
    for (const { size, folder } of programs) await compareCommands(size, folder);
}

async function printPhases(size: number, folder: string, policyPacks: readonly string[]): Promise<void> {
    const timings = [];
    for (let round = 0; round < ROUNDS(size); round++)
        timings.push((await preview({ program: folder, policyPacks, timeouts: { program: PATIENCE } })).timing);
    const { length } = policyPacks;
    const columns = [
        `${size} rules, ${length === 0 ? "no pack" : "pack"}`.padEnd(22),
        column(median(timings.map(({ total }) => total)), 8),
        column(median(timings.map(({ packStart }) => packStart)), 13),
        column(median(timings.map(({ program }) => program)), 9),
        column(median(timings.map(({ analysis }) => analysis)), 10),
    ];
    console.log(columns.join(""));
}

async function compareCommands(size: number, folder: string): Promise<void> {
    const standIn = await startStandIn({ invokes: [], reads: [], outputs: (_type, inputs) => inputs });
    const env = cliEnvironment(folder, { port: standIn.port, packages: ["aws"] });
    try {
        await seconds("pulumi", ["stack", "init", "dev", "--non-interactive"], env, folder);
        for (const packs of [[], ["--policy-pack", PACK]]) {
            const own = [PORTCULLIS, "preview", "--timeout", String(PATIENCE), ...packs];
            const [ours, real]: [number[], number[]] = [[], []];
            const cli = ["preview", "--non-interactive", "--stack", "dev", ...packs];
            for (let round = 0; round < ROUNDS(size); round++) {
                ours.push(await seconds(process.execPath, own, env, folder));
                real.push(await seconds("pulumi", cli, env, folder));
            }
            printComparison(size, packs.length > 0, median(ours), median(real));
        }
    } finally {
        standIn.stop();
    }
}

function printComparison(size: number, isJudged: boolean, ours: number, real: number): void {
    const ratio = ours / real;
    const what = `${size} rules, ${isJudged ? "pack" : "no pack"}`.padEnd(22);
    console.log(`${what}ours ${ours.toFixed(2)}  real ${real.toFixed(2)}  ratio ${ratio.toFixed(2)}`);
    if (size === 1_000 && isJudged) {
        console.log(`preview-vs-cli-1000 ratio ${ratio.toFixed(2)} goal ${GOAL} ${ratio <= GOAL ? "ok" : "short"}`);
    }
}

/** Times a command that must succeed: a failed one would be quick for the wrong reason. */
async function seconds(
    command: string,
    args: readonly string[],
    env: Record<string, string>,
    folder: string,
): Promise<number> {
    const begin = performance.now();
    const { exitCode, stdout, stderr } = await run(command, args, env, folder);
    if (exitCode !== 0) throw new Error(`${command} ${args.join(" ")} failed:\n${stdout}${stderr}`);
    return (performance.now() - begin) / 1000;
}

/** Writes a program with one security group and many closed rules, as a user would write it with @pulumi/aws. */
function writeProgram(size: number): string {
    const folder = join(scratch, String(size));
    mkdirSync(folder);
    symlinkSync(join(ROOT, "packages/preview/node_modules"), join(folder, "node_modules"));
    const runtime = { name: "nodejs", options: { typescript: false } };
    writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify({ name: `bench-${size}`, runtime }));
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: `bench-${size}`, main: "index.js" }));
    writeFileSync(
        join(folder, "index.js"),
        `const ec2 = require("@pulumi/aws/ec2");
const vpc = require("@pulumi/aws/vpc");
const group = new ec2.SecurityGroup("api", { description: "Kubernetes API" });
for (let index = 0; index < ${size}; index++) {
    new vpc.SecurityGroupIngressRule(\`rule-\${index}\`, {
        securityGroupId: group.id,
        cidrIpv4: \`10.\${index >> 8}.\${index & 255}.0/24\`,
        ipProtocol: "tcp",
        fromPort: 6443,
        toPort: 6443,
    });
}
`,
    );
    return folder;
}

function readSizes(given: readonly string[]): readonly number[] {
    const wrong = given.find((text) => !/^[1-9][0-9]{0,4}$/.test(text));
    if (wrong === undefined) return given.length === 0 ? [10, 1_000, 5_000] : given.map(Number);
    console.error(`${wrong} is not a number of rules. Write whole numbers, such as 10 1000.`);
    process.exit(2);
}

function median(values: readonly number[]): number {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function column(milliseconds: number, width: number): string {
    return milliseconds.toFixed(0).padStart(width);
}
