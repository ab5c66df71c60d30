import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PACK } from "../test/protocol.mts";

/** A folder pack with no policy in it, which takes the same copy of the SDK as ours: what anybody pays at least. */
export function emptyPack(): string {
    const folder = mkdtempSync(join(tmpdir(), "empty-pack-"));
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(join(PACK, "node_modules", "@pulumi"), join(folder, "node_modules", "@pulumi"));
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "empty", version: "1.0.0", main: "index.js" }));
    writeFileSync(
        join(folder, "PulumiPolicy.yaml"),
        "runtime:\n    name: nodejs\n    options:\n        typescript: false\n",
    );
    writeFileSync(
        join(folder, "index.js"),
        'const { PolicyPack } = require("@pulumi/policy");\nnew PolicyPack("empty", { policies: [] });\n',
    );
    process.on("exit", () => rmSync(folder, { recursive: true }));
    return folder;
}
