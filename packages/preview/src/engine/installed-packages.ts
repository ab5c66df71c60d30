import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isRecord } from "../project/yaml-file.js";
import { makeProviderRequest, type ProviderRequest } from "./provider-request.js";

/**
 * Completes a request that has no version with that of the provider's package in the program's `node_modules`, as the
 * engine does. Such requests are rare: the generated classes send their version along.
 */
export function installedRequest(request: ProviderRequest, folder: string): ProviderRequest {
    if (request.version !== undefined) {
        return request;
    }
    const found = findInstalledPackage(request.plugin, folder);
    if (found === undefined) {
        return request;
    }
    const url = request.downloadUrl === "" ? found.downloadUrl : request.downloadUrl;
    return makeProviderRequest(request.plugin, found.version, url, request.checksums, request.parameters);
}

/** A provider's package in `node_modules`. */
export interface InstalledPackage {
    readonly folder: string;
    readonly version: string;
    readonly downloadUrl: string;
}

/** Finds the package whose resources the plugin serves. */
export function findInstalledPackage(plugin: string, folder: string): InstalledPackage | undefined {
    for (const candidate of packageFolders(folder)) {
        const manifest = readManifest(candidate);
        const pulumi = isRecord(manifest?.["pulumi"]) ? manifest["pulumi"] : {};
        if (manifest !== undefined && pulumi["resource"] === true && pluginName(manifest, pulumi) === plugin) {
            const version = pulumi["version"] ?? manifest["version"];
            const server = pulumi["server"];
            return {
                folder: candidate,
                version: typeof version === "string" ? version.replace(/^v/, "") : "",
                downloadUrl: typeof server === "string" ? server : "",
            };
        }
    }
    return undefined;
}

function pluginName(manifest: Readonly<Record<string, unknown>>, pulumi: Readonly<Record<string, unknown>>): string {
    return String(pulumi["name"] ?? String(manifest["name"] ?? "").replace(/^@[^/]*\//, ""));
}

/** Every package that the folder and the folders above it have installed. */
function* packageFolders(folder: string): Generator<string> {
    const modules = join(folder, "node_modules");
    for (const name of listFolder(modules)) {
        if (name.startsWith("@")) {
            yield* listFolder(join(modules, name)).map((inner) => join(modules, name, inner));
        } else if (!name.startsWith(".")) {
            yield join(modules, name);
        }
    }
    if (dirname(folder) !== folder) {
        yield* packageFolders(dirname(folder));
    }
}

function listFolder(path: string): readonly string[] {
    try {
        return readdirSync(path);
    } catch {
        return [];
    }
}

function readManifest(folder: string): Readonly<Record<string, unknown>> | undefined {
    try {
        const value: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
        return isRecord(value) ? value : undefined;
    } catch {
        // A folder without a readable manifest is no package.
        return undefined;
    }
}
