import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { withComputedOutputs } from "../src/computed-outputs.js";
import { COMPUTED_OUTPUTS } from "../src/computed-outputs-table.js";
import { Unknown } from "../src/index.js";
import "./equality.js";

const PACKAGES = resolve(import.meta.dirname, "../..");
/** The workspace package that has each SDK installed. */
const HOMES: Readonly<Record<string, string>> = { aws: "aws", "azure-native": "azure", gcp: "gcp" };
/** Follows from what is set, or is nothing that a policy asks for. */
const IGNORED = new Set(["azureApiVersion", "effectiveLabels", "pulumiLabels", "tagsAll", "type"]);

function declaration(token: string): string {
    const [name = "", module = "", type = ""] = token.split(":");
    const file = module.includes("/") ? module : `${module}/${type.charAt(0).toLowerCase()}${type.slice(1)}`;
    const root = join(PACKAGES, HOMES[name] ?? "", "node_modules/@pulumi", name);
    const path = [root, join(root, "bin")].map((folder) => join(folder, `${file}.d.ts`)).find(existsSync);
    return readFileSync(path ?? "", "utf8");
}

function namesIn(text: string, pattern: RegExp): readonly string[] {
    return [...text.matchAll(pattern)].map(([, name = ""]) => name);
}

it.each(Object.entries(COMPUTED_OUTPUTS))("holds what is computed of %s to the SDK", (token, paths) => {
    const text = declaration(token);
    const resource = /export declare class \w+ extends [\s\S]*?^\}/m.exec(text)?.[0] ?? "";
    const args =
        new RegExp(`export interface ${token.split(":").at(-1)}Args \\{[\\s\\S]*?^\\}`, "m").exec(text)?.[0] ?? "";
    const outputs = namesIn(resource, /^ {4}readonly (\w+): pulumi\.Output</gm);
    const inputs = namesIn(args, /^ {4}(\w+)\??: /gm);
    const computed = paths.map((path) => path.split(".")[0] ?? "");
    expect(outputs).toEqual(expect.arrayContaining(computed));
    // What no program can set is computed, all of it.
    const only = outputs.filter((name) => !inputs.includes(name) && !IGNORED.has(name));
    expect(computed).toEqual(expect.arrayContaining(only));
});

it("makes unknown what is left out, and keeps what is set", () => {
    const outputs = withComputedOutputs("aws:eks/cluster:Cluster", {
        endpoint: "https://set",
        vpcConfig: { subnetIds: [], vpcId: "vpc-1" },
    });
    expect(outputs).toMatchObject({
        endpoint: "https://set",
        arn: new Unknown(),
        vpcConfig: {
            subnetIds: [],
            vpcId: "vpc-1",
            clusterSecurityGroupId: new Unknown(),
            publicAccessCidrs: new Unknown(),
        },
    });
});

it("goes into each element of a list, and leaves alone what is not there or not known", () => {
    const type = "azure-native:network:NetworkSecurityGroup";
    const rules = withComputedOutputs(type, { securityRules: [{ name: "a" }, { name: "b", etag: "set" }] });
    expect(rules["securityRules"]).toEqual([
        { name: "a", etag: new Unknown(), provisioningState: new Unknown() },
        { name: "b", etag: "set", provisioningState: new Unknown() },
    ]);
    expect(withComputedOutputs(type, {})["securityRules"]).toBeUndefined();
    expect(withComputedOutputs(type, { securityRules: new Unknown() })["securityRules"]).toEqual(new Unknown());
    expect(withComputedOutputs("test:index:Other", { a: 1 })).toEqual({ a: 1 });
});
