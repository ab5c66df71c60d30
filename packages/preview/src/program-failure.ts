import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { PreviewError, type PreviewErrorCode } from "./preview-error.js";
import type { Exit } from "./process/child-process.js";
import { shortenTrace } from "./program-trace.js";
import type { Project } from "./project/project-file.js";
import type { Diagnostic } from "./result.js";

/** The error for a program that ended without success: what it logged itself, or else how it went. */
export function programFailure(
    exit: Exit,
    diagnostics: readonly Diagnostic[],
    errorLines: readonly string[],
    project: Project,
): PreviewError {
    const logged = diagnostics.filter((diagnostic) => diagnostic.severity === "error").map(({ message }) => message);
    if (logged.length > 0) {
        const what = shortenTrace(stripVTControlCharacters(logged.map((text) => text.trimEnd()).join("\n")));
        return missingConfig(what) ?? new PreviewError("program-failed", { what, ...foreignPackage(project) });
    }
    const why = stripVTControlCharacters(errorLines.join("\n")).trim();
    return new PreviewError("program-failed", {
        what: describeExit(exit),
        ...(why === "" ? {} : { why }),
        ...foreignPackage(project),
    });
}

/** The SDK runs what the nearest package.json names, even if that belongs to a folder above the program's. */
function foreignPackage({ entry, folder }: Project): { readonly fix?: string } {
    const nearest = entry === "." ? findPackageJson(folder) : undefined;
    return nearest === undefined || nearest === join(folder, "package.json")
        ? {}
        : {
              fix: `There is no package.json in ${folder}, so ${nearest} says what to run. Add one where Pulumi.yaml is.`,
          };
}

function findPackageJson(folder: string): string | undefined {
    const path = join(folder, "package.json");
    if (existsSync(path)) {
        return path;
    }
    return dirname(folder) === folder ? undefined : findPackageJson(dirname(folder));
}

/** The SDK's advice is for Pulumi's own command: ours is what helps here. */
function missingConfig(text: string): PreviewError | undefined {
    const [what, key] = /Missing required configuration variable '([^']+)'/.exec(text) ?? [];
    return what === undefined
        ? undefined
        : new PreviewError("config-missing", {
              what,
              fix: `Set ${key} in the stack's configuration file or with --config ${key}=VALUE; --placeholders fills what is missing with unknown secrets.`,
          });
}

/** Failures that a made-up value may be the cause of. */
const BY_MADE_UP_VALUES: ReadonlySet<PreviewErrorCode> = new Set([
    "program-failed",
    "asset-missing",
    "hook-failed",
    "registration-invalid",
]);

/** How a line ends that tells of a made-up answer. */
const MADE_UP = /: (?:taken as unknown|they are left out)\.$/;

function lowerFirst(text: string): string {
    return text.charAt(0).toLowerCase() + text.slice(1);
}

/** A program that fails on made-up values lacks real ones: the error says which. */
export function blamePlaceholders(
    error: PreviewError,
    keys: readonly string[],
    assumed: readonly string[],
): PreviewError {
    const answers = assumed.filter((line) => MADE_UP.test(line));
    const madeUp = [...keys, ...answers.map((line) => lowerFirst(line.replace(MADE_UP, "")))];
    if (!BY_MADE_UP_VALUES.has(error.code) || madeUp.length === 0) {
        return error;
    }
    return new PreviewError(error.code, {
        what: error.what,
        ...(error.why === undefined ? {} : { why: error.why }),
        fix: `The program may need real values for what was made up: ${madeUp.join("; ")}. Give them as configuration or fixtures.`,
    });
}

/** Configuration may be missing because it comes from an ESC environment: the error says so. */
export function blameEnvironments(error: PreviewError, environments: readonly string[]): PreviewError {
    if (error.code !== "config-missing" || environments.length === 0) {
        return error;
    }
    return new PreviewError("config-missing", {
        what: error.what,
        why: `The stack imports the ESC environment ${environments.join(", ")}, which cannot be read here.`,
        ...(error.fix === undefined ? {} : { fix: error.fix }),
    });
}

/** Failures that have no place in the program, or name it already. */
const PLACELESS =
    /Program exited with non-zero exit code: (?!1\b)|was ended by|TSError|could not be started|The Pulumi runtime detected/;

/** True if full stack traces would tell more about the failure: where in the program it happened. */
export function wantsTraces(error: unknown): boolean {
    return (
        error instanceof PreviewError &&
        error.code === "program-failed" &&
        !PLACELESS.test(`${error.what}\n${error.why ?? ""}`)
    );
}

function describeExit({ code, signal, error }: Exit): string {
    if (error !== undefined) {
        return `The program could not be started: ${error.message}`;
    }
    return signal === null
        ? `Program exited with non-zero exit code: ${code}`
        : `The program was ended by ${signal}, for example for lack of memory.`;
}
