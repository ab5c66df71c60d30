import { readFileSync } from "node:fs";
import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import type { ConstructResult, Provider } from "@pulumi/pulumi/provider";
import { COMPONENTS } from "./components.js";

const ROOT = join(__dirname, "..");

/**
 * Serves the components to programs of every Pulumi language: the schema is the committed file, so starting needs no
 * TypeScript, no network and no source.
 */
export class PortcullisProvider implements Provider {
    readonly version: string;
    readonly schema: string;
    readonly #resources: { readonly [type: string]: { readonly properties: object } };

    constructor() {
        this.schema = readFileSync(join(ROOT, "schema.json"), "utf8");
        this.#resources = JSON.parse(this.schema).resources;
        const { version }: { version: string } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
        this.version = version;
    }

    /**
     * Makes a component.
     *
     * @throws for a type that is not served; a component's own InputPropertyError reaches the engine as it is.
     */
    async construct(
        name: string,
        type: string,
        inputs: pulumi.Inputs,
        options: pulumi.ComponentResourceOptions,
    ): Promise<ConstructResult> {
        const make = COMPONENTS.get(type);
        if (!make) {
            throw new Error(
                `There is no component ${type} here. The components are ${[...COMPONENTS.keys()].join(", ")}.`,
            );
        }
        const made = make(name, inputs, options);
        const outputs = Object.keys(this.#resources[type]?.properties ?? {});
        const state = Object.fromEntries(outputs.map((output) => [output, Reflect.get(made, output)]));
        return { urn: made.urn, state };
    }
}
