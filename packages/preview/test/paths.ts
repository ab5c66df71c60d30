import { resolve } from "node:path";

/** Folder of a program that was written for these tests. */
export function programFolder(name: string): string {
    return resolve(import.meta.dirname, "programs", name);
}

/** Path of a policy pack that was written for these tests. */
export function packPath(name: string): string {
    return resolve(import.meta.dirname, "packs", name);
}
