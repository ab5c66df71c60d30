/** How a resource type of ARM is found among the types that are read here. */
interface ArmType {
    readonly token: string;
    /** Property for each part of the resource's name, from the outermost: `group/rule` has two. */
    readonly names: readonly string[];
}

const TYPES: ReadonlyMap<string, ArmType> = new Map(
    (
        [
            ["network/networkSecurityGroups", "NetworkSecurityGroup", "networkSecurityGroupName"],
            [
                "network/networkSecurityGroups/securityRules",
                "SecurityRule",
                "networkSecurityGroupName securityRuleName",
            ],
            [
                "network/networkManagers/securityAdminConfigurations",
                "SecurityAdminConfiguration",
                "networkManagerName configurationName",
            ],
            [
                "network/networkManagers/securityAdminConfigurations/ruleCollections/rules",
                "AdminRule",
                "networkManagerName configurationName ruleCollectionName ruleName",
            ],
            [
                "network/firewallPolicies/ruleCollectionGroups",
                "FirewallPolicyRuleCollectionGroup",
                "firewallPolicyName ruleCollectionGroupName",
            ],
            [
                "network/networkManagers/securityUserConfigurations/ruleCollections/rules",
                "SecurityUserRule",
                "networkManagerName configurationName ruleCollectionName ruleName",
            ],
            ["network/firewallPolicies/ruleGroups", "FirewallPolicyRuleGroup", "firewallPolicyName ruleGroupName"],
            [
                "network/networkVirtualAppliances/inboundSecurityRules",
                "InboundSecurityRule",
                "networkVirtualApplianceName ruleCollectionName",
            ],
            ["network/azureFirewalls", "AzureFirewall", "azureFirewallName"],
            ["network/ipGroups", "IpGroup", "ipGroupsName"],
            ["network/loadBalancers", "LoadBalancer", "loadBalancerName"],
            ["network/loadBalancers/inboundNatRules", "InboundNatRule", "loadBalancerName inboundNatRuleName"],
            ["network/routeTables", "RouteTable", "routeTableName"],
            ["network/routeTables/routes", "Route", "routeTableName routeName"],
            ["network/privateLinkServices", "PrivateLinkService", "serviceName"],
            ["network/applicationGateways", "ApplicationGateway", "applicationGatewayName"],
            ["network/frontDoors", "FrontDoor", "frontDoorName"],
            ["network/publicIPAddresses", "PublicIPAddress", "publicIpAddressName"],
            ["cdn/profiles/originGroups/origins", "AFDOrigin", "profileName originGroupName originName"],
            ["cdn/profiles/endpoints", "Endpoint", "profileName endpointName"],
            ["cdn/profiles/endpoints/origins", "Origin", "profileName endpointName originName"],
            ["azureStackHCI/networkSecurityGroups", "NetworkSecurityGroup", "networkSecurityGroupName"],
            [
                "azureStackHCI/networkSecurityGroups/securityRules",
                "SecurityRule",
                "networkSecurityGroupName securityRuleName",
            ],
            ["batch/batchAccounts/pools", "Pool", "accountName poolName"],
            ["serviceFabric/managedClusters", "ManagedCluster", "clusterName"],
            ["serviceFabric/managedClusters/nodeTypes", "NodeType", "clusterName nodeTypeName"],
            ["containerService/managedClusters", "ManagedCluster", "resourceName"],
            ["containerService/managedClusters/agentPools", "AgentPool", "resourceName agentPoolName"],
            ["containerService/fleets", "Fleet", "fleetName"],
            ["containerInstance/containerGroups", "ContainerGroup", "containerGroupName"],
            ["app/containerApps", "ContainerApp", "containerAppName"],
            ["redHatOpenShift/openShiftClusters", "OpenShiftCluster", "resourceName"],
        ] as const
    ).map(([type, resource, names]) => [
        `microsoft.${type}`.toLowerCase(),
        {
            token: `azure-native:${type.split("/", 1)[0]?.toLowerCase()}:${resource}`,
            names: names.split(" "),
        },
    ]),
);

const NAMESPACES: ReadonlySet<string> = new Set([...TYPES.keys()].map((type) => type.split("/", 1)[0] ?? type));

/** True for a provider namespace of ARM that has types which are read here. */
export function isReadNamespace(namespace: string): boolean {
    return NAMESPACES.has(namespace.toLowerCase());
}

/** The type that a deployment inside a template has. */
export const NESTED_DEPLOYMENT = "microsoft.resources/deployments";

/** The entry for an ARM type, which is compared without regard to case. */
export function armType(type: string): ArmType | undefined {
    return TYPES.get(type.toLowerCase());
}
