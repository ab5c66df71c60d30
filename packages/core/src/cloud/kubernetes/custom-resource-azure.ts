import type { Field } from "../../field.js";
import { Unknown, type Value } from "../../value.js";
import { type CustomKind, plain, sameFields, type Translated } from "./custom-kind.js";

const GROUP = "azure-native:network:NetworkSecurityGroup";
const RULE = "azure-native:network:SecurityRule";
const AKS = "azure-native:containerservice:ManagedCluster";

/** Azure Service Operator, Crossplane and Cluster API. */
export const AZURE_KINDS: readonly CustomKind[] = [
    { group: /^network\.azure\.com$/, kind: /^NetworkSecurityGroup$/, type: GROUP, translate: operatorGroup },
    {
        group: /^network\.azure\.com$/,
        kind: /^NetworkSecurityGroupsSecurityRule$/,
        type: RULE,
        translate: operatorRule,
    },
    { group: /^containerservice\.azure\.com$/, kind: /^ManagedCluster$/, type: AKS },
    {
        group: /^containerservice\.azure\.com$/,
        kind: /^ManagedClustersAgentPool$/,
        type: "azure-native:containerservice:AgentPool",
    },
    { group: /^containerservice\.azure\.com$/, kind: /^Fleet$/, type: "azure-native:containerservice:Fleet" },
    {
        group: /^redhatopenshift\.azure\.com$/,
        kind: /^OpenShiftCluster$/,
        type: "azure-native:redhatopenshift:OpenShiftCluster",
    },
    {
        ...crossplane("network", "SecurityGroup", "azure:network/networkSecurityGroup:NetworkSecurityGroup"),
        // Rules name their group by the name it has inside the cluster.
        translate: (fields, object) => ({ ...sameFields(fields), name: object.get("metadata").get("name") }),
    },
    crossplane("network", "SecurityRule", "azure:network/networkSecurityRule:NetworkSecurityRule"),
    crossplane("containerservice", "KubernetesCluster", "azure:containerservice/kubernetesCluster:KubernetesCluster"),
    ...["spec", "spec.template.spec"].flatMap(clusterApi),
];

/** The kinds of Cluster API, or the templates that clusters of a class are made from. */
function clusterApi(within: string): readonly CustomKind[] {
    const suffix = within === "spec" ? "" : "Template";
    const group = /^infrastructure\.cluster\.x-k8s\.io$/;
    return [
        { group, kind: new RegExp(`^AzureCluster${suffix}$`), type: GROUP, within, translate: clusterRules },
        {
            group,
            kind: new RegExp(`^AzureManagedControlPlane${suffix}$`),
            type: AKS,
            within,
            translate: (spec) => ({ apiServerAccessProfile: profile(spec.get("apiServerAccessProfile")) }),
        },
    ];
}

function crossplane(group: string, kind: string, type: string): CustomKind {
    return {
        group: new RegExp(`^${group}\\.azure(\\.m)?\\.upbound\\.io$`),
        kind: new RegExp(`^${kind}$`),
        type,
        within: "spec.forProvider",
    };
}

/** Rules find their group by the name that it has inside the cluster, within one namespace. */
function operatorGroup(spec: Field, object: Field): Translated {
    const metadata = object.get("metadata");
    return {
        ...sameFields(spec),
        networkSecurityGroupName: metadata.get("name"),
        resourceGroupName: namespaceOf(metadata),
    };
}

function operatorRule(spec: Field, object: Field): Translated {
    const metadata = object.get("metadata");
    return {
        ...sameFields(spec),
        networkSecurityGroupName: spec.get("owner").get("name"),
        resourceGroupName: namespaceOf(metadata),
    };
}

function namespaceOf(metadata: Field): Value {
    const namespace = metadata.get("namespace");
    return namespace.isAbsent ? "default" : plain(namespace);
}

function profile(field: Field): Value {
    if (!field.isObject) return plain(field);
    return {
        authorizedIPRanges: plain(field.get("authorizedIPRanges")),
        enablePrivateCluster: plain(field.get("enablePrivateCluster")),
    };
}

/** Cluster API keeps the rules with each subnet. */
function clusterRules(spec: Field): Translated | undefined {
    const subnets = spec.get("networkSpec").get("subnets");
    if (subnets.isUnknown) return { securityRules: subnets };
    const rules = subnets.items().flatMap((subnet) => subnet.get("securityGroup").get("securityRules").items());
    const type = spec.get("networkSpec").get("apiServerLB").get("type");
    const isPublic = type.text() !== "Internal";
    const guarded = subnets.items().some((subnet) => isControlPlane(subnet) && rulesOf(subnet).length > 0);
    const given = rules.map((rule) => (rule.isObject ? clusterRule(rule) : plain(rule)));
    if (guarded || !isPublic) return { securityRules: given };
    // Where the load balancer may be internal, nobody knows whether it lets anybody in.
    return {
        securityRules: [...given, type.isUnknown ? { ...EVERYONE, sourceAddressPrefix: new Unknown() } : EVERYONE],
    };
}

function isControlPlane(subnet: Field): boolean {
    return subnet.get("role").text() === "control-plane";
}

function rulesOf(subnet: Field): readonly Field[] {
    return subnet.get("securityGroup").get("securityRules").items();
}

/** What Cluster API writes where the control plane's subnet has no rules of its own. */
const EVERYONE = {
    name: "allow_apiserver",
    priority: 2201,
    protocol: "Tcp",
    access: "Allow",
    direction: "Inbound",
    sourceAddressPrefix: "*",
    sourcePortRange: "*",
    destinationAddressPrefix: "*",
    destinationPortRange: "6443",
};

function clusterRule(rule: Field): Value {
    const action = rule.get("action");
    return {
        name: plain(rule.get("name")),
        priority: plain(rule.get("priority")),
        protocol: plain(rule.get("protocol")),
        direction: plain(rule.get("direction")),
        access: action.isAbsent ? "Allow" : plain(action),
        sourceAddressPrefix: plain(rule.get("source")),
        sourceAddressPrefixes: plain(rule.get("sources")),
        sourcePortRange: plain(rule.get("sourcePorts")),
        destinationAddressPrefix: plain(rule.get("destination")),
        destinationPortRange: plain(rule.get("destinationPorts")),
    };
}
