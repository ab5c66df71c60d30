import type { Cause } from "../../cause.js";
import { Field } from "../../field.js";
import { IpSet } from "../../ip-set.js";
import type { Peer } from "../../peer.js";
import { serviceTagPeer } from "../azure/service-tag.js";
import { addressesPeer, addressPeer, causeOf, foreignCause, unknownPeer } from "../shape.js";

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

/** Groups that take the place of the one that a controller of AWS makes, and groups that it adds. */
const GROUPS_ANNOTATION = "service.beta.kubernetes.io/aws-load-balancer-security-groups";
const MORE_GROUPS_ANNOTATION = "service.beta.kubernetes.io/aws-load-balancer-extra-security-groups";

const ACCESS_LIST = "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-acl";

const TAG_ANNOTATION = "service.beta.kubernetes.io/azure-allowed-service-tags";

/** Reads whom a service restricts its load balancer to; empty where it restricts nobody. */
export function readSourceRanges(list: Field, annotations: Field, resource: string): readonly SourceRange[] {
    const elsewhere = [annotations.own(GROUPS_ANNOTATION), ...accessList(annotations)].find((field) => !isEmpty(field));
    if (elsewhere !== undefined && !annotations.isUnknown) return [decidedElsewhere(elsewhere, resource)];
    const listed = list.items().map((item) => rangeOf(item, addressPeer(trimmed(item), { resource, action: "allow" })));
    const annotated = RANGE_ANNOTATIONS.flatMap((key) => readAnnotation(annotations.own(key), resource));
    const tags = readTags(annotations.own(TAG_ANNOTATION), resource);
    const more = annotations.own(MORE_GROUPS_ANNOTATION);
    const extra = [...annotated, ...tags];
    if (!isEmpty(more) && listed.length + extra.length > 0) extra.push(decidedElsewhere(more, resource));
    if (listed.length === 0 || extra.length === 0) return [...listed, ...extra];
    return [...listed, ...extra.map((one) => doubted(one, list, resource))];
}

/** Kubernetes takes off the spaces around a range. */
function trimmed(item: Field): Field {
    const text = item.text();
    return text === undefined ? item : new Field(text.replace(/^[ \t]+|[ \t]+$/g, ""), item.at, item.secret);
}

function isEmpty(field: Field): boolean {
    return field.isAbsent || field.text()?.trim() === "";
}

function decidedElsewhere(field: Field, resource: string): SourceRange {
    const text = "what it names in the cloud decides";
    return rangeOf(
        field,
        unknownPeer(field.isUnknown ? causeOf(resource, field) : foreignCause(resource, field, text)),
    );
}

/** An access list of Alibaba Cloud counts where it is switched on. */
function accessList(annotations: Field): readonly Field[] {
    const status = annotations.own(`${ACCESS_LIST}-status`);
    return status.text() === "on" || status.isUnknown ? [annotations.own(`${ACCESS_LIST}-id`)] : [];
}

function rangeOf(field: Field, peer: Peer): SourceRange {
    return { peer, because: `${field.at} is ${field.written()}`, certain: true, causes: [] };
}

/** Most controllers read the annotation only where the field is empty, some add both up. */
function doubted(range: SourceRange, list: Field, resource: string): SourceRange {
    const cause = foreignCause(resource, list, "the controller decides whether an annotation adds to it");
    return { ...range, certain: false, causes: [cause] };
}

function readAnnotation(field: Field, resource: string): readonly SourceRange[] {
    const text = field.text();
    if (isEmpty(field)) return [];
    if (text === undefined) return [rangeOf(field, unknownPeer(causeOf(resource, field)))];
    return text.split(",").map((part) => {
        // DigitalOcean writes `cidr:10.0.0.0/8` and `ip:203.0.113.7`.
        const [, kind, rest = ""] = /^(?:(cidr|ip):)?(.*)$/s.exec(part.trim()) ?? [];
        const item = new Field(rest, field.at, field.secret);
        return rangeOf(field, addressPeer(item, { resource, action: "allow", bareAddress: kind === "ip" }));
    });
}

/** Azure's service tags: the wide ones are everyone, the rest are shared services. */
function readTags(field: Field, resource: string): readonly SourceRange[] {
    const text = field.text();
    if (isEmpty(field)) return [];
    if (text === undefined) return [rangeOf(field, unknownPeer(causeOf(resource, field)))];
    return text.split(",").map((part) => rangeOf(field, tagPeer(part.trim(), field, resource)));
}

function tagPeer(tag: string, field: Field, resource: string): Peer {
    const text = field.secret ? field.written() : tag;
    if (/^(internet|\*)$/i.test(tag)) return addressesPeer(IpSet.everything, text);
    return serviceTagPeer(tag, text) ?? unknownPeer(foreignCause(resource, field, "one of its tags is not known here"));
}
