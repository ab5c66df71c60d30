import type { Field } from "../../field.js";
import type { Resource } from "../../value.js";

/** The name of a Kubernetes object, as far as it is known. */
export interface ObjectName {
    readonly name: string | undefined;
    /** Undefined where it is not known; `default` where it is not given. */
    readonly namespace: string | undefined;
    /** The service of the API server itself, whose ports lead to it whatever they are. */
    readonly isApiServer: boolean;
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
        isApiServer: name === "kubernetes" && (space === "default" || space === undefined),
        dependencies: recorded && Object.hasOwn(recorded, "metadata") ? (recorded["metadata"] ?? []) : [],
    };
}
