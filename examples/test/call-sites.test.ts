import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";

const EXAMPLES = join(__dirname, "..");
const PAGE = join(EXAMPLES, "../docs/components.md");
/** The folder whose packages the page's call sites find: it has all clouds. */
const HOME = join(EXAMPLES, "three-clouds");

const callSites = [...readFileSync(PAGE, "utf8").matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""], index) => ({
    name: `${index + 1}, ${/new (\w+)\(\s*"/.exec(code.slice(code.indexOf("new Api")))?.[1] ?? ""}`,
    file: join(HOME, `call-site-${index + 1}.ts`),
    code,
}));
const programs = readdirSync(EXAMPLES)
    .map((example) => join(EXAMPLES, example, "index.ts"))
    .filter((file) => existsSync(file));

const OPTIONS: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: ["node"],
    typeRoots: [join(HOME, "node_modules/@types")],
};

/** Every type error of these files, by file; those of the page are not on disk. */
function typeErrors(files: readonly { readonly file: string; readonly code?: string }[]): readonly string[] {
    const unsaved = new Map(files.flatMap(({ file, code }) => (code === undefined ? [] : [[file, code] as const])));
    const host = ts.createCompilerHost(OPTIONS);
    const { fileExists, readFile, getSourceFile } = host;
    host.fileExists = (file) => unsaved.has(file) || fileExists(file);
    host.readFile = (file) => unsaved.get(file) ?? readFile(file);
    host.getSourceFile = (file, language, ...rest) => {
        const code = unsaved.get(file);
        return code === undefined ? getSourceFile(file, language, ...rest) : ts.createSourceFile(file, code, language);
    };
    const program = ts.createProgram(
        files.map(({ file }) => file),
        OPTIONS,
        host,
    );
    return files.flatMap(({ file }) => {
        const source = program.getSourceFile(file);
        return [...program.getSemanticDiagnostics(source), ...program.getSyntacticDiagnostics(source)].map(
            ({ messageText }) => `${file}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
        );
    });
}

// Compiles against the SDKs of three clouds, once: some ten seconds of work, and more on a machine that is busy.
it("type-checks: every example, and every call site of docs/components.md; and a wrong one does not", {
    timeout: 600_000,
}, () => {
    const wrong = {
        file: join(HOME, "wrong.ts"),
        code: 'import { apiServer } from "@portcullis/aws";\napiServer(1);\n',
    };
    const errors = typeErrors([...programs.map((file) => ({ file })), ...callSites, wrong]);
    expect(errors.filter((error) => !error.startsWith(wrong.file))).toEqual([]);
    expect(errors).toEqual([expect.stringContaining("has no exported member 'apiServer'")]);
    expect([programs.length, callSites.length]).toEqual([13, 6]);
});

describe("with mocks, in update mode", () => {
    const require = createRequire(join(HOME, "index.ts"));
    const pulumi: typeof import("@pulumi/pulumi") = require("@pulumi/pulumi");
    let registered: string[];

    beforeAll(async () => {
        await pulumi.runtime.setMocks({
            newResource({ type, name, inputs }) {
                registered.push(type);
                return { id: `${name}-id`, state: { ...inputs, name, publicIp: "192.0.2.7" } };
            },
            call: ({ inputs }) => inputs,
        });
    });

    /** Runs TypeScript text as a program of the folder; what it reads from a file is the answer of an empty group. */
    async function run(code: string): Promise<void> {
        const module = ts.ModuleKind.CommonJS;
        const { outputText } = ts.transpileModule(code, {
            compilerOptions: { ...OPTIONS, module, moduleResolution: ts.ModuleResolutionKind.Node10 },
        });
        const files = { readFileSync: () => '{ "SecurityGroupRules": [] }' };
        new Function("require", "exports", outputText)(
            (name: string) => (name === "node:fs" ? files : require(name)),
            {},
        );
        await pulumi.runtime.disconnect();
    }

    it.each(callSites)("the page's call site $name makes a component and its rules", async ({ code }) => {
        registered = [];
        await run(code);
        const components = registered.filter((type) => type.startsWith("portcullis:index:"));
        const rules = registered.filter((type) => /(IngressRule|SecurityRule|Firewall)$/.test(type));
        expect(components).toHaveLength(1);
        expect(rules.length).toBeGreaterThan(2);
    });
});
