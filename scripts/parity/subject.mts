// What is compared: every example with our policy pack, and the programs that cover the protocol field by field.
import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Fixtures } from "../../packages/preview/dist/index.js";

const require = createRequire(new URL("../../packages/preview/package.json", import.meta.url));
const yaml = require("yaml");

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const EXPOSURE_PACK = join(ROOT, "policies/api-server-exposure");
const OWN_PACKS = fileURLToPath(new URL("packs/", import.meta.url));
const RECORDER = fileURLToPath(new URL("recording-pack.mts", import.meta.url));

/** One program, and how it is previewed. */
export interface Subject {
    readonly name: string;
    readonly source: string;
    readonly stack: string;
    readonly config: Readonly<Record<string, string>>;
    readonly secrets: Readonly<Record<string, string>>;
    /** The packs. The recorder has nothing to load, so the real engine mostly asks it first, as we do. */
    readonly policyPacks: readonly { readonly path: string; readonly config?: Readonly<Record<string, unknown>> }[];
    readonly recorder: string;
    /** A fixtures file, as our own preview reads it. */
    readonly answers: Fixtures;
    /** Packages whose plugin the project brings along: nothing stands in for them. */
    readonly ownPlugins: readonly string[];
    /** What may differ, and why: a part of the difference's text. */
    readonly expected: readonly string[];
}

/** The outputs of a stack that a program refers to. */
export type StackOutputs = NonNullable<Fixtures["stackReferences"]>[string];

/** What a program's own parity.json may say. */
interface Settings {
    readonly config?: Readonly<Record<string, string>>;
    readonly secrets?: Readonly<Record<string, string>>;
    readonly policyPacks?: readonly string[];
    readonly answers?: Fixtures;
    readonly expected?: readonly string[];
}

/**
 * The programs whose requests the preview package's tests write out one by one, and some more of its own: here the same
 * requests are held against the real engine's.
 */
const PREVIEW_PROGRAMS: Readonly<Record<string, Settings>> = {
    assets: {},
    components: {},
    providers: {},
    secrets: { secrets: { password: "pw" } },
    transforms: { answers: { invokes: [{ token: "test:index:echo", result: { said: "yes" } }] } },
    // The engine looks for a package's version in the program's folder, here src; we look above it as well.
    esm: { expected: ["providers:aws::default", ".fields .provider ."] },
    plain: {},
    typescript: {},
};

/** Finds the programs; with names, only those. */
export function findSubjects(names: readonly string[]): Subject[] {
    const examples = programsIn(join(ROOT, "examples")).map((folder) =>
        subject(basename(folder), folder, [EXPOSURE_PACK]),
    );
    const previewed = Object.entries(PREVIEW_PROGRAMS).map(([name, settings]) => {
        return subject(`preview/${name}`, join(ROOT, "packages/preview/test/programs", name), [], settings);
    });
    const own = programsIn(join(ROOT, "scripts/parity/programs")).map((folder) => {
        return subject(basename(folder), folder, [], readJson(join(folder, "parity.json")));
    });
    return [...examples, ...previewed, ...own].filter(({ name }) => names.length === 0 || names.includes(name));
}

/**
 * Copies a program, and the packs that have no packages of their own, so that neither run leaves anything in the
 * repository. Packages stay where they are.
 */
export function copySubject(subject: Subject, scratch: string): { readonly folder: string; readonly copy: Subject } {
    const folder = join(scratch, "program");
    copyFolder(subject.source, folder);
    const policyPacks = subject.policyPacks.map((pack) => {
        if (!pack.path.startsWith(OWN_PACKS)) return pack;
        const path = join(scratch, basename(pack.path));
        copyFolder(pack.path, path);
        return { ...pack, path };
    });
    return { folder, copy: { ...subject, policyPacks } };
}

function copyFolder(from: string, to: string): void {
    cpSync(from, to, { recursive: true, filter: (path) => basename(path) !== "node_modules" });
    symlinkSync(packagesFor(from), join(to, "node_modules"));
}

/** The Node.js programs in a folder: our preview runs no others. */
function programsIn(folder: string): string[] {
    const folders = readdirSync(folder).map((name) => join(folder, name));
    return folders.filter((path) => existsSync(join(path, "Pulumi.yaml")) && runtimeOf(path) === "nodejs");
}

function runtimeOf(folder: string): string {
    const { runtime } = readProject(folder);
    return typeof runtime === "object" ? runtime.name : runtime;
}

function subject(name: string, source: string, packs: readonly string[], settings: Settings = {}): Subject {
    const own = (settings.policyPacks ?? []).map((path) => join(source, path));
    const fixtures = join(source, "portcullis.fixtures.yaml");
    return {
        name,
        source,
        stack: "dev",
        config: settings.config ?? {},
        secrets: settings.secrets ?? {},
        policyPacks: [RECORDER, ...packs, ...own].map((path) => ({ path })),
        recorder: RECORDER,
        answers: settings.answers ?? (existsSync(fixtures) ? yaml.parse(readFileSync(fixtures, "utf8")) : {}),
        ownPlugins: pluginsOf(source),
        expected: settings.expected ?? [],
    };
}

function pluginsOf(source: string): string[] {
    return (readProject(source).plugins?.providers ?? []).map(({ name }) => name);
}

/** The part of Pulumi.yaml that matters here. */
interface ProjectFile {
    readonly runtime: string | { readonly name: string };
    readonly plugins?: { readonly providers?: readonly { readonly name: string }[] };
}

function readProject(folder: string): ProjectFile {
    return yaml.parse(readFileSync(join(folder, "Pulumi.yaml"), "utf8"));
}

// biome-ignore lint/suspicious/noExplicitAny: a file's content, which the caller knows
function readJson(path: string): any {
    return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}

/** Its own packages, or those of the preview package, for which the protocol's programs are written. */
function packagesFor(folder: string): string {
    const own = join(folder, "node_modules");
    return existsSync(own) ? own : join(ROOT, "packages/preview/node_modules");
}
