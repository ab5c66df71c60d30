// Runs programs with our preview and with the real Pulumi CLI, and compares what the policy packs received and said.
// Needs a `pulumi` (3.250 or newer) and its Node.js language host on PATH; no account, no credentials, no network.
//
//     pnpm parity [NAME...]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compare } from "./parity/difference.mts";
import { previewWithUs } from "./parity/our-preview.mts";
import { previewedOutputs } from "./parity/previewed-outputs.mts";
import { findPulumi, previewWithCli, type Said } from "./parity/pulumi-cli.mts";
import { startStandIn } from "./parity/stand-in-provider.mts";
import { copySubject, findSubjects, type Subject } from "./parity/subject.mts";

interface Verdict {
    readonly name: string;
    readonly differences: readonly string[];
    readonly expected: number;
    readonly requests: number;
    readonly violations: number;
}

const found = await findPulumi();
if ("missing" in found) {
    console.error(found.missing);
    process.exit(1);
}
console.log(`comparing with Pulumi CLI ${found.version}`);
const verdicts: Verdict[] = [];
for (const subject of findSubjects(process.argv.slice(2))) {
    const verdict = await compareSubject(subject);
    verdicts.push(verdict);
    print(verdict);
}
summarize(verdicts);

async function compareSubject(subject: Subject): Promise<Verdict> {
    const scratch = mkdtempSync(join(tmpdir(), "portcullis-parity-"));
    const { folder, copy } = copySubject(subject, scratch);
    const standIn = await startStandIn({
        invokes: subject.answers.invokes ?? [],
        reads: subject.answers.reads ?? [],
        outputs: previewedOutputs,
    });
    try {
        return await compareRuns(copy, folder, scratch, standIn.port);
    } catch (error) {
        const differences = [`could not be compared: ${error instanceof Error ? error.message : String(error)}`];
        return { name: subject.name, differences, expected: 0, requests: 0, violations: 0 };
    } finally {
        standIn.stop();
        rmSync(scratch, { recursive: true, force: true });
    }
}

async function compareRuns(subject: Subject, folder: string, scratch: string, port: number): Promise<Verdict> {
    const first = await previewWithUs(subject, folder, scratch);
    const real = await previewWithCli(subject, folder, scratch, { port, packages: first.packages });
    const ours = await inTheSameOrder(subject, first, real, folder, scratch);
    const trouble = troubles(ours.trouble, real);
    const all = trouble.length > 0 ? trouble : compare(ours, real);
    const differences = all.filter((text) => !subject.expected.some((part) => text.includes(part)));
    return {
        name: subject.name,
        differences,
        expected: all.length - differences.length,
        requests: real.requests.length,
        violations: real.violations.length,
    };
}

/** What a pack remediates, the packs after it see: ours runs again where the real engine asked them in another order. */
async function inTheSameOrder(
    subject: Subject,
    ours: Said,
    { packOrder }: Said,
    folder: string,
    scratch: string,
): Promise<Said> {
    if (packOrder.length !== ours.packOrder.length || packOrder.every((path, at) => path === ours.packOrder[at])) {
        return ours;
    }
    const place = ({ path }: Subject["policyPacks"][number]) => packOrder.indexOf(path);
    const policyPacks = subject.policyPacks.toSorted((a, b) => place(a) - place(b));
    return previewWithUs({ ...subject, policyPacks }, folder, scratch);
}

/** A run that did not come to its end differs in everything, or compares well with another one: neither says much. */
function troubles(ours: string, real: Said): string[] {
    if (ours !== "") return [`our preview could not run: ${ours}`];
    const isComplete = real.requests.some(({ method }) => method === "AnalyzeStack");
    return isComplete ? [] : [`the real preview did not come to its end: ${real.trouble}`];
}

function print({ name, differences, expected, requests, violations }: Verdict): void {
    const verdict = differences.length === 0 ? "same" : `${differences.length} differences`;
    const known = expected > 0 ? `, ${expected} expected differences` : "";
    console.log(`${name}: ${verdict} (${requests} requests, ${violations} violations${known})`);
    for (const difference of differences) console.log(`    ${difference}`);
}

function summarize(all: readonly Verdict[]): void {
    const sum = (pick: (verdict: Verdict) => number) => all.reduce((total, verdict) => total + pick(verdict), 0);
    const differences = sum((verdict) => verdict.differences.length);
    const counted = `${sum(({ requests }) => requests)} requests and ${sum(({ violations }) => violations)} violations`;
    console.log(`${all.length} programs, ${counted} compared: ${differences} differences`);
    if (differences > 0 || all.length === 0) process.exitCode = 1;
}
