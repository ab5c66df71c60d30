import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PACK } from "../test/protocol.mts";

/** A folder of a pack with the same copy of the SDK as ours. */
function packFolder(name: string): string {
    const folder = mkdtempSync(join(tmpdir(), `${name}-`));
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(join(PACK, "node_modules", "@pulumi"), join(folder, "node_modules", "@pulumi"));
    process.on("exit", () => rmSync(folder, { recursive: true }));
    return folder;
}

/** A folder pack with no policy in it: what anybody pays at least. */
export function emptyPack(): string {
    const folder = packFolder("empty-pack");
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "empty", version: "1.0.0", main: "index.js" }));
    writeFileSync(
        join(folder, "PulumiPolicy.yaml"),
        "runtime:\n    name: nodejs\n    options:\n        typescript: false\n",
    );
    writeFileSync(
        join(folder, "index.js"),
        'const { PolicyPack } = require("@pulumi/policy");\nnew PolicyPack("empty", { policies: [] });\n',
    );
    return folder;
}

/** Our folder pack as it is shipped: without the sources, whose `tsconfig.json` the launcher would read. */
export function shippedPack(): string {
    const folder = packFolder("shipped-pack");
    for (const part of ["package.json", "PulumiPolicy.yaml", "lib"]) {
        cpSync(join(PACK, part), join(folder, part), { recursive: true });
    }
    return folder;
}
