import { isRecord } from "./yaml-file.js";

/** Takes secrets out of a text. */
export type Redact = (text: string) => string;

/** Shorter texts turn up in any sentence: hiding them tells more than it hides. */
const LEAST_LENGTH = 3;

/**
 * Makes a function that puts `[secret]` in place of every secret of the configuration, as Pulumi's own CLI does with
 * what a program or a pack prints. A secret that is JSON is hidden as a whole and in each of its texts.
 */
export function makeRedact(secrets: Iterable<string>): Redact {
    const texts = new Set<string>();
    for (const secret of secrets) {
        collect(secret, texts);
        collect(parseJson(secret), texts);
    }
    // Longer ones first: one secret may contain another.
    const sorted = [...texts].sort((left, right) => right.length - left.length);
    return (text) => sorted.reduce((result, secret) => result.replaceAll(secret, "[secret]"), text);
}

function collect(value: unknown, into: Set<string>): void {
    if (typeof value === "string") {
        if (value.length >= LEAST_LENGTH) {
            into.add(value);
        }
    } else if (Array.isArray(value)) {
        for (const element of value) {
            collect(element, into);
        }
    } else if (isRecord(value)) {
        for (const element of Object.values(value)) {
            collect(element, into);
        }
    }
}

/** The object or list that a text is the JSON of; undefined for any other text. */
export function parseJson(text: string): unknown {
    if (!/^\s*[[{]/.test(text)) {
        return undefined;
    }
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
