// Packs every package as it is published, with npm and without network, and holds it to what its user needs.
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { builtinModules, createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../../..");
const require = createRequire(import.meta.url);
const run = promisify(execFile);

interface Manifest {
    readonly name: string;
    readonly description?: string;
    readonly license?: string;
    readonly private?: boolean;
    readonly engines?: { readonly node?: string };
    readonly main?: string;
    readonly types?: string;
    readonly bin?: Readonly<Record<string, string>>;
    readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly peerDependencies?: Readonly<Record<string, string>>;
}

interface Packed {
    readonly name: string;
    readonly filename: string;
    readonly files: readonly { readonly path: string; readonly mode: number }[];
}

const packages = ["packages", "policies"]
    .flatMap((group) => readdirSync(join(ROOT, group)).map((name) => join(ROOT, group, name)))
    .filter((folder) => existsSync(join(folder, "package.json")))
    .map((folder) => ({ folder, manifest: readManifest(folder), name: readManifest(folder).name }))
    .filter(({ manifest }) => manifest.private !== true);

/** What a package may hold: its code and types, its commands, its pages, and what Pulumi reads of it. */
const WANTED =
    /^(?:package\.json|README\.md|LICENSE|PulumiPolicy\.yaml|schema\.json|bin\/[\w.-]+|(?:dist|lib)\/.+\.(?:js|d\.ts)|docs\/.+\.md)$/;

let scratch: string;
let packed: ReadonlyMap<string, Packed>;

beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), "packaging-"));
    const folders = packages.map(({ folder }) => folder);
    // Without the scripts: what they build is built before the tests, and other tests use it meanwhile.
    const args = ["pack", ...folders, "--json", "--ignore-scripts", "--pack-destination", scratch];
    const { stdout } = await run("npm", args, { cwd: ROOT, maxBuffer: 1 << 26 });
    packed = new Map(Object.values<Packed>(JSON.parse(stdout)).map((entry) => [entry.name, entry]));
    // Some seconds, and many where the machine is busy.
}, 600_000);

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

it("finds the packages", () => {
    expect(packages.map(({ name }) => name)).toEqual(expect.arrayContaining(["portcullis", "@portcullis/core"]));
});

describe.each(packages)("$name", ({ name, folder, manifest }) => {
    const files = () => (packed.get(name)?.files ?? []).map(({ path }) => path);

    it("says what it is, under which licence and for which Node.js", () => {
        expect(manifest.description).toMatch(/^[A-Z].{30,}/);
        expect(manifest.license).toBe("Apache-2.0");
        expect(manifest.engines?.node).toMatch(/^>=20/);
        expect(files()).toContain("README.md");
    });

    it("packs what is needed and nothing else", () => {
        expect(files().filter((path) => !WANTED.test(path))).toEqual([]);
        expect(entries(manifest).filter((path) => !files().includes(path))).toEqual([]);
    });

    it("packs commands that start", () => {
        const commands = Object.values(manifest.bin ?? {}).map(relative);
        const modes = (packed.get(name)?.files ?? []).filter(({ path }) => commands.includes(path));
        expect(modes.filter(({ mode }) => (mode & 0o111) === 0)).toEqual([]);
        for (const path of commands)
            expect(readFileSync(join(folder, path), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
    });

    it("brings everything that it loads", () => {
        const { dependencies = {}, peerDependencies = {} } = manifest;
        const brought = new Set([name, ...Object.keys(dependencies), ...Object.keys(peerDependencies)]);
        const missing = files().flatMap((path) =>
            loadedPackages(join(folder, path)).flatMap((load) => (brought.has(load) ? [] : `${path}: ${load}`)),
        );
        expect(missing).toEqual([]);
    });

    it("depends on its neighbours by the version beside it", () => {
        const own = Object.entries({ ...manifest.dependencies, ...manifest.peerDependencies });
        const neighbours = own.filter(([dependency]) => packages.some((other) => other.name === dependency));
        expect(neighbours.filter(([, range]) => range !== "workspace:^")).toEqual([]);
    });

    it("has entries that publint agrees with", async () => {
        const tarball = new Uint8Array(readFileSync(join(scratch, packed.get(name)?.filename ?? ""))).buffer;
        const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
        expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
    });

    // The command line has a program and no module, so no types either.
    if (!manifest.exports?.["."]) return;
    it("has types that every module system finds", async () => {
        const attw = join(dirname(require.resolve("@arethetypeswrong/cli/package.json")), "dist/index.js");
        const tarball = join(scratch, packed.get(name)?.filename ?? "");
        const args = [attw, tarball, "--profile", "node16", "--no-color", "--format", "ascii"];
        const problems = await run(process.execPath, args).then(
            () => "",
            (error: { readonly stdout: string }) => error.stdout,
        );
        expect(problems).toBe("");
    });
});

function readManifest(folder: string): Manifest {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

/** Every file that the manifest names. */
function entries({ main, types, bin = {}, exports = {} }: Manifest): readonly string[] {
    const exported = Object.values(exports).flatMap((entry) =>
        typeof entry === "string" ? entry : Object.values(entry),
    );
    return [main, types, ...Object.values(bin), ...exported].flatMap((path) =>
        path === undefined ? [] : relative(path),
    );
}

function relative(path: string): string {
    return path.replace(/^\.\//, "");
}

/** The packages that a file of ours loads or takes types from, without those of Node.js. */
function loadedPackages(path: string): readonly string[] {
    if (!/\.(?:js|d\.ts)$/.test(path)) return [];
    const specifiers = readFileSync(path, "utf8").matchAll(/(?:\bfrom |\b(?:require|import)\()"(@?\w[\w./-]*)"/g);
    const names = [...specifiers].map(([, specifier = ""]) => {
        const [scope = "", name] = specifier.split("/");
        return scope.startsWith("@") ? `${scope}/${name}` : scope;
    });
    return [...new Set(names)].filter((name) => !name.startsWith("node:") && !builtinModules.includes(name));
}
