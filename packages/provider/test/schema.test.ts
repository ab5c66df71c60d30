import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { schemaText } from "../schema/generate.mts";
import { COMPONENTS } from "../src/components.js";
import { PortcullisProvider } from "../src/portcullis-provider.js";

const committed = readFileSync(join(__dirname, "../schema.json"), "utf8");
const schema = JSON.parse(committed);

it("is the schema that the components' types give today (node packages/provider/schema/generate.mts writes it)", () => {
    expect(schemaText()).toBe(committed);
});

it("has exactly the components that are served", () => {
    expect(Object.keys(schema.resources).sort()).toEqual([...COMPONENTS.keys()].sort());
});

it("gives generated SDKs names of our own scope", () => {
    expect(schema.language.nodejs.packageName).toBe("@portcullis/sdk");
    expect(schema.language.python.packageName).toBe("portcullis_sdk");
});

it("lets secrets and unknowns in wherever a value may come from another resource", () => {
    const source = schema.types["portcullis:index:SecurityGroupSources"].properties;
    expect(source.securityGroups.additionalProperties.plain).toBeUndefined();
    expect(source.cidrBlocks.plain).toBe(true);
});

describe("the provider", () => {
    it("names what it serves when it is asked for something else", async () => {
        const asked = new PortcullisProvider().construct("x", "portcullis:index:Nothing", {}, {});
        await expect(asked).rejects.toThrow(/no component portcullis:index:Nothing.*ApiServerSecurityGroup/);
    });
});
