/**
 * A user's first five minutes: packs every package, installs the tarballs in an empty folder, writes a program,
 * previews it with both forms of the policy pack, breaks it, and mends it. Needs a package registry.
 *
 *     node scripts/first-minutes.mts [npm|pnpm]
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const manager = process.argv[2] ?? "npm";
if (manager !== "npm" && manager !== "pnpm") {
    console.error(`${manager} is none of npm, pnpm.`);
    process.exit(2);
}

const PNPM = ["npx", "--yes", "pnpm@12"];
const CLOUD = ["@pulumi/pulumi", "@pulumi/aws", "typescript@~6.0"];
const PACK = "@portcullis/policy-api-server-exposure";

const GOOD = `import { ApiServerSecurityGroup } from "@portcullis/aws";
import * as aws from "@pulumi/aws";

const vpc = new aws.ec2.Vpc("main", { cidrBlock: "10.0.0.0/16" });
const api = new ApiServerSecurityGroup("api", {
    vpcId: vpc.id,
    administrators: { cidrBlocks: ["198.51.100.7/32"] },
});
export const securityGroupId = api.securityGroupId;
`;
const OPEN = `${GOOD}
new aws.vpc.SecurityGroupIngressRule("shortcut", {
    securityGroupId: api.securityGroupId,
    ipProtocol: "-1",
    cidrIpv4: "0.0.0.0/0",
});
`;

const scratch = mkdtempSync(join(tmpdir(), "first-minutes-"));
try {
    const folder = join(scratch, "shop");
    install(folder, pack(join(scratch, "tarballs")));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\nmain: index.ts\n");
    for (const form of [`node_modules/${PACK}`, "node_modules/.bin/policy-api-server-exposure"]) {
        preview(folder, GOOD, form, 0, "    ✅ api-server-exposure@");
        preview(folder, OPEN, form, 1, "Everyone on the internet can open TCP 6443 (Kubernetes API) through shortcut.");
    }
    console.log(`\nThe first five minutes pass, with ${manager}.`);
} finally {
    rmSync(scratch, { recursive: true, force: true });
}

/** Packs as it is published, and gives the tarballs by the name of their package. */
function pack(destination: string): ReadonlyMap<string, string> {
    mkdirSync(destination);
    const groups = ["--filter", "./packages/*", "--filter", "./policies/*"];
    run([...PNPM, "--recursive", ...groups, "pack", "--pack-destination", destination], root);
    return new Map(
        readdirSync(destination).map((file) => {
            const name = file.replace(/-\d+\.\d+\.\d+.*$/, "").replace(/^portcullis-/, "@portcullis/");
            return [name, join(destination, file)];
        }),
    );
}

/** What a user types, but for the tarballs, which stand in for the registry. */
function install(folder: string, tarballs: ReadonlyMap<string, string>): void {
    mkdirSync(folder);
    run(["npm", "init", "--yes"], folder);
    const named = [...tarballs].map(([name, file]) => `${name}@file:${file}`);
    if (manager === "npm") {
        run(["npm", "install", "--no-audit", "--no-fund", ...named, ...CLOUD], folder);
        return;
    }
    // JSON is YAML too. A tarball's neighbours are in no registry yet.
    const overrides = Object.fromEntries([...tarballs].map(([name, file]) => [name, `file:${file}`]));
    const settings = { overrides, allowBuilds: { protobufjs: false, "@pulumi/kubernetes": false } };
    writeFileSync(join(folder, "pnpm-workspace.yaml"), JSON.stringify(settings));
    run([...PNPM, "add", ...named, ...CLOUD], folder);
}

function preview(folder: string, program: string, form: string, expected: number, words: string): void {
    writeFileSync(join(folder, "index.ts"), program);
    console.log(`\n$ npx portcullis preview --policy-pack ${form}`);
    const bin = join(folder, "node_modules/.bin/portcullis");
    const { status, stdout } = spawnSync(bin, ["preview", "--policy-pack", form], {
        cwd: folder,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "inherit"],
    });
    console.log(`${stdout}$ echo $?\n${status}`);
    if (status !== expected) throw new Error(`exit code ${status}, and not ${expected}`);
    if (!stdout.includes(words)) throw new Error(`the preview does not say: ${words}`);
}

function run([command = "", ...args]: readonly string[], folder: string): void {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 26 });
    if (status !== 0) throw new Error(`${command} ${args.slice(0, 3).join(" ")} failed:\n${stdout}${stderr}`);
}
