import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { PreviewError } from "./preview-error.js";
import { isRecord, readYamlObject } from "./project/yaml-file.js";
import type { Fixtures, PreviewOptions } from "./result.js";

/** Name of the file that is read where the caller names none. */
const FIXTURES_FILE = "portcullis.fixtures.yaml";

type Invoke = NonNullable<Fixtures["invokes"]>[number];
type Read = NonNullable<Fixtures["reads"]>[number];
type StackReference = NonNullable<Fixtures["stackReferences"]>[string];

/** The answers that a cloud would give, and where to add those that are missing. */
export class FixtureBook {
    constructor(
        private readonly fixtures: Fixtures,
        /** Path of the file, or how the caller gave them. */
        readonly source: string,
    ) {}

    /** The answer to a call: the first whose token is the same and whose `args`, if it has any, are among the call's. */
    findInvoke(token: string, args: unknown): Invoke | undefined {
        return this.fixtures.invokes?.find(
            (entry) => entry.token === token && (entry.args === undefined || includes(args, entry.args)),
        );
    }

    /** The state of a resource that is read: by type and id, or by type alone where the entry has no id. */
    findRead(type: string, id: string): Read | undefined {
        return this.fixtures.reads?.find((entry) => entry.type === type && (entry.id === undefined || entry.id === id));
    }

    findStackReference(name: string): StackReference | undefined {
        const references = this.fixtures.stackReferences ?? {};
        return Object.hasOwn(references, name) ? references[name] : undefined;
    }
}

/** Reads the fixtures that the options name, or those that lie in the program's folder. */
export function loadFixtures(options: PreviewOptions, projectRoot: string): FixtureBook {
    if (typeof options.fixtures === "object") {
        return new FixtureBook(checkFixtures(options.fixtures, "the fixtures option"), "the fixtures option");
    }
    const path = resolve(options.fixtures ?? join(projectRoot, FIXTURES_FILE));
    if (options.fixtures === undefined && !existsSync(path)) {
        return new FixtureBook({}, path);
    }
    return new FixtureBook(checkFixtures(readYamlObject(path, "fixture-invalid"), path), path);
}

/** Checks the shape once, here: later it is taken for granted. */
function checkFixtures(raw: unknown, source: string): Fixtures {
    const value = isRecord(raw) ? raw : {};
    const unknown = Object.keys(value).find((key) => !["invokes", "reads", "stackReferences"].includes(key));
    if (unknown !== undefined) {
        throw invalid(source, `"${unknown}" is none of invokes, reads, stackReferences`);
    }
    for (const [index, entry] of list(value["invokes"], "invokes", source).entries()) {
        if (typeof entry["token"] !== "string" || (entry["result"] === undefined && entry["unknown"] !== true)) {
            throw invalid(source, `invokes[${index}] needs a token, and a result or unknown: true`);
        }
    }
    for (const [index, entry] of list(value["reads"], "reads", source).entries()) {
        if (typeof entry["type"] !== "string" || !isRecord(entry["state"])) {
            throw invalid(source, `reads[${index}] needs a type and a state`);
        }
    }
    const references = value["stackReferences"] ?? {};
    if (
        !isRecord(references) ||
        !Object.values(references).every((entry) => isRecord(entry) && isRecord(entry["outputs"]))
    ) {
        throw invalid(
            source,
            "stackReferences maps the name of a stack to its outputs: {org/project/stack: {outputs: {}}}",
        );
    }
    // Every part that is read later was checked above.
    return value as Fixtures;
}

function list(raw: unknown, name: string, source: string): readonly Readonly<Record<string, unknown>>[] {
    if (raw === undefined) {
        return [];
    }
    if (!Array.isArray(raw) || !raw.every(isRecord)) {
        throw invalid(source, `${name} must be a list of maps`);
    }
    return raw;
}

function invalid(source: string, why: string): PreviewError {
    return new PreviewError("fixture-invalid", { what: `The fixtures in ${source} cannot be used.`, why });
}

function includes(actual: unknown, wanted: unknown): boolean {
    if (isRecord(wanted) && isRecord(actual)) {
        return Object.entries(wanted).every(([name, value]) => includes(actual[name], value));
    }
    return isDeepStrictEqual(actual, wanted);
}
