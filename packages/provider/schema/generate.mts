/**
 * Generates schema.json from the components' own types, with the analyzer that Pulumi uses for components, one cloud
 * package at a time. `node schema/generate.mts` writes the file; a test holds the committed one to it.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const require = createRequire(import.meta.url);
// Both classes are internal to the SDK: the committed schema and its test are what keeps us from trusting them blindly.
const { Analyzer } = require("@pulumi/pulumi/provider/experimental/analyzer");
const { generateSchema } = require("@pulumi/pulumi/provider/experimental/schema");

const PACKAGES = resolve(import.meta.dirname, "../..");
const NAME = "portcullis";
const CLOUDS: Readonly<Record<string, readonly string[]>> = {
    aws: ["ApiServerSecurityGroup", "ApiServerFrontDoor"],
    azure: ["ApiServerNetworkSecurityGroup"],
    gcp: ["ApiServerFirewall"],
};

interface Analysis {
    readonly components: Record<string, object>;
    readonly typeDefinitions: Record<string, object>;
}

function analyze(cloud: string, components: readonly string[]): Analysis {
    const folder = join(PACKAGES, cloud);
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return new Analyzer(folder, NAME, manifest, new Set(components)).analyze();
}

/** Two clouds may share a type only where it is the same to the letter, comments aside: merging others would lose one. */
function merge<T extends object>(parts: readonly Record<string, T>[]): Record<string, T> {
    const merged: Record<string, T> = {};
    const shape = (value: object) => JSON.stringify(value, (key, inner) => (key === "description" ? undefined : inner));
    for (const [name, value] of parts.flatMap((part) => Object.entries(part))) {
        const earlier = merged[name];
        if (earlier && shape(earlier) !== shape(value))
            throw new Error(`Two clouds have different types named ${name}. Rename one.`);
        merged[name] = earlier ?? value;
    }
    return Object.fromEntries(Object.entries(merged).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The schema's text, as it is committed. */
export function schemaText(): string {
    const { version, description } = JSON.parse(readFileSync(join(PACKAGES, "provider/package.json"), "utf8"));
    const analyses = Object.entries(CLOUDS).map(([cloud, components]) => analyze(cloud, components));
    const components = merge(analyses.map((analysis) => analysis.components));
    const types = merge(analyses.map((analysis) => analysis.typeDefinitions));
    const schema = generateSchema(NAME, version, description, components, types, [], NAME);
    schema.displayName = "Portcullis";
    schema.license = "Apache-2.0";
    // Generated SDKs are ours, not @pulumi's.
    schema.language.nodejs.packageName = "@portcullis/sdk";
    schema.language.python.packageName = "portcullis_sdk";
    // Python programs may write plain dictionaries, with type hints.
    schema.language.python.inputTypes = "classes-and-dicts";
    return `${JSON.stringify(schema, null, 2)}\n`;
}

if (import.meta.filename === process.argv[1]) writeFileSync(join(PACKAGES, "provider/schema.json"), schemaText());
