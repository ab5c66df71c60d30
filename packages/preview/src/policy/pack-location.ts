import { accessSync, constants, existsSync, realpathSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { PreviewError } from "../preview-error.js";
import { findSdkScript } from "../process/pulumi-sdk.js";
import { isRecord, readYamlObject } from "../project/yaml-file.js";

/** How a policy pack is started, and what its PulumiPolicy.yaml says. */
export interface PackLocation {
    readonly kind: "folder" | "executable";
    /** Absolute path of the folder, or of the executable's folder. */
    readonly folder: string;
    readonly file: string;
    /** Arguments before the engine's address, and after it. */
    readonly before: readonly string[];
    readonly after: readonly string[];
    /** Overrides the version that the pack itself reports; empty where the file sets none. */
    readonly version: string;
}

/** Finds out how to start the pack at `path`: a folder with PulumiPolicy.yaml, or an executable file. */
export function locatePack(path: string): PackLocation {
    const absolute = resolve(path);
    const found = statSync(absolute, { throwIfNoEntry: false });
    if (found === undefined) {
        throw invalid(
            path,
            `policy pack not found at "${path}"`,
            "Name a folder with PulumiPolicy.yaml, or an executable file.",
        );
    }
    return found.isDirectory() ? locateFolder(path, absolute) : locateExecutable(path, absolute);
}

function locateFolder(path: string, folder: string): PackLocation {
    const manifest = join(folder, "PulumiPolicy.yaml");
    if (!existsSync(manifest)) {
        throw invalid(path, `failed to load Pulumi policy project located at "${path}": there is no PulumiPolicy.yaml`);
    }
    const content = readYamlObject(manifest, "policy-pack-invalid");
    const { runtime } = content;
    const language = isRecord(runtime) ? runtime["name"] : runtime;
    if (language !== "nodejs") {
        throw invalid(path, `Its runtime is ${JSON.stringify(language ?? "")}, and only Node.js packs start here.`);
    }
    const runner = findSdkScript(realpathSync(folder), "run-policy-pack");
    if (runner === undefined) {
        throw invalid(
            path,
            "it looks like the policy pack's dependencies are not installed: @pulumi/pulumi cannot be found from it",
            `try running npm install in "${path}"`,
        );
    }
    return {
        kind: "folder",
        folder,
        file: process.execPath,
        before: [runner],
        after: [folder],
        version: readVersion(content),
    };
}

function locateExecutable(path: string, file: string): PackLocation {
    try {
        accessSync(file, constants.X_OK);
    } catch {
        throw invalid(path, "It is a file, but not an executable one.", `chmod +x ${path}`);
    }
    const manifest = join(dirname(file), "PulumiPolicy.yaml");
    const version = existsSync(manifest) ? readVersion(readYamlObject(manifest, "policy-pack-invalid")) : "";
    return { kind: "executable", folder: dirname(file), file, before: [], after: [], version };
}

function readVersion(content: Readonly<Record<string, unknown>>): string {
    const { version } = content;
    return version === undefined || version === null ? "" : String(version);
}

function invalid(path: string, why: string, fix?: string): PreviewError {
    return new PreviewError("policy-pack-invalid", {
        what: `The policy pack ${path} cannot be used.`,
        why,
        ...(fix === undefined ? {} : { fix }),
    });
}
