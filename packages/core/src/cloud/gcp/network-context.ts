import type { Cause } from "../../cause.js";
import type { Field } from "../../field.js";
import { causeOf } from "../shape.js";

/** Through which network a packet must arrive, beside coming from one of the sources. */
export type NetworkContext = { readonly because: readonly string[] } & (
    | { readonly kind: "any" }
    | { readonly kind: "internet" }
    /** Never from the internet, whatever the ranges say. */
    | { readonly kind: "inside"; readonly name: string }
    | { readonly kind: "unknown"; readonly cause: Cause }
);

const INSIDE: ReadonlySet<string> = new Set(["NON_INTERNET", "VPC_NETWORKS", "INTRA_VPC"]);

/** Reads `srcNetworkContext`, or `srcNetworkScope` as it was called before. */
export function readContext(match: Field, resource: string): NetworkContext {
    const [first, second] = [match.get("srcNetworkContext"), match.get("srcNetworkScope")]
        .filter((field) => !field.isAbsent && field.text() !== "")
        .map((field) => contextOf(field, resource));
    if (!first) return { kind: "any", because: [] };
    // Two names of one setting: where they differ nobody knows which one wins, unless both keep the internet out.
    if (!second || second.kind === first.kind) return first;
    return first.kind === "unknown" ? first : unknownContext(match.get("srcNetworkScope"), resource);
}

function contextOf(field: Field, resource: string): NetworkContext {
    const name = field.text()?.toUpperCase();
    const because = [`${field.at} is ${field.written()}`];
    if (name === "INTERNET") return { kind: "internet", because };
    if (name !== undefined && INSIDE.has(name)) return { kind: "inside", name, because };
    if (name === "UNSPECIFIED") return { kind: "any", because: [] };
    return unknownContext(field, resource);
}

function unknownContext(field: Field, resource: string): NetworkContext {
    return { kind: "unknown", cause: causeOf(resource, field), because: [`${field.at} is ${field.written()}`] };
}
