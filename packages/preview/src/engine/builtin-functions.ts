import { PreviewError } from "../preview-error.js";
import { parsePlain } from "../values/plain-json.js";
import { type Properties, type PropertyValue, Secret, Unknown } from "../values/property-value.js";
import type { Deployment } from "./deployment.js";

/** Functions that the engine answers itself, without a provider. */
export const BUILTIN_FUNCTIONS: Readonly<Record<string, (deployment: Deployment, args: Properties) => Properties>> = {
    "pulumi:pulumi:getResource": getResource,
    "pulumi:pulumi:readStackOutputs": (deployment, args) => readStackReference(deployment, args["name"] ?? null),
    "pulumi:pulumi:readStackResourceOutputs": readStackResourceOutputs,
};

function getResource(deployment: Deployment, args: Properties): Properties {
    const urn = args["urn"];
    const state = typeof urn === "string" ? deployment.find(urn) : undefined;
    if (typeof urn !== "string" || state === undefined) {
        throw new PreviewError("registration-invalid", { what: `unknown resource ${String(urn)}` });
    }
    return { urn, id: state.id, provider: state.provider, state: state.outputs };
}

/** Outputs of another stack, from the fixtures. */
export function readStackReference(deployment: Deployment, name: PropertyValue): Properties {
    if (name instanceof Unknown) {
        return { name, outputs: new Unknown(), secretOutputNames: new Unknown() };
    }
    const { fixtures } = deployment.settings;
    const found = typeof name === "string" ? fixtures.findStackReference(name) : undefined;
    if (found === undefined && deployment.settings.assumesAnswers) {
        deployment.cannotSee(`What the stack "${String(name)}" has as outputs: taken as unknown.`);
        return { name, outputs: new Unknown(), secretOutputNames: new Unknown() };
    }
    if (found === undefined) {
        throw new PreviewError("fixture-missing", {
            what: `The program refers to the stack "${String(name)}", whose outputs cannot be read from here.`,
            fix: `Add them to ${fixtures.source}, under stackReferences: {"${String(name)}": {outputs: {...}}}`,
        });
    }
    const secretNames = [...(found.secretOutputNames ?? [])].sort();
    const outputs = Object.fromEntries(
        Object.entries(found.outputs).map(([key, value]) => {
            const plain = parsePlain(value);
            return [key, secretNames.includes(key) ? new Secret(plain) : plain];
        }),
    );
    return { name, outputs, secretOutputNames: secretNames };
}

function readStackResourceOutputs(deployment: Deployment, args: Properties): Properties {
    const { fixtures } = deployment.settings;
    throw new PreviewError("fixture-missing", {
        what: `The program reads the resources of the stack "${String(args["stackName"])}", which cannot be seen from here.`,
        fix: `Read the stack's outputs instead, and give them in ${fixtures.source}.`,
    });
}
