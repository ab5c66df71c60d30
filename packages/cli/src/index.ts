import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PreviewError } from "@portcullis/preview";
import { Command, CommanderError } from "commander";
import { previewCommand } from "./commands/preview.js";
import { plainText } from "./display/plain-text.js";
import { ExitCode } from "./exit-code.js";
import { flagHint } from "./flag-hint.js";
import { UsageError } from "./usage-error.js";

/** Runs the command line and tells the exit code; nothing is thrown. */
export async function run(argv: readonly string[]): Promise<ExitCode> {
    process.stdout.on("error", ignoreClosedPipe);
    let code: ExitCode = ExitCode.Clean;
    const program = portcullis((value) => {
        code = value;
    });
    try {
        await program.parseAsync([...argv]);
        return code;
    } catch (error) {
        return report(error);
    }
}

function portcullis(exit: (code: ExitCode) => void): Command {
    const program = new Command("portcullis")
        .description("Judges who can open the Kubernetes API port, before anything is deployed.")
        .version(version())
        .addCommand(previewCommand(exit));
    for (const command of [program, ...program.commands]) {
        command.exitOverride().showSuggestionAfterError();
        command.configureOutput({ outputError: (text, write) => write(usageText(text, command)) });
    }
    return program;
}

/** Prints the one message that says why a command could not run. */
function report(error: unknown): ExitCode {
    // Commander has printed its message already; it throws for --help and --version too.
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.Clean : ExitCode.CouldNotRun;
    if (error instanceof PreviewError || error instanceof UsageError) {
        const hint = error instanceof PreviewError ? flagHint(error.code) : "";
        process.stderr.write(`portcullis: ${plainText(error.message).trimEnd()}${hint}\n`);
    } else {
        const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
        process.stderr.write(`portcullis: this is a fault in portcullis itself\n${plainText(stack)}\n`);
    }
    return ExitCode.CouldNotRun;
}

/** `portcullis preview | head` closes the pipe early: what was to be said is said, and the exit code stands. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
    if (error.code !== "EPIPE") throw error;
}

function usageText(text: string, command: Command): string {
    const name = command.parent ? `${command.parent.name()} ${command.name()}` : command.name();
    return `portcullis: ${plainText(text).replace(/^error: /, "")}See: ${name} --help\n`;
}

function version(): string {
    const manifest: unknown = JSON.parse(readFileSync(join(__dirname, "..", "package.json"), "utf8"));
    // Our own package.json, which always has a version.
    return (manifest as { readonly version: string }).version;
}
