import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Placeholder } from "./placeholder.js";

/** A key that the program's source requires, with a placeholder of its kind. */
export interface RequiredKey {
    /** `<namespace>:<name>`. */
    readonly key: string;
    readonly text: string;
}

const MOST_FILES = 300;
const NEW_CONFIG = String.raw`new\s+(?:\w+\.)?Config\(\s*(?:["'\`]([\w.-]+)["'\`])?\s*\)`;
const DECLARATION = new RegExp(String.raw`(\w+)\s*(?::[^=;]+)?=\s*${NEW_CONFIG}`, "g");
const CALL = new RegExp(
    String.raw`(?:${NEW_CONFIG}|(\w+))\s*\.require(?:Secret)?(Number|Boolean|Object)?\s*(?:<[^()]*>)?\(\s*["'\`]([\w.-]+)["'\`]`,
    "g",
);

/**
 * Finds the keys that the program's own files require. A program stops at the first key that is missing: knowing the
 * others saves one run for each.
 */
export function findRequiredKeys(folder: string, project: string): readonly RequiredKey[] {
    const found = new Map<string, string>();
    for (const file of listSources(folder).slice(0, MOST_FILES)) {
        const source = readText(file);
        const namespaces = new Map<string, string>();
        for (const [, variable = "", namespace] of source.matchAll(DECLARATION)) {
            namespaces.set(variable, namespace ?? project);
        }
        for (const [, namespace, variable, kind, name] of source.matchAll(CALL)) {
            const key = `${namespace ?? namespaces.get(variable ?? "") ?? project}:${name}`;
            found.set(key, placeholderOf(kind, name ?? ""));
        }
    }
    return [...found].map(([key, text]) => ({ key, text }));
}

function placeholderOf(kind: string | undefined, name: string): string {
    switch (kind) {
        case "Number":
            return Placeholder.number;
        case "Boolean":
            return "false";
        case "Object":
            return "{}";
        default:
            return Placeholder.text(name);
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
