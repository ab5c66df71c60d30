import type { Rule } from "../../rule.js";
import type { Composer } from "../../stack/composer.js";
import type { Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { ADMIN_CONFIGURATION, readAdminConfiguration, readAdminRule, readNothing } from "./admin-rule.js";
import { readKubernetesCluster, readManagedCluster } from "./aks-cluster.js";
import {
    readAzureFirewall,
    readNatRuleCollection,
    readNetworkRuleCollection,
    readRuleCollectionGroup,
} from "./azure-firewall.js";
import { composeAdminConfigurations } from "./compose-admin-configuration.js";
import { composeNetworkSecurityGroups } from "./compose-network-security-group.js";
import { readIpGroup, readIpGroupEntry } from "./ip-group.js";
import {
    NETWORK_SECURITY_GROUP,
    readNetworkSecurityGroup,
    readSeparateSecurityRule,
} from "./network-security-group.js";
import { readOpenShiftCluster } from "./openshift-cluster.js";
import { bridgedToken, canonicalToken } from "./token.js";
import { composeRoutes, ROUTES, readRoute, readRouteTable } from "./virtual-network-route.js";

const NATIVE: readonly (readonly [string, Reader])[] = [
    ["azure-native:network:NetworkSecurityGroup", readNetworkSecurityGroup],
    ["azure-native:network:SecurityRule", readSeparateSecurityRule],
    ["azure-native:network:AdminRule", readAdminRule],
    ["azure-native:network:DefaultAdminRule", readNothing],
    ["azure-native:network:SecurityAdminConfiguration", readAdminConfiguration],
    ["azure-native:network:FirewallPolicyRuleCollectionGroup", readRuleCollectionGroup],
    ["azure-native:network:AzureFirewall", readAzureFirewall],
    ["azure-native:network:IpGroup", readIpGroup],
    // No filter of their own: the network security group behind them decides.
    ["azure-native:network:LoadBalancer", readNothing],
    ["azure-native:network:InboundNatRule", readNothing],
    ["azure-native:network:RouteTable", readRouteTable],
    ["azure-native:network:Route", readRoute],
    ["azure-native:containerservice:ManagedCluster", readManagedCluster],
    ["azure-native:redhatopenshift:OpenShiftCluster", readOpenShiftCluster],
];

const CLASSIC: readonly (readonly [string, Reader])[] = [
    ["azure:network/networkSecurityGroup:NetworkSecurityGroup", readNetworkSecurityGroup],
    ["azure:network/networkSecurityRule:NetworkSecurityRule", readSeparateSecurityRule],
    ["azure:network/firewallPolicyRuleCollectionGroup:FirewallPolicyRuleCollectionGroup", readAzureFirewall],
    ["azure:network/firewallNatRuleCollection:FirewallNatRuleCollection", readNatRuleCollection],
    ["azure:network/firewallNetworkRuleCollection:FirewallNetworkRuleCollection", readNetworkRuleCollection],
    ["azure:network/iPGroup:IPGroup", readIpGroup],
    ["azure:network/iPGroupCidr:IPGroupCidr", readIpGroupEntry],
    ["azure:network/routeTable:RouteTable", readRouteTable],
    ["azure:network/route:Route", readRoute],
    ["azure:containerservice/kubernetesCluster:KubernetesCluster", readKubernetesCluster],
    ["azure:redhatopenshift/cluster:Cluster", readOpenShiftCluster],
];

/** Readers by exact token: azure-native without an API version, and classic azure. */
export const readers: ReadonlyMap<string, Reader> = new Map([...NATIVE, ...CLASSIC]);

/** The type tokens that are read here, without their versioned and bridged forms. */
export const RESOURCE_TYPES: readonly string[] = [...readers.keys()];

/** Composers by the name that the readers give. */
export const composers: Readonly<Record<string, Composer>> = {
    [NETWORK_SECURITY_GROUP]: composeNetworkSecurityGroups,
    [ADMIN_CONFIGURATION]: composeAdminConfigurations,
    [ROUTES]: composeRoutes,
};

/** Terraform's own names, which the classic provider changed for one type only. */
const BRIDGED: ReadonlyMap<string, Reader> = new Map([
    ...CLASSIC.map(([token, reader]) => [bridgedToken(token), reader] as const),
    ["azurerm:redhatopenshiftcluster", readOpenShiftCluster],
]);

/** The reader of a token in any of its forms: with an API version, from azure-nextgen, or from Terraform's provider. */
export function readerForToken(type: string): Reader | undefined {
    const token = canonicalToken(type);
    return token === undefined ? undefined : (readers.get(token) ?? BRIDGED.get(token));
}

/** The rules that one resource writes; none for a type that is not read here. */
export function readRules(resource: Resource): readonly Rule[] {
    const reader = readers.get(resource.type) ?? readerForToken(resource.type);
    return reader ? reader(resource).flatMap((contribution) => contribution.rules) : [];
}
