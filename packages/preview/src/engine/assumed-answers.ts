import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Placeholder } from "../project/placeholder.js";
import { type Properties, type PropertyValue, Unknown } from "../values/property-value.js";
import { tokenPackage } from "../values/urn.js";
import type { Deployment } from "./deployment.js";
import { findInstalledPackage } from "./installed-packages.js";

/** Enough elements for programs that take the first few, as they do with availability zones. */
const ASSUMED_ELEMENTS = 3;

/**
 * An answer made of unknown values, for a run with placeholders: its fields are those of the result type in the
 * provider's package, so that a plain call, too, finds an unknown value and not a missing one. Undefined where
 * placeholders are not asked for, or the type cannot be found.
 */
export function assumeAnswer(deployment: Deployment, token: string): Properties | undefined {
    if (!deployment.settings.assumesAnswers) {
        return undefined;
    }
    const fields = readResultType(token, deployment.settings.project.folder);
    if (fields === undefined) {
        return undefined;
    }
    deployment.cannotSee(`What ${token} answers: taken as unknown.`);
    const answer: Record<string, PropertyValue> = {};
    for (const { name, type } of fields) {
        answer[name] = assumeValue(type, name);
    }
    return answer;
}

/**
 * A text stays a text for the program, which may pass it to the next call or cut it up; where it turns up in a
 * resource it is recognised again and counts as unknown.
 */
function assumeValue(type: string, what: string | number): PropertyValue {
    if (type.endsWith("[]")) {
        return Array.from({ length: ASSUMED_ELEMENTS }, (_element, index) => assumeValue(type.slice(0, -2), index));
    }
    return type === "string" ? Placeholder.text(what) : new Unknown();
}

interface ResultField {
    readonly name: string;
    readonly type: string;
}

function readResultType(token: string, folder: string): readonly ResultField[] | undefined {
    const [, module = "", name = ""] = token.split(":");
    const installed = findInstalledPackage(tokenPackage(token), folder);
    if (installed === undefined || !/^[\w./-]+$/.test(module) || !/^\w+$/.test(name)) {
        return undefined;
    }
    // "ec2/getAmi" is a file of its own, "network" a folder; "index" is the package's root.
    const path = (module.endsWith(`/${name}`) ? module : `${module}/${name}`).replace(/^index\//, "");
    for (const root of [installed.folder, join(installed.folder, "bin")]) {
        const fields = parseResultType(readText(join(root, `${path}.d.ts`)));
        if (fields !== undefined) {
            return fields;
        }
    }
    return undefined;
}

function parseResultType(text: string): readonly ResultField[] | undefined {
    const body = /^export interface \w+Result \{\n([\s\S]*?)^\}/m.exec(text)?.[1];
    if (body === undefined) {
        return undefined;
    }
    return [...body.matchAll(/^ {4}readonly (\w+)\??: (.*);$/gm)].map(([, name = "", type = ""]) => ({
        name,
        type,
    }));
}

function readText(path: string): string {
    try {
        return readFileSync(path, "utf8");
    } catch {
        return "";
    }
}
