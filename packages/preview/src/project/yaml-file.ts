import { readFileSync } from "node:fs";
import { parseDocument } from "yaml";
import { errorText, PreviewError, type PreviewErrorCode } from "../preview-error.js";

/** Reads a YAML or JSON file; a file that is not there or not an object is an error with its path. */
export function readYamlObject(path: string, code: PreviewErrorCode): Readonly<Record<string, unknown>> {
    return parseYamlObject(readText(path, code), path, code);
}

/** Parses YAML or JSON text that must be an object; an empty text is an empty object. */
function parseYamlObject(text: string, path: string, code: PreviewErrorCode): Readonly<Record<string, unknown>> {
    const document = parseDocument(text, { merge: true });
    const problem = document.errors[0];
    if (problem !== undefined) {
        throw new PreviewError(code, { what: `${path} is not valid YAML.`, why: problem.message });
    }
    const value: unknown = document.toJS() ?? {};
    if (!isRecord(value)) {
        throw new PreviewError(code, { what: `${path} must hold a map of names to values.` });
    }
    return value;
}

function readText(path: string, code: PreviewErrorCode): string {
    try {
        return readFileSync(path, "utf8");
    } catch (error) {
        throw new PreviewError(code, { what: `${path} cannot be read.`, why: errorText(error) });
    }
}

/** True for a plain object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
