import type { Field } from "../../field.js";
import type { Value } from "../../value.js";
import { type CustomKind, plain, sameFields, type Translated } from "./custom-kind.js";

const FIREWALL = "gcp:compute/firewall:Firewall";
const CLUSTER = "gcp:container/cluster:Cluster";

/** Config Connector and Crossplane. */
export const GOOGLE_KINDS: readonly CustomKind[] = [
    {
        group: /^compute\.cnrm\.cloud\.google\.com$/,
        kind: /^ComputeFirewall$/,
        type: FIREWALL,
        translate: connectorFirewall,
    },
    {
        group: /^compute\.cnrm\.cloud\.google\.com$/,
        kind: /^ComputeFirewallPolicyRule$/,
        type: "gcp:compute/firewallPolicyRule:FirewallPolicyRule",
        translate: connectorRule("firewallPolicyRef"),
    },
    {
        group: /^compute\.cnrm\.cloud\.google\.com$/,
        kind: /^ComputeNetworkFirewallPolicyRule$/,
        type: "gcp:compute/networkFirewallPolicyRule:NetworkFirewallPolicyRule",
        translate: connectorRule("firewallPolicyRef"),
    },
    {
        group: /^compute\.cnrm\.cloud\.google\.com$/,
        kind: /^ComputeRegionNetworkFirewallPolicyRule$/,
        type: "gcp:compute/regionNetworkFirewallPolicyRule:RegionNetworkFirewallPolicyRule",
        translate: connectorRule("firewallPolicyRef"),
    },
    {
        group: /^compute\.cnrm\.cloud\.google\.com$/,
        kind: /^ComputeServiceAttachment$/,
        type: "gcp:compute/serviceAttachment:ServiceAttachment",
        translate: (spec) => ({ ...sameFields(spec), targetService: reference(spec.get("targetServiceRef")) }),
    },
    { group: /^container\.cnrm\.cloud\.google\.com$/, kind: /^ContainerCluster$/, type: CLUSTER },
    {
        group: /^compute\.gcp(\.m)?\.upbound\.io$/,
        kind: /^Firewall$/,
        type: FIREWALL,
        within: "spec.forProvider",
        translate: crossplaneFirewall,
    },
    ...["FirewallPolicyRule", "NetworkFirewallPolicyRule", "RegionNetworkFirewallPolicyRule"].map(crossplaneRule),
    {
        group: /^infrastructure\.cluster\.x-k8s\.io$/,
        kind: /^GCPManagedControlPlane$/,
        type: CLUSTER,
        translate: (spec) => ({
            masterAuthorizedNetworksConfig: spec.get("masterAuthorizedNetworksConfig"),
            privateClusterConfig: spec.get("clusterNetwork").get("privateCluster"),
        }),
    },
    { group: /^container\.gcp(\.m)?\.upbound\.io$/, kind: /^Cluster$/, type: CLUSTER, within: "spec.forProvider" },
];

function connectorFirewall(spec: Field): Translated {
    return {
        ...sameFields(spec),
        allows: spec.get("allow"),
        denies: spec.get("deny"),
        network: reference(spec.get("networkRef")),
        sourceServiceAccounts: references(spec.get("sourceServiceAccounts")),
        targetServiceAccounts: references(spec.get("targetServiceAccounts")),
    };
}

/** An object of the same cluster by its name, or any other one by `external`. */
function reference(field: Field): Value {
    if (!field.isObject) return plain(field);
    const external = field.get("external");
    return plain(external.isAbsent ? field.get("name") : external);
}

function references(list: Field): Value {
    if (!list.isList) return plain(list);
    return list.items().map((item) => reference(item));
}

/** The connector writes acronyms in capitals where the provider does not. */
function connectorRule(policy: string): (spec: Field) => Translated {
    return (spec) => {
        const match = spec.get("match");
        const renamed = match
            .keys()
            .map((key) => [key.replace("IPRanges", "IpRanges"), plain(match.own(key))] as const);
        return {
            ...sameFields(spec),
            match: match.isObject ? Object.fromEntries(renamed) : match,
            firewallPolicy: reference(spec.get(policy)),
            targetServiceAccounts: references(spec.get("targetServiceAccounts")),
            targetResources: references(spec.get("targetResources")),
        };
    };
}

function crossplaneFirewall(fields: Field): Translated {
    return { ...sameFields(fields), allows: fields.get("allow"), denies: fields.get("deny") };
}

/** A block of which there can be only one comes as a list of one. */
function crossplaneRule(kind: string): CustomKind {
    const token = `gcp:compute/${kind.charAt(0).toLowerCase()}${kind.slice(1)}:${kind}`;
    return {
        group: /^compute\.gcp(\.m)?\.upbound\.io$/,
        kind: new RegExp(`^${kind}$`),
        type: token,
        within: "spec.forProvider",
        translate: (fields) => {
            const match = fields.get("match");
            const [first, ...more] = match.items();
            return { ...sameFields(fields), match: match.isList && first && more.length === 0 ? first : match };
        },
    };
}
