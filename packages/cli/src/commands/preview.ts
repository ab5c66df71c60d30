import { type PreviewOptions, type PreviewResult, preview } from "@portcullis/preview";
import { Command, InvalidArgumentError } from "commander";
import { jsonDisplay } from "../display/json-display.js";
import { isBlocking } from "../display/policies.js";
import { type Display, textDisplay } from "../display/text-display.js";
import { ExitCode } from "../exit-code.js";
import { onInterrupt } from "../interrupt.js";
import { UsageError } from "../usage-error.js";

interface Flags {
    readonly policyPack?: readonly string[];
    readonly policyPackConfig?: readonly string[];
    readonly stack?: string;
    readonly config?: Readonly<Record<string, string>>;
    readonly secret?: Readonly<Record<string, string>>;
    readonly env?: Readonly<Record<string, string>>;
    readonly placeholders?: true;
    readonly fixtures?: string;
    readonly inheritEnv?: true;
    readonly timeout?: number;
    readonly policyPackTimeout?: number;
    readonly json?: true;
}

const EXAMPLE = `
Example:
  $ portcullis preview infra --policy-pack node_modules/@portcullis/policy-api-server-exposure

Exit codes: 0 clean or advisory findings only, 1 violations, 2 could not run.
`;

/** The command `portcullis preview`: runs a Pulumi program and policy packs, and prints what they say. */
export function previewCommand(exit: (code: ExitCode) => void): Command {
    return new Command("preview")
        .summary("preview a Pulumi program without cloud and credentials")
        .description(
            "Previews a Pulumi program as `pulumi preview` does, and judges it with policy packs, with no Pulumi CLI, no " +
                "account and no credentials: always as a new stack, without the providers' own checks and defaults.",
        )
        .argument("[dir]", "folder that holds Pulumi.yaml", ".")
        .option("--policy-pack <path>", "folder or executable of a policy pack; may be repeated", collect)
        .option("--policy-pack-config <file>", "configuration of the pack at the same place; may be repeated", collect)
        .option(
            "-s, --stack <name>",
            'stack, whose Pulumi.<stack>.yaml is read (default "dev", or the only one there is)',
        )
        .option("-c, --config <key=value>", "configuration over that of the stack; may be repeated", collectPair)
        .option("--secret <key=value>", "like --config, as a secret; may be repeated", collectPair)
        .option("--placeholders", "fill required configuration that is not set with unknown secrets")
        .option("--fixtures <file>", "answers to invokes, reads and stack references")
        .option("--inherit-env", "give the program and the packs the whole environment, credentials included")
        .option("--env <name=value>", "variable for the program and the packs; may be repeated", collectPair)
        .option("--timeout <seconds>", "time the program may take (default 300)", parseSeconds)
        .option(
            "--policy-pack-timeout <seconds>",
            "time a pack may take to start or to answer (default 60)",
            parseSeconds,
        )
        .option("--json", "print the engine's events, one JSON object a line")
        .addHelpText("after", EXAMPLE)
        .action(async (dir: string, flags: Flags) => exit(await run(dir, flags)));
}

async function run(dir: string, flags: Flags): Promise<ExitCode> {
    const options = readOptions(dir, flags);
    const display = flags.json
        ? jsonDisplay(
              (line) => void process.stdout.write(`${line}\n`),
              (line) => void process.stderr.write(`${line}\n`),
          )
        : await textDisplay(process.stdout, process.stderr, process.env);
    const result = await show(options, display);
    return result.violations.some(isBlocking) ? ExitCode.Findings : ExitCode.Clean;
}

async function show(options: PreviewOptions, display: Display): Promise<PreviewResult> {
    const interrupt = onInterrupt();
    try {
        const onEvent: NonNullable<PreviewOptions["onEvent"]> = (event) => display.hear(event);
        const result = await preview({ ...options, onEvent, signal: interrupt.signal });
        display.finish(result);
        return result;
    } catch (error) {
        display.fail(error);
        throw error;
    } finally {
        interrupt.stop();
    }
}

function readOptions(dir: string, flags: Flags): PreviewOptions {
    const { policyPack = [], policyPackConfig = [], timeout, policyPackTimeout } = flags;
    if (policyPackConfig.length > 0 && policyPackConfig.length !== policyPack.length) {
        throw new UsageError(
            `--policy-pack-config belongs to the --policy-pack at the same place, but there are ${policyPackConfig.length} ` +
                `of the one and ${policyPack.length} of the other. Name as many of each.`,
        );
    }
    return {
        program: dir,
        policyPacks: policyPack.map((path, index) => {
            const config = policyPackConfig[index];
            return config === undefined ? path : { path, config };
        }),
        config: flags.config ?? {},
        secrets: flags.secret ?? {},
        env: flags.env ?? {},
        placeholders: flags.placeholders ?? false,
        inheritEnv: flags.inheritEnv ?? false,
        ...(flags.stack === undefined ? {} : { stack: flags.stack }),
        ...(flags.fixtures === undefined ? {} : { fixtures: flags.fixtures }),
        timeouts: {
            ...(timeout === undefined ? {} : { program: timeout }),
            ...(policyPackTimeout === undefined ? {} : { policyPack: policyPackTimeout }),
        },
    };
}

function collect(value: string, previous: readonly string[] = []): readonly string[] {
    return [...previous, value];
}

function collectPair(pair: string, previous: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
    const at = pair.indexOf("=");
    if (at <= 0) throw new InvalidArgumentError("Write it as NAME=VALUE.");
    return { ...previous, [pair.slice(0, at)]: pair.slice(at + 1) };
}

function parseSeconds(text: string): number {
    const seconds = Number(text);
    if (!(seconds > 0) || !Number.isFinite(seconds))
        throw new InvalidArgumentError("Write a number of seconds above 0.");
    return seconds;
}
