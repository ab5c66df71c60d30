import { parseAllDocuments } from "yaml";
import { PreviewError } from "../preview-error.js";
import { isRecord } from "../project/yaml-file.js";
import { parsePlain } from "../values/plain-json.js";
import type { Properties, PropertyValue } from "../values/property-value.js";
import type { Deployment } from "./deployment.js";

/** Functions of providers that need no cloud: their answer follows from their arguments. */
export const LOCAL_FUNCTIONS: Readonly<Record<string, (args: Properties) => Properties>> = {
    "kubernetes:yaml:decode": decodeManifest,
};

/** The program makes a resource of each element that they answer. */
const RESOURCE_LISTS = new Set(["kubernetes:helm:template", "kubernetes:kustomize:directory"]);

/** An empty list of resources, for a run with placeholders, with a line that says so; undefined for other functions. */
export function assumeNoResources(deployment: Deployment, token: string): Properties | undefined {
    if (!deployment.settings.assumesAnswers || !RESOURCE_LISTS.has(token)) {
        return undefined;
    }
    deployment.cannotSee(`Which resources ${token} makes: they are left out.`);
    return { result: [] };
}

/** The objects of a Kubernetes manifest, those of its lists one by one. */
function decodeManifest({ text }: Properties): Properties {
    const objects: PropertyValue[] = [];
    for (const document of typeof text === "string" ? parseAllDocuments(text) : []) {
        const problem = document.errors[0];
        if (problem !== undefined) {
            throw new PreviewError("registration-invalid", {
                what: "A Kubernetes manifest is not valid YAML.",
                why: problem.message,
            });
        }
        objects.push(...flatten(document.toJS()));
    }
    return { result: objects };
}

function flatten(value: unknown): readonly PropertyValue[] {
    if (!isRecord(value)) {
        return [];
    }
    const { kind, items } = value;
    return typeof kind === "string" && kind.endsWith("List") && Array.isArray(items)
        ? items.flatMap(flatten)
        : [parsePlain(value)];
}
