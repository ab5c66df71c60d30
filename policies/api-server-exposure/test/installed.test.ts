import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeImportingPack } from "./packs.mts";
import { type Form, PACK, Pack } from "./protocol.mts";
import { linkOf, runEngine, told } from "./run-engine.mts";

const NAME = "@portcullis/policy-api-server-exposure";
const open = {
    type: "aws:ec2/securityGroup:SecurityGroup",
    name: "api",
    props: { ingress: [{ protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlocks: ["0.0.0.0/0"] }] },
};

/** A program's folder with the packed package in it, as an installer leaves it: nothing of the workspace is near. */
let program = "";
let installed = "";

beforeAll(() => {
    program = mkdtempSync(join(tmpdir(), "program-"));
    const modules = join(program, "node_modules");
    installed = join(modules, ...NAME.split("/"));
    mkdirSync(installed, { recursive: true });
    // Scripts would build again; the tests judge what is built.
    const [file = ""] = execFileSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", program], {
        cwd: PACK,
        encoding: "utf8",
    })
        .trim()
        .split("\n");
    execFileSync("tar", ["-xzf", join(program, file), "-C", installed, "--strip-components=1"]);
    symlinkSync(join(PACK, "node_modules", "@pulumi"), join(modules, "@pulumi"));
    mkdirSync(join(modules, ".bin"));
    for (const [command, path] of Object.entries(manifest().bin)) {
        symlinkSync(join(installed, path), join(modules, ".bin", command));
    }
});
afterAll(() => rmSync(program, { recursive: true, force: true }));

function manifest(): {
    bin: Record<string, string>;
    main: string;
    types: string;
    dependencies: Record<string, string>;
} {
    return JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
}

/** The path that `--policy-pack` is given for each form. */
function pathOf(form: Form): string {
    if (form === "folder") return installed;
    if (form === "executable") return join(program, "node_modules", ".bin", "policy-api-server-exposure");
    return writeImportingPack(program);
}

describe.each(["folder", "executable", "imported"] as const)("installed, as %s", (form) => {
    it("refuses what is open, and names a page that was installed with it", async () => {
        const pack = await Pack.start(form, pathOf(form));
        try {
            const found = (await runEngine(pack, [open])).filter(({ policy }) => policy !== "own-rule");
            expect(told(found)).toEqual(["api-server-not-public on api"]);
            const message = found[0]?.message ?? "";
            const [, page = ""] = /more: +([^#\n]+)/.exec(message) ?? [];
            expect(existsSync(join(program, page))).toBe(true);
            expect(linkOf(message)?.page).toBe("api-server-not-public");
            expect(pack.stdout()).toMatch(/^\d+\n$/);
        } finally {
            await pack.stop();
        }
    });
});

it("ships an executable file, a PulumiPolicy.yaml and types, and no tsconfig.json, tests or sources", () => {
    const files = readdirSync(installed, { recursive: true, encoding: "utf8" });
    const { bin, main, types } = manifest();
    for (const path of [...Object.values(bin), main, types, "PulumiPolicy.yaml", "README.md"]) {
        expect([path, existsSync(join(installed, path))]).toEqual([path, true]);
    }
    for (const path of Object.values(bin)) expect(statSync(join(installed, path)).mode & 0o111).toBe(0o111);
    expect(files.filter((file) => /tsconfig|\.test\.|^src|\.map$|^bench/.test(file))).toEqual([]);
});

it("needs nothing but the SDK of whoever installs it", () => {
    expect(Object.keys(manifest().dependencies).sort()).toEqual(["@pulumi/policy", "@pulumi/pulumi"]);
});

it("has no link to a file that was not installed", () => {
    for (const page of readdirSync(join(installed, "docs"))) {
        for (const [, target = ""] of readFileSync(join(installed, "docs", page), "utf8").matchAll(
            /\]\(([^)#:]+\.md)/g,
        )) {
            expect([page, target, existsSync(join(installed, "docs", target))]).toEqual([page, target, true]);
        }
    }
});
