import type { Diagnostic } from "./result.js";

/** Every kind of failure. A code is permanent; `docs/preview.md` explains each. */
export const PREVIEW_ERROR_CODES = [
    "project-invalid",
    "stack-unknown",
    "config-invalid",
    "config-missing",
    "sdk-missing",
    "program-failed",
    "program-ended",
    "program-hangs",
    "hook-failed",
    "asset-missing",
    "registration-invalid",
    "fixture-missing",
    "fixture-invalid",
    "plugin-failed",
    "policy-pack-invalid",
    "policy-pack-failed",
    "policy-pack-hangs",
    "aborted",
] as const;

/** Says which kind of failure a {@link PreviewError} is. */
export type PreviewErrorCode = (typeof PREVIEW_ERROR_CODES)[number];

/** What went wrong, why, and how to put it right. */
export interface PreviewErrorParts {
    readonly what: string;
    readonly why?: string;
    readonly fix?: string;
}

/** The preview could not run: nothing is said about violations then. */
export class PreviewError extends Error {
    override readonly name = "PreviewError";
    readonly what: string;
    readonly why: string | undefined;
    readonly fix: string | undefined;
    /** What the program and the packs had said until then. */
    diagnostics: readonly Diagnostic[] = [];

    constructor(
        readonly code: PreviewErrorCode,
        parts: PreviewErrorParts,
    ) {
        super([parts.what, parts.why, parts.fix].filter((part) => part !== undefined).join("\n"));
        this.what = parts.what;
        this.why = parts.why;
        this.fix = parts.fix;
    }
}

/** The text of whatever was thrown; of an RPC's error, what the other side said. */
export function errorText(error: unknown): string {
    if (error instanceof Error) {
        return "details" in error && typeof error.details === "string" && error.details !== ""
            ? error.details
            : error.message;
    }
    return String(error);
}
