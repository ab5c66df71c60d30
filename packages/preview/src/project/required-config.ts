import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Placeholder } from "./placeholder.js";

/** A key that the program's source requires, with a placeholder of its kind. */
export interface RequiredKey {
    readonly name: string;
    readonly text: string;
}

const MOST_FILES = 300;
const CALL = /\.require(?:Secret)?(Number|Boolean|Object)?\s*(?:<[^()]*>)?\(\s*["'`]([\w.-]+)["'`]/g;

/**
 * Finds the names that the program's own files require. A program stops at the first key that is missing: knowing the
 * others saves one run for each.
 */
export function findRequiredKeys(folder: string): readonly RequiredKey[] {
    const found = new Map<string, string>();
    for (const file of listSources(folder).slice(0, MOST_FILES)) {
        for (const [, kind, name = ""] of readText(file).matchAll(CALL)) {
            found.set(name, placeholderOf(kind));
        }
    }
    return [...found].map(([name, text]) => ({ name, text }));
}

function placeholderOf(kind: string | undefined): string {
    switch (kind) {
        case "Number":
            return Placeholder.number;
        case "Boolean":
            return "false";
        case "Object":
            return "{}";
        default:
            return Placeholder.text;
    }
}

function listSources(folder: string): readonly string[] {
    try {
        return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
            const path = join(folder, entry.name);
            if (entry.isDirectory()) {
                return entry.name === "node_modules" || entry.name.startsWith(".") ? [] : listSources(path);
            }
            return /\.[cm]?[jt]s$/.test(entry.name) && !entry.name.endsWith(".d.ts") ? [path] : [];
        });
    } catch {
        return [];
    }
}

function readText(path: string): string {
    try {
        return readFileSync(path, "utf8");
    } catch {
        return "";
    }
}
