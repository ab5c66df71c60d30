import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Path of a script of `@pulumi/pulumi` as the code in `folder` finds it; undefined where the SDK is not installed
 * there. Found by hand: `require.resolve` would take one from NODE_PATH, which the child does not get.
 */
export function findSdkScript(folder: string, script: "run" | "run-policy-pack" | "run-plugin"): string | undefined {
    const candidate = join(folder, "node_modules/@pulumi/pulumi/cmd", script);
    if (existsSync(candidate)) {
        return candidate;
    }
    return dirname(folder) === folder ? undefined : findSdkScript(dirname(folder), script);
}

/** Splits a line of arguments as a shell does, without expanding anything. */
export function splitArguments(line: string): readonly string[] {
    const words = line.match(/(?:[^\s"']+|"(?:\\.|[^"\\])*"|'[^']*')+/g) ?? [];
    return words.map((word) =>
        word.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'/g, (_match, double?: string, single?: string) =>
            double === undefined ? (single ?? "") : double.replace(/\\(.)/g, "$1"),
        ),
    );
}
