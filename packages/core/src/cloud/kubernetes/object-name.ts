import type { Field } from "../../field.js";
import type { Resource } from "../../value.js";

/** Whether all ports of a service lead to the API server. */
export type LeadsToApiServer = "surely" | "perhaps" | "never";

/** The name of a Kubernetes object, as far as it is known. */
export interface ObjectName {
    readonly name: string | undefined;
    /** Undefined where it is not known; `default` where it is not given. */
    readonly namespace: string | undefined;
    /** Whether it is the service of the API server itself, whose ports lead to it whatever they are. */
    readonly isApiServer: LeadsToApiServer;
    /** URNs that the metadata came from. */
    readonly dependencies: readonly string[];
}

/** Reads `metadata`. */
export function nameOf(root: Field, resource: Resource): ObjectName {
    const metadata = root.get("metadata");
    const namespace = metadata.get("namespace");
    const name = metadata.get("name").text();
    const space = namespace.isAbsent ? "default" : namespace.text();
    const recorded = resource.propertyDependencies;
    return {
        name,
        namespace: space,
        isApiServer: name === "kubernetes" ? apiServerIn(space) : "never",
        dependencies: recorded && Object.hasOwn(recorded, "metadata") ? (recorded["metadata"] ?? []) : [],
    };
}

function apiServerIn(space: string | undefined): LeadsToApiServer {
    if (space === undefined) return "perhaps";
    return space === "default" ? "surely" : "never";
}
