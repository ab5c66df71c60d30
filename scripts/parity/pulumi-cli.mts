// Finds the user's own Pulumi CLI and runs a preview with it, on a file backend of its own and without credentials.
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { type AnalysisRequest, packOrderOfDebugLog, requestsOfDebugLog } from "./requests.mts";
import type { StackOutputs, Subject } from "./subject.mts";

const OLDEST = [3, 250] as const;

/** How a state file says that a value is a secret. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** What a preview said, whichever engine ran it. */
export interface Said {
    readonly exitCode: number;
    readonly violations: readonly Finding[];
    readonly requests: readonly AnalysisRequest[];
    /** Why it could not run, where it could not. */
    readonly trouble: string;
    /** Paths of the packs in the order in which they were asked. */
    readonly packOrder: readonly string[];
}

/** A violation, in the words of the engine's policyEvent. */
export interface Finding {
    readonly policyPackName: string;
    readonly policyPackVersion: string;
    readonly policyName: string;
    readonly enforcementLevel: string;
    readonly severity: string;
    readonly resourceUrn: string;
    readonly message: string;
}

/** Says in one line why there is nothing to compare with, or gives the version. */
export async function findPulumi(): Promise<{ readonly version: string } | { readonly missing: string }> {
    const { exitCode, stdout } = await run("pulumi", ["version"], {}, process.cwd());
    const [, major, minor] = /^v?(\d+)\.(\d+)\.\d+/.exec(stdout.trim()) ?? [];
    if (exitCode !== 0 || major === undefined) {
        return {
            missing: "there is no `pulumi` on PATH to compare with: install the Pulumi CLI, 3.250 or newer",
        };
    }
    const isOld = Number(major) < OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) < OLDEST[1]);
    const version = stdout.trim();
    return isOld
        ? { missing: `the \`pulumi\` on PATH is ${version}: the comparison needs 3.250 or newer` }
        : { version };
}

/** Previews the subject with the real engine; `packages` are served by the stand-in at `port`. */
export async function previewWithCli(
    subject: Subject,
    folder: string,
    scratch: string,
    standIn: { readonly port: number; readonly packages: readonly string[] },
): Promise<Said> {
    const log = join(scratch, "grpc.jsonl");
    const env = cliEnvironment(scratch, standIn);
    await prepareStack(subject, folder, env);
    const flags = subject.policyPacks.flatMap(({ path, config }, index) => {
        const configFile = join(scratch, `pack-${index}.json`);
        writeFileSync(configFile, JSON.stringify(config ?? {}));
        return ["--policy-pack", path, "--policy-pack-config", configFile];
    });
    const preview = ["preview", "--json", "--non-interactive", "--color", "never", "--stack", subject.stack, ...flags];
    const streaming = { ...env, PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true", PULUMI_DEBUG_GRPC: log };
    const { exitCode, stdout, stderr } = await run("pulumi", preview, streaming, folder);
    const events = parseLines(stdout);
    const calls = existsSync(log) ? readFileSync(log, "utf8") : "";
    return {
        exitCode,
        violations: events.flatMap((event) => (event.policyEvent ? [finding(event.policyEvent)] : [])),
        requests: requestsOfDebugLog(calls, subject.recorder),
        trouble: errorsOf(events).concat(stderr).join("").trim(),
        packOrder: packOrderOfDebugLog(calls),
    };
}

/** The variables that keep a run of the CLI to itself: its own home, a file backend, no downloads. */
export function cliEnvironment(
    scratch: string,
    standIn: { readonly port: number; readonly packages: readonly string[] },
): Record<string, string> {
    const backend = join(scratch, "backend");
    mkdirSync(backend, { recursive: true });
    return {
        PATH: ownPath(),
        PULUMI_HOME: join(scratch, "home"),
        PULUMI_BACKEND_URL: `file://${backend}`,
        PULUMI_CONFIG_PASSPHRASE: "parity",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        PULUMI_DEBUG_PROVIDERS: standIn.packages.map((name) => `${name}:${standIn.port}`).join(","),
    };
}

/** PATH with the Node that runs these scripts in front: programs and packs of both runs are started with it. */
export function ownPath(): string {
    return `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ""}`;
}

/** Makes the stack, and the stacks that the program refers to, with the outputs that the fixtures give them. */
async function prepareStack(subject: Subject, folder: string, env: Record<string, string>): Promise<void> {
    await pulumi(["stack", "init", subject.stack], env, folder);
    for (const [key, value] of Object.entries(subject.config)) {
        await pulumi(["config", "set", "--stack", subject.stack, "--plaintext", key, value], env, folder);
    }
    for (const [key, value] of Object.entries(subject.secrets)) {
        await pulumi(["config", "set", "--stack", subject.stack, "--secret", key, value], env, folder);
    }
    for (const [name, reference] of Object.entries(subject.answers.stackReferences ?? {})) {
        await importStack(name, reference, env);
    }
}

/** Gives the backend a stack of that name, with a state that holds nothing but its outputs. */
async function importStack(name: string, reference: StackOutputs, env: Record<string, string>): Promise<void> {
    const [, project = "", stack = ""] = name.split("/");
    const folder = mkdtempSync(join(tmpdir(), "portcullis-parity-reference-"));
    const secret = (value: unknown) => ({ [SIGNATURE]: SECRET, plaintext: JSON.stringify(value) });
    const outputs = Object.entries(reference.outputs).map(([key, value]) => {
        return [key, reference.secretOutputNames?.includes(key) ? secret(value) : value];
    });
    const urn = `urn:pulumi:${stack}::${project}::pulumi:pulumi:Stack::${project}-${stack}`;
    const resource = { urn, type: "pulumi:pulumi:Stack", custom: false, outputs: Object.fromEntries(outputs) };
    const deployment = { manifest: { time: "2026-01-01T00:00:00Z", magic: "", version: "" }, resources: [resource] };
    try {
        writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify({ name: project, runtime: "nodejs" }));
        await pulumi(["stack", "init", stack], env, folder);
        const [, salt] = /encryptionsalt: (\S+)/.exec(readFileSync(join(folder, `Pulumi.${stack}.yaml`), "utf8")) ?? [];
        const secrets = { secrets_providers: { type: "passphrase", state: { salt } } };
        writeFileSync(
            join(folder, "state.json"),
            JSON.stringify({ version: 3, deployment: { ...deployment, ...secrets } }),
        );
        await pulumi(["stack", "import", "--stack", stack, "--file", "state.json", "--force"], env, folder);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

async function pulumi(args: readonly string[], env: Record<string, string>, folder: string): Promise<void> {
    const { exitCode, stderr } = await run("pulumi", [...args, "--non-interactive"], env, folder);
    if (exitCode !== 0) throw new Error(`pulumi ${args.slice(0, 2).join(" ")}: ${stderr.trim()}`);
}

/** Runs a program to its end; a program that is not there ends with 127, as in a shell. */
export function run(
    command: string,
    args: readonly string[],
    env: Record<string, string>,
    cwd: string,
): Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }> {
    return new Promise((resolve) => {
        const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 1 << 30 };
        const child = execFile(command, args, options, (error, stdout, stderr) => {
            resolve({ exitCode: error ? (child.exitCode ?? 127) : 0, stdout, stderr });
        });
    });
}

type Event = {
    readonly policyEvent?: Partial<Finding>;
    readonly diagnosticEvent?: { severity: string; message: string };
};

function parseLines(text: string): Event[] {
    return text.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line)] : []));
}

function errorsOf(events: readonly Event[]): string[] {
    const errors = events.filter(({ diagnosticEvent }) => diagnosticEvent?.severity === "error");
    return errors.map(({ diagnosticEvent }) => diagnosticEvent?.message ?? "");
}

function finding(event: Partial<Finding>): Finding {
    return {
        policyPackName: event.policyPackName ?? "",
        policyPackVersion: event.policyPackVersion ?? "",
        policyName: event.policyName ?? "",
        enforcementLevel: event.enforcementLevel ?? "",
        severity: event.severity ?? "",
        resourceUrn: event.resourceUrn ?? "",
        message: (event.message ?? "").trimEnd(),
    };
}
