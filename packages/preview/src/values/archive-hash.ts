import { createHash, type Hash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** One file of an archive. */
export interface ArchiveMember {
    /** With `/` between folders. */
    readonly name: string;
    /** Reads the content; one file at a time is in memory. */
    readonly read: () => Buffer;
}

const BLOCK = 512;
const NAME_BYTES = 100;

/**
 * SHA-256 over the members as an uncompressed tar, byte for byte as the engine writes it: of two members of one name
 * the first counts. Empty where a name is too long for the plain format.
 */
export function hashMembers(members: readonly ArchiveMember[]): string {
    const hash = createHash("sha256");
    const seen = new Set<string>();
    for (const { name, read } of members) {
        if (Buffer.byteLength(name) > NAME_BYTES || !/^[\x20-\x7e]*$/.test(name)) {
            return "";
        }
        if (!seen.has(name)) {
            seen.add(name);
            addMember(hash, name, read());
        }
    }
    hash.update(Buffer.alloc(2 * BLOCK));
    return hash.digest("hex");
}

function addMember(hash: Hash, name: string, content: Buffer): void {
    hash.update(tarHeader(name, content.length));
    hash.update(content);
    hash.update(Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK));
}

function tarHeader(name: string, size: number): Buffer {
    const header = Buffer.alloc(BLOCK);
    header.write(name, 0);
    header.write("0000600\0", 100);
    header.write("0000000\0", 108);
    header.write("0000000\0", 116);
    header.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
    header.write("00000000000\0", 136);
    // The checksum counts itself as spaces.
    header.write(" ".repeat(8), 148);
    header.write("0", 156);
    header.write("ustar\x0000", 257);
    header.write("0000000\0", 329);
    header.write("0000000\0", 337);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    return header;
}

/** The files of a folder, in the order in which the engine walks it; links to folders are not followed. */
export function readFolderMembers(folder: string): readonly ArchiveMember[] {
    return walk(folder, "");
}

function walk(folder: string, prefix: string): readonly ArchiveMember[] {
    const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.name !== ".pulumi");
    const sorted = entries.sort((left, right) => Buffer.compare(Buffer.from(left.name), Buffer.from(right.name)));
    return sorted.flatMap((entry) => {
        const path = join(folder, entry.name);
        const name = `${prefix}${entry.name}`;
        if (entry.isDirectory()) {
            return walk(path, `${name}/`);
        }
        const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
        return isFile ? [{ name, read: () => readFileSync(path) }] : [];
    });
}
