import { Field } from "../../field.js";
import type { Contribution, NestedReader, Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { joinPath, relocated } from "../relocated.js";
import { unreadCarrier } from "./carrier-note.js";
import { CLUSTER_API_AWS_KINDS } from "./cluster-api-aws.js";
import { withReferences } from "./crossplane-references.js";
import { type CustomKind, plain, sameFields, type Translated } from "./custom-kind.js";
import { ACK_KINDS } from "./custom-resource-ack.js";
import { AZURE_KINDS } from "./custom-resource-azure.js";
import { CROSSPLANE_AWS_KINDS } from "./custom-resource-crossplane-aws.js";
import { GOOGLE_KINDS } from "./custom-resource-google.js";
import { objectToken } from "./object-list.js";

const KINDS: readonly CustomKind[] = [
    ...ACK_KINDS,
    ...CROSSPLANE_AWS_KINDS,
    ...CLUSTER_API_AWS_KINDS,
    ...AZURE_KINDS,
    ...GOOGLE_KINDS,
];

/** Kinds that look like a firewall, or like a cluster with one, of the groups of a cloud. */
const CLOUD_GROUPS = /(services\.k8s\.aws|\.azure\.com|cnrm\.cloud\.google\.com|\.upbound\.io|crossplane\.io)$/;
const LOOKS_LIKE_FIREWALL = /firewall|securitygroup|securityrule|networkacl|ingressrule/i;
/** Kinds with such a name that let nobody in, and services that answer at ports of their own. */
const LETS_NOBODY_IN = /egressrule|association|attachment|applicationsecuritygroup/i;
const OF_ANOTHER_SERVICE =
    /^(sql|db\w+|mysql|mariadb|postgresql|cache|redis|elasticache|rds|dax|docdb|documentdb|synapse|kusto|datalakeanalytics|eventhub|medialive|networkfirewall|route53resolver|waf\w*)\./;

/** Cluster API makes networks and load balancers for these. */
const CLUSTER_API = /^(infrastructure|controlplane)\.cluster\.x-k8s\.io$/;
const MAKES_FIREWALLS = /^[A-Z][A-Za-z]*(Cluster|ManagedControlPlane)(Template)?$|^ROSAControlPlane$/;
/** These only hold the address of a control plane that another object makes. */
const MAKES_NONE = /^(AWS|Azure)ManagedCluster(Template)?$/;

/** The reader of a Kubernetes type token whose object is a firewall of a cloud; undefined for every other one. */
export function customResourceReader(type: string): Reader | undefined {
    const [group, kind] = groupAndKind(type);
    const known = KINDS.filter((one) => one.group.test(group) && one.kind.test(kind));
    return known.length === 0 ? undefined : (resource, nested) => readAll(known, resource, nested);
}

/** The reader of an object that Crossplane writes into a cluster as it is; undefined for every other token. */
export function carriedObjectReader(type: string): Reader | undefined {
    const [group, kind] = groupAndKind(type);
    return /^kubernetes(\.m)?\.crossplane\.io$/.test(group) && kind === "Object" ? readCarriedObject : undefined;
}

function readCarriedObject(resource: Resource, nested: NestedReader = () => []): readonly Contribution[] {
    const manifest = new Field(resource.properties, "").get("spec").get("forProvider").get("manifest");
    if (!manifest.isObject) return manifest.isAbsent ? [] : [unreadCarrier(resource, "its manifest is not known yet")];
    const properties = Object.fromEntries(manifest.keys().map((key) => [key, plain(manifest.own(key))]));
    return nested({ ...resource, type: objectToken(manifest), properties }).map((one) =>
        relocated(one, (path) => joinPath(manifest.at, path)),
    );
}

/** The reader of a token that looks like a firewall, and is of no kind that is read. */
export function unreadKindReader(type: string): Reader | undefined {
    const [group, kind] = groupAndKind(type);
    const looksLikeOne = CLOUD_GROUPS.test(group) && LOOKS_LIKE_FIREWALL.test(kind);
    const makesOne = CLUSTER_API.test(group) && MAKES_FIREWALLS.test(kind) && !MAKES_NONE.test(kind);
    if (!looksLikeOne && !makesOne) return undefined;
    if (looksLikeOne && (LETS_NOBODY_IN.test(kind) || OF_ANOTHER_SERVICE.test(group))) return () => [];
    return (resource) => [unreadCarrier(resource, `${kind} of ${group} is of a kind that is not read here`)];
}

/** `kubernetes:ec2.services.k8s.aws/v1alpha1:SecurityGroup` is of group `ec2.services.k8s.aws`. */
export function groupAndKind(type: string): readonly [string, string] {
    const match = /^kubernetes:([^/:]+)(?:\/[^:]*)?:(.+?)(?:Patch)?$/.exec(type);
    return [match?.[1] ?? "", match?.[2] ?? ""];
}

/** One object may write several firewalls; what cannot be read of it is said once. */
function readAll(known: readonly CustomKind[], resource: Resource, nested?: NestedReader): readonly Contribution[] {
    const [first] = known;
    const within = first?.within ?? "spec";
    const root = new Field(resource.properties, "");
    const fields = fieldsAt(root, within);
    if (fields.isUnknown) return [unreadCarrier(resource, `${within} is not known yet`)];
    if (!fields.isObject && !fields.isAbsent) return [unreadCarrier(resource, `${within} is no object`)];
    return known.flatMap((one) => readCustom(one, fields, root, resource, nested));
}

/** The fields of an object. For Crossplane, references count as ids, and `initProvider` where there is nothing else. */
function fieldsAt(root: Field, within: string): Field {
    const fields = within.split(".").reduce((field, key) => field.get(key), root);
    if (within !== CROSSPLANE) return fields;
    return withReferences(withInitial(fields, root.get("spec").get("initProvider")), root.get("metadata"));
}

/** Where Crossplane keeps the fields of the resource itself. */
const CROSSPLANE = "spec.forProvider";

function withInitial(fields: Field, initial: Field): Field {
    if (initial.isAbsent || fields.isUnknown) return fields;
    if (!initial.isObject) return initial;
    const others = initial.keys().filter((key) => fields.own(key).isAbsent);
    const merged = [...fields.keys().map((key) => fields.own(key)), ...others.map((key) => initial.own(key))];
    const entries = merged.map((field) => [field.at.slice(field.at.lastIndexOf(".") + 1), plain(field)] as const);
    return new Field(Object.fromEntries(entries), fields.at, fields.secret || initial.secret);
}

function readCustom(
    known: CustomKind,
    fields: Field,
    root: Field,
    resource: Resource,
    nested: NestedReader = () => [],
): readonly Contribution[] {
    const translated = known.translate ? known.translate(fields, root, resource) : sameFields(fields);
    if (!translated) return [];
    const inner = nested(innerResource(known, root, resource, translated));
    return inner
        .map((one) => relocated(one, (path) => writtenPath(path, translated, known.within ?? "spec")))
        .map((one) => ({ ...one, rules: one.rules.map((rule) => known.told?.(rule, fields, rule.at) ?? rule) }));
}

/** Where the object itself has what the token has at a path: fields keep the place they came from. */
function writtenPath(path: string, translated: Translated, within: string): string {
    const name = /^[^.[]*/.exec(path)?.[0] ?? "";
    const field = Object.hasOwn(translated, name) ? translated[name] : undefined;
    return field instanceof Field ? `${field.at}${path.slice(name.length)}` : joinPath(within, path);
}

/** Linking properties of the tokens: what they came from is recorded for `spec` as a whole. */
const LINKS = [
    ...["securityGroupId", "sourceSecurityGroupId", "referencedSecurityGroupId", "prefixListId", "networkAclId"],
    ...["ingress", "securityGroups", "vpcSecurityGroupIds", "loadBalancerArn", "listenerArn", "targetGroupArn"],
    ...["targetId", "defaultActions", "actions", "networkLoadBalancerArns"],
    ...["network", "networkSecurityGroupName", "resourceGroupName", "firewallPolicy"],
];

function innerResource(known: CustomKind, root: Field, resource: Resource, translated: Translated): Resource {
    const properties = Object.entries(translated).map(([key, value]) => [key, plain(value)] as const);
    const recorded = resource.propertyDependencies;
    const dependencies = recorded && Object.hasOwn(recorded, "spec") ? (recorded["spec"] ?? []) : [];
    const { id: physical, ...rest } = resource;
    const id = known.id === undefined ? physical : known.id(root);
    return {
        ...rest,
        ...(id === undefined ? {} : { id }),
        type: known.type,
        properties: Object.fromEntries(properties),
        ...(dependencies.length > 0
            ? { propertyDependencies: Object.fromEntries(LINKS.map((link) => [link, dependencies])) }
            : {}),
    };
}
