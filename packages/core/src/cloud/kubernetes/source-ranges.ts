import type { Cause } from "../../cause.js";
import { Field } from "../../field.js";
import type { Peer } from "../../peer.js";
import { addressPeer, internalPeer, referencePeer, unknownCause, unknownPeer } from "../shape.js";

/** Someone whom the load balancer of a service lets in. */
export interface SourceRange {
    readonly peer: Peer;
    readonly because: string;
    /** False where another setting may win over this one. */
    readonly certain: boolean;
    readonly causes: readonly Cause[];
}

/** Comma lists that mean the same as `spec.loadBalancerSourceRanges`, for controllers that read them. */
const RANGE_ANNOTATIONS = [
    "service.beta.kubernetes.io/load-balancer-source-ranges",
    "service.beta.kubernetes.io/aws-load-balancer-source-ranges",
    "service.beta.kubernetes.io/azure-allowed-ip-ranges",
    "service.beta.kubernetes.io/do-loadbalancer-allow-rules",
];

const TAG_ANNOTATION = "service.beta.kubernetes.io/azure-allowed-service-tags";

/** Reads whom a service restricts its load balancer to; empty where it restricts nobody. */
export function readSourceRanges(list: Field, annotations: Field, resource: string): readonly SourceRange[] {
    const listed = list.items().map((item) => rangeOf(item, addressPeer(item, { resource, action: "allow" })));
    const annotated = RANGE_ANNOTATIONS.flatMap((key) => readAnnotation(annotations.own(key), resource));
    const tags = readTags(annotations.own(TAG_ANNOTATION), resource);
    const extra = [...annotated, ...tags];
    if (listed.length === 0 || extra.length === 0) return [...listed, ...extra];
    return [...listed, ...extra.map((one) => doubted(one, list, resource))];
}

function rangeOf(field: Field, peer: Peer): SourceRange {
    return { peer, because: `${field.at} is ${field.written()}`, certain: true, causes: [] };
}

/** Most controllers read the annotation only where the field is empty, some add both up. */
function doubted(range: SourceRange, list: Field, resource: string): SourceRange {
    const cause = unknownCause(resource, list, "the controller decides whether an annotation adds to it");
    return { ...range, certain: false, causes: [cause] };
}

function readAnnotation(field: Field, resource: string): readonly SourceRange[] {
    const text = field.text();
    if (field.isAbsent || text?.trim() === "") return [];
    if (text === undefined) return [rangeOf(field, unknownPeer(unknownCause(resource, field)))];
    return text.split(",").map((part) => {
        const item = new Field(part.trim().replace(/^cidr:/, ""), field.at, field.secret);
        return rangeOf(field, addressPeer(item, { resource, action: "allow" }));
    });
}

const CLOUD_WIDE = /^AzureCloud(\.|$)/i;

/** Azure's service tags: the wide ones are everyone, the rest are shared services. */
function readTags(field: Field, resource: string): readonly SourceRange[] {
    const text = field.text();
    if (field.isAbsent || text?.trim() === "") return [];
    if (text === undefined) return [rangeOf(field, unknownPeer(unknownCause(resource, field)))];
    return text.split(",").map((part) => rangeOf(field, tagPeer(part.trim(), field, resource)));
}

function tagPeer(tag: string, field: Field, resource: string): Peer {
    const word = tag.toLowerCase();
    if (word === "internet" || word === "*")
        return addressPeer(new Field(tag, field.at), { resource, action: "allow" });
    if (word === "virtualnetwork") return internalPeer("VirtualNetwork", tag);
    if (word === "azureloadbalancer") return referencePeer("probe", "AzureLoadBalancer", tag);
    return referencePeer(CLOUD_WIDE.test(tag) ? "cloud-tenant" : "service", tag, tag);
}
