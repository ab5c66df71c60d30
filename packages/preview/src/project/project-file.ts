import { existsSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { PreviewError } from "../preview-error.js";
import { isRecord, readYamlObject } from "./yaml-file.js";

/** One entry of `config` in Pulumi.yaml. */
export interface ConfigDeclaration {
    readonly type?: string;
    readonly items?: ItemType;
    readonly default?: unknown;
    readonly value?: unknown;
    readonly secret: boolean;
}

/** Element type of a declared array. */
export interface ItemType {
    readonly type: string;
    readonly items?: ItemType;
}

/** A provider plugin named in Pulumi.yaml. */
interface PluginOption {
    readonly name: string;
    readonly version?: string;
    /** Absolute path. */
    readonly path: string;
}

/** What Pulumi.yaml says. */
export interface Project {
    readonly name: string;
    /** Folder of Pulumi.yaml. */
    readonly root: string;
    /** Folder in which the program runs. */
    readonly folder: string;
    /** What the program's runner is told to run: a file name, or "." for what package.json names. */
    readonly entry: string;
    readonly nodeArgs: string;
    readonly typescript: boolean;
    readonly tsconfig?: string;
    readonly stackConfigFolder: string;
    readonly config: ReadonlyMap<string, ConfigDeclaration>;
    readonly providers: readonly PluginOption[];
}

const NAMES = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/** Reads the project file in `folder`. */
export function readProject(folder: string): Project {
    const root = resolve(folder);
    const path = NAMES.map((name) => join(root, name)).find((candidate) => existsSync(candidate));
    if (path === undefined) {
        throw new PreviewError("project-invalid", {
            what: `There is no Pulumi.yaml in ${root}.`,
            fix: "Name the folder that holds the project's Pulumi.yaml.",
        });
    }
    const raw = readYamlObject(path, "project-invalid");
    const name = raw["name"];
    if (typeof name !== "string" || name === "") {
        throw invalid(path, "project is missing a non-empty string 'name' attribute");
    }
    const runtime = readRuntime(raw["runtime"], path);
    return {
        name,
        root,
        ...locateProgram(root, raw["main"], path),
        ...runtime,
        stackConfigFolder: readStackConfigFolder(raw, root),
        config: readDeclarations(raw["config"], name, path),
        providers: readProviders(raw["plugins"], root),
    };
}

function readRuntime(raw: unknown, path: string): Pick<Project, "nodeArgs" | "typescript" | "tsconfig"> {
    const name = isRecord(raw) ? raw["name"] : raw;
    if (name !== "nodejs") {
        throw new PreviewError("project-invalid", {
            what: `${path} names the runtime ${JSON.stringify(name ?? "")}.`,
            why: "Only Node.js programs can be previewed without the Pulumi CLI.",
            fix: "Preview it with `pulumi preview --policy-pack ...`.",
        });
    }
    const options = isRecord(raw) && isRecord(raw["options"]) ? raw["options"] : {};
    const { typescript, tsconfig, nodeargs } = options;
    if (typescript !== undefined && typeof typescript !== "boolean") {
        throw invalid(path, "typescript option must be a boolean");
    }
    if (tsconfig !== undefined && typeof tsconfig !== "string") {
        throw invalid(path, "tsconfig option must be a string");
    }
    if (nodeargs !== undefined && typeof nodeargs !== "string") {
        throw invalid(path, "nodeargs option must be a string");
    }
    return {
        nodeArgs: nodeargs ?? "",
        typescript: typescript ?? true,
        ...(tsconfig === undefined ? {} : { tsconfig }),
    };
}

/** As the engine does: a folder is entered, a file is run in its own folder. */
function locateProgram(root: string, main: unknown, path: string): Pick<Project, "folder" | "entry"> {
    if (main === undefined || main === "") {
        return { folder: root, entry: "." };
    }
    const target = resolve(root, String(main));
    const found = statSync(target, { throwIfNoEntry: false });
    if (found === undefined) {
        throw invalid(path, `project 'main' could not be read: ${target} does not exist`);
    }
    return found.isDirectory() ? { folder: target, entry: "." } : { folder: dirname(target), entry: basename(target) };
}

/** An old project may write the folder under `config` itself. */
function readStackConfigFolder(raw: Readonly<Record<string, unknown>>, root: string): string {
    const folder = raw["stackConfigDir"] ?? (typeof raw["config"] === "string" ? raw["config"] : undefined);
    return typeof folder === "string" ? resolve(root, folder) : root;
}

function readDeclarations(raw: unknown, project: string, path: string): Map<string, ConfigDeclaration> {
    const result = new Map<string, ConfigDeclaration>();
    for (const [name, entry] of Object.entries(isRecord(raw) ? raw : {})) {
        result.set(name, readDeclaration(name, entry, project, path));
    }
    return result;
}

function readDeclaration(name: string, entry: unknown, project: string, path: string): ConfigDeclaration {
    const isOwn = !name.includes(":") || name.startsWith(`${project}:`);
    if (!isRecord(entry)) {
        // The short form gives the value itself.
        return isOwn ? { default: entry, secret: false } : { value: entry, secret: false };
    }
    const { type, items, value, secret } = entry;
    if (entry["default"] !== undefined && value !== undefined) {
        throw invalid(path, `project config '${name}' cannot have both a 'default' and 'value' attribute`);
    }
    if (!isOwn && value === undefined) {
        throw invalid(path, `Configuration key '${name}' is namespaced and must provide an attribute 'value'`);
    }
    return {
        ...(typeof type === "string" ? { type } : {}),
        ...(isRecord(items) ? { items: readItems(items) } : {}),
        ...(entry["default"] === undefined ? {} : { default: entry["default"] }),
        ...(value === undefined ? {} : { value }),
        secret: secret === true,
    };
}

function readItems(raw: Readonly<Record<string, unknown>>): ItemType {
    const items = raw["items"];
    return { type: String(raw["type"] ?? ""), ...(isRecord(items) ? { items: readItems(items) } : {}) };
}

function readProviders(raw: unknown, root: string): readonly PluginOption[] {
    const providers = isRecord(raw) && Array.isArray(raw["providers"]) ? raw["providers"] : [];
    return providers.filter(isRecord).flatMap((entry) => {
        const { name, version, path } = entry;
        if (typeof name !== "string" || typeof path !== "string") {
            return [];
        }
        return [{ name, path: resolve(root, path), ...(typeof version === "string" ? { version } : {}) }];
    });
}

function invalid(path: string, why: string): PreviewError {
    return new PreviewError("project-invalid", { what: `${path} is not valid.`, why });
}
