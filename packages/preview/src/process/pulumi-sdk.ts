import { createRequire } from "node:module";
import { join } from "node:path";

/** Path of a script of `@pulumi/pulumi` as seen from `folder`; undefined where the SDK is not installed there. */
export function findSdkScript(folder: string, script: "run" | "run-policy-pack" | "run-plugin"): string | undefined {
    try {
        return createRequire(join(folder, "package.json")).resolve(`@pulumi/pulumi/cmd/${script}`);
    } catch {
        return undefined;
    }
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
