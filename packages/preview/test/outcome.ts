import { readFileSync } from "node:fs";
import "./equality.js";
import { PreviewError, type PreviewedResource, type PreviewResult } from "../src/index.js";

/** The error of a preview that must not succeed. */
export async function failureOf(previewing: Promise<PreviewResult>): Promise<PreviewError> {
    const outcome = await previewing.catch((error: unknown) => error);
    if (outcome instanceof PreviewError) {
        return outcome;
    }
    throw outcome instanceof Error ? outcome : new Error("the preview succeeded");
}

/** The one resource of that name. */
export function named({ resources }: Pick<PreviewResult, "resources">, name: string): PreviewedResource {
    const found = resources.filter((resource) => resource.name === name);
    if (found.length !== 1 || found[0] === undefined) {
        throw new Error(`${found.length} resources are called ${name}`);
    }
    return found[0];
}

/** True while the process runs; one that is dead and only waits to be cleared away does not. */
export function isAlive(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return process.platform !== "linux" || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "latin1"));
    } catch {
        return false;
    }
}
