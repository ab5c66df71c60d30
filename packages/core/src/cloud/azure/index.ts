import type { Rule } from "../../rule.js";
import type { Composer } from "../../stack/composer.js";
import type { Contribution, Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { ADMIN_CONFIGURATION, readAdminConfiguration, readAdminRule, readUserRule } from "./admin-rule.js";
import { readAutomaticCluster, readFleet, readKubernetesCluster, readManagedCluster } from "./aks-cluster.js";
import { readHostPorts } from "./aks-host-ports.js";
import { readDeployment, readGenericResource } from "./arm-template.js";
import { readAzapiResource } from "./azapi.js";
import {
    readAzureFirewall,
    readNatRuleCollection,
    readNetworkRuleCollection,
    readRuleCollectionGroup,
    readRuleGroup,
} from "./azure-firewall.js";
import { readBatchPool } from "./batch-pool.js";
import { composeAdminConfigurations } from "./compose-admin-configuration.js";
import { composeNetworkSecurityGroups } from "./compose-network-security-group.js";
import { readContainerGroup } from "./container-group.js";
import { readInboundSecurityRules } from "./inbound-security-rule.js";
import { readIpGroup, readIpGroupEntry } from "./ip-group.js";
import { PRIVATE_LINK, readBalancedRule, readLoadBalancer } from "./load-balancer.js";
import {
    NETWORK_SECURITY_GROUP,
    readNetworkSecurityGroup,
    readSeparateSecurityRule,
    readServiceFabricRules,
} from "./network-security-group.js";
import { isNoFirewall, readNothing } from "./no-firewall.js";
import { readOpenShiftCluster } from "./openshift-cluster.js";
import { composePrivateLinks, readPrivateLinkService } from "./private-link-service.js";
import {
    composePublicAddresses,
    PUBLIC_ADDRESS,
    readClassicPublicAddress,
    readNativePublicAddress,
} from "./public-address.js";
import {
    readApplicationGateway,
    readContainerApp,
    readDeliveryEndpoint,
    readFrontDoor,
    readNextGenerationFirewall,
    readOrigin,
} from "./relay.js";
import { bridgedToken, canonicalToken } from "./token.js";
import { composeRoutes, ROUTES, readRoute, readRouteTable } from "./virtual-network-route.js";

/** Two readers of one type: each says what it sees. */
function both(one: Reader, other: Reader): Reader {
    return (resource, nested) => [...one(resource, nested), ...other(resource, nested)];
}

const NATIVE: readonly (readonly [string, Reader])[] = [
    ["azure-native:network:NetworkSecurityGroup", readNetworkSecurityGroup],
    ["azure-native:network:SecurityRule", readSeparateSecurityRule],
    // The groups of Azure Local have the same fields.
    ["azure-native:azurestackhci:NetworkSecurityGroup", readNetworkSecurityGroup],
    ["azure-native:azurestackhci:SecurityRule", readSeparateSecurityRule],
    ["azure-native:network:AdminRule", readAdminRule],
    ["azure-native:network:DefaultAdminRule", readNothing],
    ["azure-native:network:UserRule", readUserRule],
    ["azure-native:network:SecurityUserRule", readUserRule],
    ["azure-native:network:SecurityAdminConfiguration", readAdminConfiguration],
    ["azure-native:network:FirewallPolicyRuleCollectionGroup", readRuleCollectionGroup],
    ["azure-native:network:FirewallPolicyRuleGroup", readRuleGroup],
    ["azure-native:network:AzureFirewall", readAzureFirewall],
    ["azure-native:network:InboundSecurityRule", readInboundSecurityRules],
    ["azure-native:batch:Pool", readBatchPool],
    ["azure-native:servicefabric:ManagedCluster", readServiceFabricRules],
    ["azure-native:servicefabric:NodeType", readServiceFabricRules],
    ["azure-native:cloudngfw:Firewall", readNextGenerationFirewall],
    ["azure-native:network:IpGroup", readIpGroup],
    ["azure-native:network:LoadBalancer", readLoadBalancer],
    ["azure-native:network:InboundNatRule", readBalancedRule],
    ["azure-native:network:PrivateLinkService", readPrivateLinkService],
    ["azure-native:network:ApplicationGateway", readApplicationGateway],
    ["azure-native:network:FrontDoor", readFrontDoor],
    ["azure-native:frontdoor:FrontDoor", readFrontDoor],
    ["azure-native:cdn:AFDOrigin", readOrigin],
    ["azure-native:cdn:Origin", readOrigin],
    ["azure-native:cdn:Endpoint", readDeliveryEndpoint],
    ["azure-native:network:PublicIPAddress", readNativePublicAddress],
    ["azure-native:network:RouteTable", readRouteTable],
    ["azure-native:network:Route", readRoute],
    ["azure-native:containerinstance:ContainerGroup", readContainerGroup],
    ["azure-native:app:ContainerApp", readContainerApp],
    ["azure-native:containerservice:ManagedCluster", both(readManagedCluster, readHostPorts)],
    ["azure-native:containerservice:AgentPool", readHostPorts],
    ["azure-native:containerservice:Fleet", readFleet],
    ["azure-native:redhatopenshift:OpenShiftCluster", readOpenShiftCluster],
    ["azure-native:resources:Resource", readGenericResource],
    ["azure-native:blueprint:TemplateArtifact", readDeployment],
    ...[
        "Deployment",
        "DeploymentAtScope",
        "DeploymentAtSubscriptionScope",
        "DeploymentAtManagementGroupScope",
        "DeploymentAtTenantScope",
        "DeploymentStackAtResourceGroup",
        "DeploymentStackAtSubscription",
        "DeploymentStackAtManagementGroup",
    ].map((name) => [`azure-native:resources:${name}`, readDeployment] as const),
];

const CLASSIC: readonly (readonly [string, Reader])[] = [
    ["azure:network/networkSecurityGroup:NetworkSecurityGroup", readNetworkSecurityGroup],
    ["azure:network/networkSecurityRule:NetworkSecurityRule", readSeparateSecurityRule],
    ["azure:network/networkManagerAdminRule:NetworkManagerAdminRule", readAdminRule],
    ["azure:network/firewallPolicyRuleCollectionGroup:FirewallPolicyRuleCollectionGroup", readAzureFirewall],
    ["azure:network/firewallNatRuleCollection:FirewallNatRuleCollection", readNatRuleCollection],
    ["azure:network/firewallNetworkRuleCollection:FirewallNetworkRuleCollection", readNetworkRuleCollection],
    ["azure:network/iPGroup:IPGroup", readIpGroup],
    ["azure:network/iPGroupCIDR:IPGroupCIDR", readIpGroupEntry],
    ["azure:network/routeTable:RouteTable", readRouteTable],
    ["azure:network/route:Route", readRoute],
    ["azure:containerservice/kubernetesCluster:KubernetesCluster", both(readKubernetesCluster, readHostPorts)],
    ["azure:containerservice/kubernetesClusterNodePool:KubernetesClusterNodePool", readHostPorts],
    ["azure:containerservice/automaticCluster:AutomaticCluster", readAutomaticCluster],
    ["azure:containerservice/kubernetesFleetManager:KubernetesFleetManager", readFleet],
    ["azure:batch/pool:Pool", readBatchPool],
    ["azure:containerservice/group:Group", readContainerGroup],
    ["azure:containerapp/app:App", readContainerApp],
    ...["VirtualHub", "VirtualNetwork"].flatMap((place) =>
        ["LocalRulestack", "Panorama", "StrataCloudManager"].map((managed) => {
            const name = `nextGenerationFirewall${place}${managed}`;
            return [`azure:paloalto/${name}:N${name.slice(1)}`, readNextGenerationFirewall] as const;
        }),
    ),
    ["azure:redhatopenshift/cluster:Cluster", readOpenShiftCluster],
    ["azure:lb/loadBalancer:LoadBalancer", readLoadBalancer],
    ["azure:lb/rule:Rule", readBalancedRule],
    ["azure:lb/natRule:NatRule", readBalancedRule],
    ["azure:lb/natPool:NatPool", readBalancedRule],
    ["azure:privatedns/linkService:LinkService", readPrivateLinkService],
    ["azure:network/applicationGateway:ApplicationGateway", readApplicationGateway],
    ["azure:frontdoor/frontdoor:Frontdoor", readFrontDoor],
    ["azure:cdn/frontdoorOrigin:FrontdoorOrigin", readOrigin],
    ["azure:cdn/endpoint:Endpoint", readDeliveryEndpoint],
    ["azure:network/publicIp:PublicIp", readClassicPublicAddress],
    ["azure:core/resourceGroupTemplateDeployment:ResourceGroupTemplateDeployment", readDeployment],
    ["azure:core/subscriptionTemplateDeployment:SubscriptionTemplateDeployment", readDeployment],
    ["azure:core/tenantTemplateDeployment:TenantTemplateDeployment", readDeployment],
    ["azure:core/templateDeployment:TemplateDeployment", readDeployment],
    ["azure:management/groupTemplateDeployment:GroupTemplateDeployment", readDeployment],
];

/** Readers by exact token: azure-native without an API version, and classic azure. */
export const readers: ReadonlyMap<string, Reader> = new Map([...NATIVE, ...CLASSIC]);

/** Types whose resources only ever have a say in an order, by priority or number. */
export const ORDERED_TYPES: readonly string[] = [
    "azure-native:network:NetworkSecurityGroup",
    "azure-native:network:SecurityRule",
    "azure:network/networkSecurityGroup:NetworkSecurityGroup",
    "azure:network/networkSecurityRule:NetworkSecurityRule",
];

/** The type tokens that are read here, without their versioned and bridged forms. */
export const RESOURCE_TYPES: readonly string[] = [...readers.keys()];

/** Composers by the name that the readers give. */
export const composers: Readonly<Record<string, Composer>> = {
    [NETWORK_SECURITY_GROUP]: composeNetworkSecurityGroups,
    [ADMIN_CONFIGURATION]: composeAdminConfigurations,
    [ROUTES]: composeRoutes,
    [PRIVATE_LINK]: composePrivateLinks,
    [PUBLIC_ADDRESS]: composePublicAddresses,
};

/** Terraform's own names; the classic provider changed some. */
const BRIDGED: ReadonlyMap<string, Reader> = new Map([
    ...CLASSIC.filter(
        ([token]) => !/:(App|Cluster|Endpoint|Group|Pool|Rule|NatPool|NatRule|LoadBalancer|LinkService)$/.test(token),
    ).map(([token, reader]) => [bridgedToken(token), reader] as const),
    ["azurerm:redhatopenshiftcluster", readOpenShiftCluster],
    ["azurerm:containergroup", readContainerGroup],
    ["azurerm:containerapp", readContainerApp],
    ["azurerm:batchpool", readBatchPool],
    ["azurerm:kubernetesautomaticcluster", readAutomaticCluster],
    ["azurerm:cdnendpoint", readDeliveryEndpoint],
    ["azurerm:cdnfrontdoororigin", readOrigin],
    ["azapi:resource", readAzapiResource],
    ["azurerm:lbnatpool", readBalancedRule],
    ["azurerm:lb", readLoadBalancer],
    ["azurerm:lbrule", readBalancedRule],
    ["azurerm:lbnatrule", readBalancedRule],
    ["azurerm:privatelinkservice", readPrivateLinkService],
]);

/** The reader of a token in any of its forms: with an API version, from azure-nextgen, or from Terraform's provider. */
export function readerForToken(type: string): Reader | undefined {
    const token = canonicalToken(type);
    if (token === undefined) return undefined;
    return readers.get(token) ?? BRIDGED.get(token) ?? (isNoFirewall(token) ? readNothing : undefined);
}

/** The rules that one resource writes; none for a type that is not read here. */
export function readRules(resource: Resource): readonly Rule[] {
    return contributionsOf(resource).flatMap((contribution) => contribution.rules);
}

function contributionsOf(resource: Resource): readonly Contribution[] {
    const reader = readers.get(resource.type) ?? readerForToken(resource.type);
    return reader ? reader(resource, contributionsOf) : [];
}
