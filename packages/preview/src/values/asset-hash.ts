import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { posix, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type ArchiveMember, hashMembers, readFolderMembers } from "./archive-hash.js";
import { Archive, Asset, isList, isObject, OutputValue, type PropertyValue, Secret } from "./property-value.js";

const ARCHIVE_FILE = /\.(tar|tgz|tar\.gz|zip|jar)$/;

/**
 * Gives each asset and archive in the value the SHA-256 of its content, as the engine does before a pack sees it.
 * What lies behind a network address keeps none, and neither does an archive that holds another archive's file, nor
 * what cannot be read, of which `onUnreadable` hears.
 */
export function hashAssets(value: PropertyValue, folder: string, onUnreadable: (problem: string) => void): void {
    const visit = (inner: PropertyValue): void => hashAssets(inner, folder, onUnreadable);
    if (value instanceof Asset) {
        attempt(() => hashAsset(value, folder), onUnreadable);
    } else if (value instanceof Archive) {
        attempt(() => hashArchive(value, folder), onUnreadable);
    } else if (value instanceof Secret) {
        visit(value.secret);
    } else if (value instanceof OutputValue) {
        visit(value.value ?? null);
    } else if (isList(value)) {
        value.forEach(visit);
    } else if (isObject(value)) {
        Object.values(value).forEach(visit);
    }
}

/** A file or folder that an asset names and that cannot be read. */
class Unreadable extends Error {}

function attempt(hash: () => void, onUnreadable: (problem: string) => void): void {
    try {
        hash();
    } catch (error) {
        if (!(error instanceof Unreadable)) {
            throw error;
        }
        onUnreadable(error.message);
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
    const { assets, uri } = archive.fields;
    for (const member of Object.values(assets ?? {})) {
        if (member instanceof Asset) {
            hashAsset(member, folder);
        } else {
            hashArchive(member, folder);
        }
    }
    if (archive.hash !== "") {
        return;
    }
    const path = localPath(archive.fields, folder);
    if (path !== undefined && isArchiveFile(path)) {
        archive.hash = sha256(readAsset(path, "archive"));
    } else if (path !== undefined || uri === undefined) {
        const members = archiveMembers(archive, folder);
        archive.hash = members === undefined ? "" : hashMembers(members);
    }
}

/** Files of an archive; undefined where some of them lie behind a network address. */
function archiveMembers(archive: Archive, folder: string): readonly ArchiveMember[] | undefined {
    const path = localPath(archive.fields, folder);
    if (path !== undefined) {
        return isArchiveFile(path) ? undefined : readFolderMembers(path);
    }
    const members: ArchiveMember[] = [];
    for (const [name, member] of Object.entries(archive.fields.assets ?? {}).sort(byKey)) {
        const inner = member instanceof Archive ? archiveMembers(member, folder) : assetMember(member, folder);
        if (inner === undefined) {
            return undefined;
        }
        members.push(
            ...inner.map((each) => ({ ...each, name: each.name === "" ? name : posix.join(name, each.name) })),
        );
    }
    return members;
}

function assetMember(asset: Asset, folder: string): readonly ArchiveMember[] | undefined {
    const path = localPath(asset.fields, folder);
    if (path === undefined && asset.fields.uri !== undefined) {
        return undefined;
    }
    const read = (): Buffer => (path === undefined ? Buffer.from(asset.fields.text ?? "") : readAsset(path, "asset"));
    return [{ name: "", read }];
}

function byKey([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
    return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

function localPath(fields: { readonly path?: string; readonly uri?: string }, folder: string): string | undefined {
    if (fields.path !== undefined) {
        return resolve(folder, fields.path);
    }
    return fields.uri?.startsWith("file:") ? fileURLToPath(fields.uri) : undefined;
}

/** True for a file that is an archive itself, false for a folder. */
function isArchiveFile(path: string): boolean {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) {
        throw new Unreadable(`couldn't read archive path '${path}': no such file or directory`);
    }
    if (!found.isDirectory() && !ARCHIVE_FILE.test(path)) {
        throw new Unreadable(`'${path}' is neither a recognized archive type nor a directory`);
    }
    return !found.isDirectory();
}

function readAsset(path: string, kind: string): Buffer {
    try {
        return readFileSync(path);
    } catch {
        throw new Unreadable(`failed to open ${kind} file '${path}': no such file, or it cannot be read`);
    }
}

function sha256(content: string | Buffer): string {
    return createHash("sha256").update(content).digest("hex");
}
