// Programs in each of the forms that Pulumi's Node.js runtime takes. Each row starts a program.
import { expect, it } from "vitest";
import { type PreviewOptions, preview } from "../src/index.js";
import { failureOf } from "./outcome.js";
import { programFolder } from "./paths.js";
import { scratchProgram } from "./scratch.js";

const GROUP = `new pulumi.CustomResource("aws:ec2/securityGroup:SecurityGroup"`;
const JS = "runtime: { name: nodejs, options: { typescript: false } }\n";

async function groups(options: PreviewOptions): Promise<readonly string[]> {
    const { resources } = await preview(options);
    return resources.filter(({ type }) => type.endsWith(":SecurityGroup")).map(({ name }) => name);
}

it.concurrent.each([
    ["JavaScript", () => programFolder("plain"), ["api"]],
    ["TypeScript", () => programFolder("typescript"), ["typed"]],
    ["ES modules with top-level await, in a folder named by main", () => programFolder("esm"), ["awaited"]],
    ["TypeScript that was compiled before", () => programFolder("precompiled"), ["compiled"]],
    [
        "an exported function that makes the resources",
        () =>
            scratchProgram({
                "index.js": `const pulumi = require("@pulumi/pulumi");
                    module.exports = async () => { ${GROUP}, "inside", {}); return { made: true }; };`,
            }),
        ["inside"],
    ],
    [
        "a file named by main, with arguments for node",
        () =>
            scratchProgram({
                "Pulumi.yaml": `name: scratch\nmain: app/start.cjs\n${JS.replace("false", `false, nodeargs: "--title='two words' --no-warnings"`)}`,
                "app/start.cjs": `const pulumi = require("@pulumi/pulumi"); ${GROUP}, process.title, {});`,
            }),
        ["two words"],
    ],
] as const)("runs %s", async (_name, program, expected) => {
    expect(await groups({ program: program() })).toEqual(expected);
});

it.concurrent("refuses a type error as Pulumi does, with its place", async () => {
    const program = scratchProgram({
        "Pulumi.yaml": "name: scratch\nruntime: nodejs\n",
        "package.json": "{}",
        "tsconfig.json": JSON.stringify({ compilerOptions: { strict: true, types: [], skipLibCheck: true } }),
        "index.ts": `const port: number = "6443";\nconsole.log(port);\n`,
    });
    const error = await failureOf(preview({ program }));
    expect(error.code).toBe("program-failed");
    expect(error.what).toContain("index.ts");
    expect(error.what).toContain("(1,7): error TS2322");
});

it.concurrent.each([
    ["no project file", {}, "There is no Pulumi.yaml in"],
    ["another language", { "Pulumi.yaml": "name: x\nruntime: python\n" }, `names the runtime "python"`],
    ["no name", { "Pulumi.yaml": "runtime: nodejs\n" }, "missing a non-empty string 'name'"],
    ["broken YAML", { "Pulumi.yaml": "name: [x\n" }, "is not valid YAML"],
    ["a main that is not there", { "Pulumi.yaml": `name: x\nmain: nowhere/\n${JS}` }, "nowhere does not exist"],
])("refuses a project with %s", async (name, files, message) => {
    const program = name === "no project file" ? `${scratchProgram({})}/node_modules/semver` : scratchProgram(files);
    const error = await failureOf(preview({ program }));
    expect(error.code).toBe("project-invalid");
    expect(error.message).toContain(message);
});
