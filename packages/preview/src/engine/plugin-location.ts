import { accessSync, constants, existsSync, readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { rcompare, valid } from "semver";
import { findSdkScript } from "../process/pulumi-sdk.js";
import type { Project } from "../project/project-file.js";
import { isRecord, readYamlObject } from "../project/yaml-file.js";
import type { ProviderRequest } from "./provider-request.js";

/** How a plugin is started. */
export type PluginLocation =
    | { readonly kind: "node"; readonly folder: string; readonly runner: string }
    | { readonly kind: "executable"; readonly file: string };

/** Why a plugin cannot be started from here; one line. */
export interface NoPlugin {
    readonly kind: "none";
    readonly why: string;
}

/** Finds the plugin where Pulumi.yaml says, or else in the plugin cache. */
export function locatePlugin(
    request: ProviderRequest,
    project: Project,
    environment: Readonly<Record<string, string | undefined>>,
): PluginLocation | NoPlugin {
    const name = request.plugin;
    const named = project.providers.find(
        (entry) =>
            entry.name === name &&
            (entry.version === undefined ||
                request.version === undefined ||
                entry.version.replace(/^v/, "") === request.version.version),
    );
    if (named !== undefined) {
        return inspect(named.path, name);
    }
    const cached = findCached(request, environment["PULUMI_HOME"] ?? join(homedir(), ".pulumi"));
    return cached === undefined ? { kind: "none", why: "no plugin was found for it" } : inspect(cached, name);
}

function findCached(request: ProviderRequest, home: string): string | undefined {
    const cache = join(home, "plugins");
    const prefix = `resource-${request.plugin}-v`;
    if (request.version !== undefined) {
        const exact = join(cache, `${prefix}${request.version.version}`);
        return existsSync(exact) ? exact : undefined;
    }
    const versions = listFolder(cache)
        .filter((entry) => entry.startsWith(prefix))
        .map((entry) => entry.slice(prefix.length))
        .filter((version) => valid(version) !== null);
    const newest = versions.sort(rcompare)[0];
    return newest === undefined ? undefined : join(cache, `${prefix}${newest}`);
}

function inspect(path: string, name: string): PluginLocation | NoPlugin {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) {
        return { kind: "none", why: `${path}, where Pulumi.yaml says its plugin is, does not exist` };
    }
    const file = found.isDirectory() ? join(path, `pulumi-resource-${name}`) : path;
    if (isExecutable(file)) {
        return { kind: "executable", file };
    }
    const manifest = ["PulumiPlugin.yaml", "PulumiPlugin.yml"].map((each) => join(path, each)).find(existsSync);
    if (manifest === undefined) {
        return {
            kind: "none",
            why: `${path} holds neither PulumiPlugin.yaml nor an executable pulumi-resource-${name}`,
        };
    }
    const { runtime } = readYamlObject(manifest, "plugin-failed");
    const language = isRecord(runtime) ? runtime["name"] : runtime;
    if (language !== "nodejs") {
        return {
            kind: "none",
            why: `its plugin is written for ${String(language)}, and only Node.js plugins start here`,
        };
    }
    const runner = findSdkScript(path, "run-plugin");
    return runner === undefined
        ? { kind: "none", why: `@pulumi/pulumi is not installed in ${path}` }
        : { kind: "node", folder: path, runner };
}

function isExecutable(file: string): boolean {
    try {
        accessSync(file, constants.X_OK);
        return statSync(file).isFile();
    } catch {
        return false;
    }
}

function listFolder(path: string): string[] {
    try {
        return readdirSync(path);
    } catch {
        return [];
    }
}
