import { Field } from "../../field.js";
import type { Contribution, NestedReader, Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { joinPath, relocated } from "../relocated.js";
import { unreadCarrier } from "./carrier-note.js";
import { type CustomKind, plain, sameFields, type Translated } from "./custom-kind.js";
import { AWS_KINDS } from "./custom-resource-aws.js";
import { AZURE_KINDS } from "./custom-resource-azure.js";
import { GOOGLE_KINDS } from "./custom-resource-google.js";

const KINDS: readonly CustomKind[] = [...AWS_KINDS, ...AZURE_KINDS, ...GOOGLE_KINDS];

/** Kinds that look like a firewall, or like a cluster with one, of the groups of a cloud. */
const CLOUD_GROUPS = /(services\.k8s\.aws|\.azure\.com|cnrm\.cloud\.google\.com|\.upbound\.io|crossplane\.io)$/;
const LOOKS_LIKE_FIREWALL = /firewall|securitygroup|securityrule|networkacl|ingressrule/i;

/** Cluster API makes networks and load balancers for these. */
const CLUSTER_API = /^(infrastructure|controlplane)\.cluster\.x-k8s\.io$/;
const MAKES_FIREWALLS = /^[A-Z][A-Za-z]*(Cluster|ManagedControlPlane)$/;

/** The reader of a Kubernetes type token whose object is a firewall of a cloud; undefined for every other one. */
export function customResourceReader(type: string): Reader | undefined {
    const [group, kind] = groupAndKind(type);
    const known = KINDS.find((one) => one.group.test(group) && one.kind.test(kind));
    if (known) return (resource, nested) => readCustom(known, resource, nested);
    const looksLikeOne = CLOUD_GROUPS.test(group) && LOOKS_LIKE_FIREWALL.test(kind);
    if (!looksLikeOne && !(CLUSTER_API.test(group) && MAKES_FIREWALLS.test(kind))) return undefined;
    return (resource) => [unreadCarrier(resource, `${kind} of ${group} is of a kind that is not read here`)];
}

/** `kubernetes:ec2.services.k8s.aws/v1alpha1:SecurityGroup` is of group `ec2.services.k8s.aws`. */
export function groupAndKind(type: string): readonly [string, string] {
    const match = /^kubernetes:([^/:]+)(?:\/[^:]*)?:(.+?)(?:Patch)?$/.exec(type);
    return [match?.[1] ?? "", match?.[2] ?? ""];
}

function readCustom(known: CustomKind, resource: Resource, nested: NestedReader = () => []): readonly Contribution[] {
    const root = new Field(resource.properties, "");
    const within = known.within ?? "spec";
    const fields = within.split(".").reduce((field, key) => field.get(key), root);
    if (fields.isUnknown) return [unreadCarrier(resource, `${within} is not known yet`)];
    const translated = known.translate ? known.translate(fields, root, resource) : sameFields(fields);
    if (!translated) return [];
    const inner = nested(innerResource(known, resource, translated));
    return inner.map((one) => relocated(one, (path) => writtenPath(path, translated, within)));
}

/** Where the object itself has what the token has at a path: fields keep the place they came from. */
function writtenPath(path: string, translated: Translated, within: string): string {
    const name = /^[^.[]*/.exec(path)?.[0] ?? "";
    const field = Object.hasOwn(translated, name) ? translated[name] : undefined;
    return field instanceof Field ? `${field.at}${path.slice(name.length)}` : joinPath(within, path);
}

/** Linking properties of the tokens: what they came from is recorded for `spec` as a whole. */
const LINKS = ["securityGroupId", "network", "networkSecurityGroupName", "firewallPolicy", "prefixListId"];

function innerResource(known: CustomKind, resource: Resource, translated: Translated): Resource {
    const properties = Object.entries(translated).map(([key, value]) => [key, plain(value)] as const);
    const recorded = resource.propertyDependencies;
    const dependencies = recorded && Object.hasOwn(recorded, "spec") ? (recorded["spec"] ?? []) : [];
    return {
        ...resource,
        type: known.type,
        properties: Object.fromEntries(properties),
        ...(dependencies.length > 0
            ? { propertyDependencies: Object.fromEntries(LINKS.map((link) => [link, dependencies])) }
            : {}),
    };
}
