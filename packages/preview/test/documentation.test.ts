// What is written about the preview, held to what it does. One test starts a program and a pack from the README.
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { loadFixtures } from "../src/fixtures.js";
import { PREVIEW_ERROR_CODES } from "../src/preview-error.js";
import { selectEnvironment } from "../src/process/environment.js";
import { packPath, programFolder } from "./paths.js";
import { scratchFolder } from "./scratch.js";

const PACKAGE = resolve(import.meta.dirname, "..");
const README = readFileSync(join(PACKAGE, "README.md"), "utf8");
const PAGE = readFileSync(resolve(PACKAGE, "../../docs/preview.md"), "utf8");

function block(text: string, language: string): string {
    const found = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "m").exec(text)?.[1];
    if (found === undefined) {
        throw new Error(`there is no ${language} block`);
    }
    return found;
}

it("runs the README's example", async () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, "node_modules/@portcullis"), { recursive: true });
    symlinkSync(PACKAGE, join(folder, "node_modules/@portcullis/preview"));
    symlinkSync(join(PACKAGE, "node_modules/@pulumi"), join(folder, "node_modules/@pulumi"));
    cpSync(programFolder("plain"), join(folder, "shop"), { recursive: true });
    cpSync(packPath("no-open"), join(folder, "policy"), { recursive: true });
    writeFileSync(join(folder, "index.mjs"), block(README, "ts"));
    const { stdout } = await promisify(execFile)(process.execPath, ["index.mjs"], { cwd: folder });
    expect(stdout).toBe(`mandatory no-open-ingress urn:pulumi:dev::plain::aws:ec2/securityGroup:SecurityGroup::api
Nothing is open to everyone.
api is open
pulumi:pulumi:Stack plain-dev
pulumi:providers:aws default_7_48_0
aws:ec2/securityGroup:SecurityGroup api
`);
});

it("keeps the README to one screen", () => {
    expect(README.split("\n").length).toBeLessThan(50);
});

it("reads the fixtures file of the page", () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, "portcullis.fixtures.yaml"), block(PAGE, "yaml"));
    const book = loadFixtures({ program: folder }, folder);
    const token = "aws:ec2/getAmi:getAmi";
    expect(book.findInvoke(token, { owners: ["amazon"], mostRecent: true })?.result).toEqual({ id: "ami-1" });
    expect(book.findInvoke(token, { owners: ["self"] })).toBeUndefined();
    expect(book.findInvoke("aws:index/getAvailabilityZones:getAvailabilityZones", {})?.unknown).toBe(true);
    expect(book.findRead("aws:ec2/vpc:Vpc", "vpc-12345")?.state).toEqual({ cidrBlock: "10.0.0.0/16" });
    expect(book.findRead("aws:ec2/vpc:Vpc", "vpc-9")).toBeUndefined();
    expect(book.findStackReference("org/network/prod")?.secretOutputNames).toEqual(["password"]);
});

it("lists every variable that passes, and none that does not", () => {
    const section = PAGE.slice(
        PAGE.indexOf("## What a program and a pack get to see"),
        PAGE.indexOf("It is no sandbox"),
    );
    const listed = [...section.matchAll(/`([A-Z_]+)`/g)].map(([, name = ""]) => name);
    expect(listed.length).toBeGreaterThan(20);
    const source = Object.fromEntries(listed.map((name) => [name, "x"]));
    const passed = selectEnvironment(
        { ...source, AWS_PROFILE: "x", NODE_OPTIONS: "x", PULUMI_ACCESS_TOKEN: "x" },
        false,
    );
    expect(Object.keys(passed).sort()).toEqual([...listed, "no_grpc_proxy"].sort());
});

it("explains every code of an error once", () => {
    const rows = [...PAGE.matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, code]) => code);
    expect(rows.filter((code) => PREVIEW_ERROR_CODES.some((known) => known === code))).toEqual([
        ...PREVIEW_ERROR_CODES,
    ]);
});
