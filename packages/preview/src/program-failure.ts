import { PreviewError } from "./preview-error.js";
import type { Exit } from "./process/child-process.js";
import type { Diagnostic } from "./result.js";

/** The error for a program that ended without success: what it logged itself, or else how it went. */
export function programFailure(
    exit: Exit,
    diagnostics: readonly Diagnostic[],
    errorLines: readonly string[],
): PreviewError {
    const logged = diagnostics.filter((diagnostic) => diagnostic.severity === "error").map(({ message }) => message);
    if (logged.length > 0) {
        return new PreviewError("program-failed", { what: logged.map((text) => text.trimEnd()).join("\n") });
    }
    const why = errorLines.join("\n").trim();
    return new PreviewError("program-failed", { what: describeExit(exit), ...(why === "" ? {} : { why }) });
}

function describeExit({ code, signal, error }: Exit): string {
    if (error !== undefined) {
        return `The program could not be started: ${error.message}`;
    }
    return signal === null
        ? `Program exited with non-zero exit code: ${code}`
        : `The program was ended by ${signal}, for example for lack of memory.`;
}
