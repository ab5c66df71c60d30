import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PreviewedResource, type PreviewResult, preview } from "@portcullis/preview";
import { PortcullisProvider } from "@portcullis/provider";
import { loadPyodide } from "pyodide";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";

const EXAMPLES = join(__dirname, "..");
const STAND_IN = join(__dirname, "stand-in");
const PACK = join(EXAMPLES, "../policies/api-server-exposure");

interface Document {
    readonly resources: Readonly<Record<string, { readonly type: string; readonly properties: object }>>;
    readonly outputs: Readonly<Record<string, string>>;
}

interface Schema {
    readonly resources: Readonly<
        Record<string, { readonly inputProperties: Properties; readonly properties: Properties }>
    >;
    readonly types: Readonly<
        Record<string, { readonly properties?: Properties; readonly enum?: readonly { readonly value: string }[] }>
    >;
}
interface Property {
    readonly type?: string;
    readonly $ref?: string;
    readonly items?: Property;
    readonly additionalProperties?: Property;
}
type Properties = Readonly<Record<string, Property>>;

const schema: Schema = JSON.parse(new PortcullisProvider().schema);

/** Every place where a value is not what the schema says, as the CLI's own type checker would report it. */
function misfits(value: unknown, property: Property | undefined, path: string): readonly string[] {
    if (property === undefined) return [`${path} is not in the schema`];
    if (property.$ref !== undefined) {
        const type = schema.types[property.$ref.replace("#/types/", "")];
        if (type?.enum) return type.enum.some((one) => one.value === value) ? [] : [`${path} is none of the enum`];
        return fields(value, (key) => type?.properties?.[key], path);
    }
    if (property.type === "object") return fields(value, () => property.additionalProperties, path);
    if (property.type === "array") {
        if (!Array.isArray(value)) return [`${path} is no list`];
        return value.flatMap((item, index) => misfits(item, property.items, `${path}[${index}]`));
    }
    return typeof value === property.type ? [] : [`${path} is ${typeof value}, not ${property.type}`];
}

function fields(value: unknown, of: (key: string) => Property | undefined, path: string): readonly string[] {
    if (typeof value !== "object" || value === null) return [`${path} is no object`];
    return Object.entries(value).flatMap(([key, inner]) => misfits(inner, of(key), `${path}.${key}`));
}

function yamlDocument(): Document {
    return parse(readFileSync(join(EXAMPLES, "aws-yaml/Pulumi.yaml"), "utf8"));
}

/** What the Python program registers. It runs on CPython compiled to WebAssembly: no Python is asked of the machine. */
async function pythonDocument(): Promise<Document> {
    const python = await loadPyodide();
    let printed = "";
    python.setStdout({ batched: (line: string) => (printed += line) });
    python.FS.writeFile("/run.py", readFileSync(join(STAND_IN, "run.py")));
    python.FS.writeFile("/program.py", readFileSync(join(EXAMPLES, "aws-python/__main__.py")));
    python.runPython('import runpy, sys\nsys.argv = ["run.py", "/program.py"]\nrunpy.run_path("/run.py")');
    return JSON.parse(printed);
}

/** What a rule comes to, whichever language wrote it. */
function summary({ type, name, inputs }: PreviewedResource): object {
    return { type, name, inputs };
}

const children = ({ resources }: PreviewResult): readonly object[] =>
    resources
        .filter(({ type }) => type.startsWith("aws:vpc/"))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map(summary);

let typescript: PreviewResult;
beforeAll(async () => {
    typescript = await preview({ program: join(EXAMPLES, "aws-vpn-and-ci") });
});

describe("the schema that the examples are held to", () => {
    it("finds a misspelt property, a wrong type, and a value that is none of an enum", () => {
        const property: Property = { $ref: "#/types/portcullis:index:SecurityGroupSources" };
        expect(misfits({ cidrBlocks: [1], cidr: [] }, property, "nodes")).toEqual([
            "nodes.cidrBlocks[0] is number, not string",
            "nodes.cidr is not in the schema",
        ]);
        const distribution: Property = { $ref: "#/types/portcullis:index:Distribution" };
        expect(misfits("rke", distribution, "distribution")).toEqual(["distribution is none of the enum"]);
    });
});

// Each starts the stand-in's process, the provider's and the pack's.
describe.each([
    ["aws-yaml", yamlDocument],
    ["aws-python", pythonDocument],
])("%s", (example, document) => {
    const folder = mkdtempSync(join(tmpdir(), "portcullis-example-"));
    let written: Document;
    let result: PreviewResult;

    beforeAll(async () => {
        written = await document();
        const path = join(folder, "document.json");
        writeFileSync(path, JSON.stringify(written));
        result = await preview({ program: STAND_IN, policyPacks: [PACK], env: { DOCUMENT: path } });
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    it("writes every component as the provider's schema says", () => {
        const components = Object.entries(written.resources).filter(([, { type }]) => type.startsWith("portcullis:"));
        expect(components.map(([name]) => name)).toEqual(["api"]);
        for (const [name, { type, properties }] of components) {
            const resource = schema.resources[type.replace("portcullis:", "portcullis:index:")];
            expect(fields(properties, (key) => resource?.inputProperties[key], name)).toEqual([]);
            for (const output of Object.values(written.outputs))
                expect(Object.keys(resource?.properties ?? {})).toContain(/\$\{api\.(\w+)\}/.exec(output)?.[1]);
        }
    });

    it("gets from the provider what the same cluster in TypeScript gets", () => {
        expect(children(result)).toEqual(children(typescript));
        expect(children(result).length).toBeGreaterThan(10);
    });

    it("passes the policy pack", () => {
        expect(result.violations.filter(({ enforcementLevel }) => enforcementLevel !== "advisory")).toEqual([]);
        expect(result.unseen).toEqual([]);
    });

    it("says where the provider is, and how to get it there", () => {
        const project = parse(readFileSync(join(EXAMPLES, example, "Pulumi.yaml"), "utf8"));
        expect(project.plugins.providers).toEqual([
            { name: "portcullis", path: "node_modules/@portcullis/provider/bin" },
        ]);
        expect(readFileSync(join(EXAMPLES, example, "README.md"), "utf8")).toContain(
            "npm install --no-save @portcullis/provider @portcullis/policy-api-server-exposure",
        );
    });
});
