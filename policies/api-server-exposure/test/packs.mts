import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { EXECUTABLE, type Form, PACK, Pack } from "./protocol.mts";

/** The forms in which the pack is shipped: everything is tested in each. */
export const FORMS: readonly Form[] = ["folder", "executable"];

/** Starts the built pack for the tests of a block, and ends it after them. */
export function running(form: Form, env: NodeJS.ProcessEnv = {}): () => Pack {
    let pack: Pack | undefined;
    let folder: string | undefined;
    beforeAll(async () => {
        if (!existsSync(EXECUTABLE)) throw new Error("the pack is not built: run pnpm build");
        folder = form === "imported" ? importingPack() : undefined;
        pack = await Pack.start(form, folder ?? (form === "folder" ? PACK : EXECUTABLE), env);
    });
    afterAll(async () => {
        await pack?.stop();
        if (folder) rmSync(folder, { recursive: true });
    });
    return () => {
        if (pack === undefined) throw new Error("the pack did not start");
        return pack;
    };
}

/** Somebody's own pack in a folder of its own, which takes our policies by their package's name. */
function importingPack(): string {
    const folder = mkdtempSync(join(tmpdir(), "importing-pack-"));
    const modules = join(folder, "node_modules");
    mkdirSync(join(modules, "@portcullis"), { recursive: true });
    symlinkSync(PACK, join(modules, "@portcullis", "policy-api-server-exposure"));
    symlinkSync(join(PACK, "node_modules", "@pulumi"), join(modules, "@pulumi"));
    return writeImportingPack(folder);
}

/** Writes a pack that imports the policies into a folder that has them in its `node_modules`. */
export function writeImportingPack(folder: string): string {
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "mine", version: "1.0.0", main: "index.js" }));
    writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\n");
    writeFileSync(join(folder, "index.js"), IMPORTING);
    return folder;
}

const IMPORTING = `
const { PolicyPack } = require("@pulumi/policy");
const { policies } = require("@portcullis/policy-api-server-exposure");
new PolicyPack("mine", {
    policies: [
        ...policies,
        {
            name: "own-rule",
            description: "Sees what every policy sees.",
            enforcementLevel: "advisory",
            validateResource: (args, report) => report("sees " + Object.keys(args.props).sort().join(",")),
        },
    ],
});
`;
