import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Archive, Asset, isList, isObject, OutputValue, type PropertyValue, Secret } from "./property-value.js";

const ARCHIVE_FILE = /\.(tar|tgz|tar\.gz|zip|jar)$/;

/**
 * Gives each asset and archive in the value the SHA-256 of its content, as the engine does before a pack sees it.
 * Archives made of folders or of single assets keep none, and neither does what lies behind a network address.
 */
export function hashAssets(value: PropertyValue, folder: string): void {
    if (value instanceof Asset) {
        hashAsset(value, folder);
    } else if (value instanceof Archive) {
        hashArchive(value, folder);
    } else if (value instanceof Secret) {
        hashAssets(value.secret, folder);
    } else if (value instanceof OutputValue) {
        hashAssets(value.value ?? null, folder);
    } else if (isList(value)) {
        for (const element of value) {
            hashAssets(element, folder);
        }
    } else if (isObject(value)) {
        for (const element of Object.values(value)) {
            hashAssets(element, folder);
        }
    }
}

function hashAsset(asset: Asset, folder: string): void {
    const { text, uri } = asset.fields;
    if (asset.hash !== "") {
        return;
    }
    const path = localPath(asset.fields, folder);
    if (path !== undefined) {
        asset.hash = sha256(readAsset(path, "asset"));
    } else if (uri === undefined) {
        asset.hash = sha256(text ?? "");
    }
}

function hashArchive(archive: Archive, folder: string): void {
    for (const member of Object.values(archive.fields.assets ?? {})) {
        hashAssets(member, folder);
    }
    const path = localPath(archive.fields, folder);
    if (archive.hash === "" && path !== undefined) {
        const isFile = pathIsFile(path);
        if (isFile && !ARCHIVE_FILE.test(path)) {
            throw new Error(`'${path}' is neither a recognized archive type nor a directory`);
        }
        archive.hash = isFile ? sha256(readAsset(path, "archive")) : "";
    }
}

function localPath(fields: { readonly path?: string; readonly uri?: string }, folder: string): string | undefined {
    if (fields.path !== undefined) {
        return resolve(folder, fields.path);
    }
    return fields.uri?.startsWith("file:") ? fileURLToPath(fields.uri) : undefined;
}

function pathIsFile(path: string): boolean {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) {
        throw new Error(`couldn't read archive path '${path}': no such file or directory`);
    }
    return !found.isDirectory();
}

function readAsset(path: string, kind: string): Buffer {
    try {
        return readFileSync(path);
    } catch {
        throw new Error(`failed to open ${kind} file '${path}': no such file, or it cannot be read`);
    }
}

function sha256(content: string | Buffer): string {
    return createHash("sha256").update(content).digest("hex");
}
