import type { Cause } from "../../cause.js";
import type { Field } from "../../field.js";
import { causeOf, foreignCause } from "../shape.js";

/** What the class of a service's load balancer says of who reaches it. */
export type ClassSays =
    /** Nothing: the annotations decide. */
    | { readonly says: "nothing" }
    /** The class itself says it, in the words of a cloud. */
    | { readonly says: "internal" | "external"; readonly cloud: string }
    /** Internal unless an annotation of that cloud says otherwise; one that exists already stays what it is. */
    | { readonly says: "internal-by-default"; readonly cloud: string; readonly cause: Cause }
    /** Made by a controller that is not read here. */
    | { readonly says: "unknown"; readonly cause: Cause };

const CLASSES: ReadonlyMap<string, readonly [ClassSays["says"], string]> = new Map([
    ["networking.gke.io/l4-regional-internal", ["internal", "gcp"]],
    ["networking.gke.io/l4-regional-external", ["external", "gcp"]],
    ["service.k8s.aws/nlb", ["internal-by-default", "aws"]],
    ["eks.amazonaws.com/nlb", ["internal-by-default", "aws"]],
]);

const AWS_TYPE = "service.beta.kubernetes.io/aws-load-balancer-type";

/** Reads `spec.loadBalancerClass`, and the annotation that hands a service to the load balancer controller of AWS. */
export function readClass(field: Field, annotations: Field, resource: string): ClassSays {
    const word = field.text();
    if (!field.isAbsent && word !== "") return ofClass(word, field, resource);
    const type = annotations.own(AWS_TYPE);
    return type.text() === "external" || type.text() === "nlb-ip" ? byDefault(type, resource) : { says: "nothing" };
}

function ofClass(word: string | undefined, field: Field, resource: string): ClassSays {
    const [says, cloud] = CLASSES.get(word ?? "") ?? [];
    if (says === "internal-by-default") return byDefault(field, resource);
    if (cloud !== undefined && (says === "internal" || says === "external")) return { says, cloud };
    const cause = field.isUnknown
        ? causeOf(resource, field)
        : foreignCause(resource, field, `${field.written()} is a class whose controller decides who reaches it`);
    return { says: "unknown", cause };
}

function byDefault(field: Field, resource: string): ClassSays {
    const text = "the controller of AWS makes a new one internal unless an annotation says otherwise";
    return { says: "internal-by-default", cloud: "aws", cause: foreignCause(resource, field, text) };
}
