import { ContainerApp, type ContainerAppArgs } from "@pulumi/azure-native/app/containerApp";
import { Pool, type PoolArgs } from "@pulumi/azure-native/batch/pool";
import { TemplateArtifact, type TemplateArtifactArgs } from "@pulumi/azure-native/blueprint/templateArtifact";
import { AFDOrigin, type AFDOriginArgs } from "@pulumi/azure-native/cdn/afdorigin";
import { type FirewallArgs, Firewall as HostedFirewall } from "@pulumi/azure-native/cloudngfw/firewall";
import { ContainerGroup, type ContainerGroupArgs } from "@pulumi/azure-native/containerinstance/containerGroup";
import { AgentPool, type AgentPoolArgs } from "@pulumi/azure-native/containerservice/agentPool";
import { Fleet, type FleetArgs } from "@pulumi/azure-native/containerservice/fleet";
import { ManagedCluster, type ManagedClusterArgs } from "@pulumi/azure-native/containerservice/managedCluster";
import { FrontDoor, type FrontDoorArgs } from "@pulumi/azure-native/frontdoor/frontDoor";
import { AdminRule, type AdminRuleArgs } from "@pulumi/azure-native/network/adminRule";
import { ApplicationGateway, type ApplicationGatewayArgs } from "@pulumi/azure-native/network/applicationGateway";
import { AzureFirewall, type AzureFirewallArgs } from "@pulumi/azure-native/network/azureFirewall";
import {
    FirewallPolicyRuleCollectionGroup,
    type FirewallPolicyRuleCollectionGroupArgs,
} from "@pulumi/azure-native/network/firewallPolicyRuleCollectionGroup";
import { InboundNatRule, type InboundNatRuleArgs } from "@pulumi/azure-native/network/inboundNatRule";
import { IpGroup, type IpGroupArgs } from "@pulumi/azure-native/network/ipGroup";
import { LoadBalancer, type LoadBalancerArgs } from "@pulumi/azure-native/network/loadBalancer";
import { NetworkSecurityGroup, type NetworkSecurityGroupArgs } from "@pulumi/azure-native/network/networkSecurityGroup";
import { PrivateLinkService, type PrivateLinkServiceArgs } from "@pulumi/azure-native/network/privateLinkService";
import { PublicIPAddress, type PublicIPAddressArgs } from "@pulumi/azure-native/network/publicIPAddress";
import { Route, type RouteArgs } from "@pulumi/azure-native/network/route";
import { RouteTable, type RouteTableArgs } from "@pulumi/azure-native/network/routeTable";
import {
    SecurityAdminConfiguration,
    type SecurityAdminConfigurationArgs,
} from "@pulumi/azure-native/network/securityAdminConfiguration";
import { SecurityRule, type SecurityRuleArgs } from "@pulumi/azure-native/network/securityRule";
import { SecurityUserRule, type SecurityUserRuleArgs } from "@pulumi/azure-native/network/securityUserRule";
import { UserRule, type UserRuleArgs } from "@pulumi/azure-native/network/userRule";
import { OpenShiftCluster, type OpenShiftClusterArgs } from "@pulumi/azure-native/redhatopenshift/openShiftCluster";
import { Deployment, type DeploymentArgs } from "@pulumi/azure-native/resources/deployment";
import {
    DeploymentStackAtResourceGroup,
    type DeploymentStackAtResourceGroupArgs,
} from "@pulumi/azure-native/resources/deploymentStackAtResourceGroup";
import { Resource as GenericResource, type ResourceArgs } from "@pulumi/azure-native/resources/resource";
import {
    ManagedCluster as FabricCluster,
    type ManagedClusterArgs as FabricClusterArgs,
} from "@pulumi/azure-native/servicefabric/managedCluster";
import { NodeType, type NodeTypeArgs } from "@pulumi/azure-native/servicefabric/nodeType";
import type { input } from "@pulumi/azure-native/types";
import { expect, it } from "vitest";
import { RESOURCE_TYPES } from "../../../src/cloud/azure/index.js";

// The compiler is the test: a name that the SDK does not have is an error in these objects.

const inline: input.network.SecurityRuleArgs = {
    name: "api",
    priority: 100,
    direction: "Inbound",
    access: "Allow",
    protocol: "Tcp",
    sourceAddressPrefix: "10.0.0.0/8",
    sourceAddressPrefixes: ["10.0.0.0/8"],
    sourceApplicationSecurityGroups: [{ id: "asg" }],
    sourcePortRange: "*",
    sourcePortRanges: ["1-2"],
    destinationAddressPrefix: "*",
    destinationAddressPrefixes: ["10.0.0.0/8"],
    destinationApplicationSecurityGroups: [{ id: "asg" }],
    destinationPortRange: "6443",
    destinationPortRanges: ["6443"],
};
const group: NetworkSecurityGroupArgs = {
    resourceGroupName: "rg",
    networkSecurityGroupName: "nsg",
    securityRules: [inline],
};
const { priority: _priority, ...named } = inline;
const rule: SecurityRuleArgs = {
    ...named,
    priority: 100,
    resourceGroupName: "rg",
    networkSecurityGroupName: "nsg",
    securityRuleName: "api",
};
const configuration: SecurityAdminConfigurationArgs = {
    resourceGroupName: "rg",
    networkManagerName: "nm",
    configurationName: "c",
};
const adminRule: AdminRuleArgs = {
    resourceGroupName: "rg",
    networkManagerName: "nm",
    configurationName: "c",
    ruleCollectionName: "rc",
    ruleName: "r",
    kind: "Custom",
    access: "AlwaysAllow",
    direction: "Inbound",
    priority: 1,
    protocol: "Any",
    sources: [{ addressPrefix: "*" }],
    sourcePortRanges: ["*"],
    destinations: [{ addressPrefix: "*" }],
    destinationPortRanges: ["6443"],
};
const policy: FirewallPolicyRuleCollectionGroupArgs = {
    resourceGroupName: "rg",
    firewallPolicyName: "p",
    ruleCollectionGroupName: "g",
    ruleCollections: [
        {
            ruleCollectionType: "FirewallPolicyNatRuleCollection",
            action: { type: "DNAT" },
            rules: [
                {
                    ruleType: "NatRule",
                    name: "api",
                    ipProtocols: ["TCP"],
                    sourceAddresses: ["*"],
                    sourceIpGroups: ["id"],
                    destinationPorts: ["6443"],
                    translatedPort: "6443",
                },
            ],
        },
        {
            ruleCollectionType: "FirewallPolicyFilterRuleCollection",
            action: { type: "Allow" },
            rules: [
                {
                    ruleType: "NetworkRule",
                    name: "net",
                    ipProtocols: ["TCP"],
                    sourceAddresses: ["*"],
                    sourceIpGroups: ["id"],
                    destinationPorts: ["6443"],
                },
            ],
        },
    ],
};
const natRule: input.network.AzureFirewallNatRuleArgs = {
    name: "api",
    protocols: ["TCP"],
    sourceAddresses: ["*"],
    sourceIpGroups: ["id"],
    destinationPorts: ["6443"],
    translatedPort: "6443",
};
const { translatedPort: _translatedPort, ...networkRule } = natRule;
const firewall: AzureFirewallArgs = {
    resourceGroupName: "rg",
    azureFirewallName: "f",
    natRuleCollections: [{ action: { type: "Dnat" }, rules: [natRule] }],
    networkRuleCollections: [{ action: { type: "Allow" }, rules: [networkRule] }],
};
const ipGroup: IpGroupArgs = { resourceGroupName: "rg", ipGroupsName: "g", ipAddresses: ["10.0.0.0/8"] };
const natPort: InboundNatRuleArgs = {
    resourceGroupName: "rg",
    loadBalancerName: "lb",
    protocol: "Tcp",
    frontendIPConfiguration: { id: "fe" },
    frontendPort: 443,
    frontendPortRangeStart: 443,
    frontendPortRangeEnd: 444,
    backendPort: 6443,
};
const balancer: LoadBalancerArgs = {
    resourceGroupName: "rg",
    loadBalancerName: "lb",
    frontendIPConfigurations: [{ name: "fe" }],
    loadBalancingRules: [
        { protocol: "Tcp", frontendIPConfiguration: { id: "fe" }, frontendPort: 443, backendPort: 6443 },
    ],
    inboundNatRules: [{ protocol: "Tcp", frontendPort: 443, backendPort: 6443 }],
    inboundNatPools: [
        { name: "p", protocol: "Tcp", frontendPortRangeStart: 1, frontendPortRangeEnd: 2, backendPort: 3 },
    ],
};
const route: RouteArgs = {
    resourceGroupName: "rg",
    routeTableName: "t",
    addressPrefix: "0.0.0.0/0",
    nextHopType: "VirtualAppliance",
};
const routeTable: RouteTableArgs = {
    resourceGroupName: "rg",
    routes: [{ addressPrefix: "0.0.0.0/0", nextHopType: "VirtualNetworkGateway" }],
};
const privateLink: PrivateLinkServiceArgs = {
    resourceGroupName: "rg",
    serviceName: "pls",
    visibility: { subscriptions: ["*"] },
    loadBalancerFrontendIpConfigurations: [{ id: "fe" }],
};
const gateway: ApplicationGatewayArgs = {
    resourceGroupName: "rg",
    frontendIPConfigurations: [{ publicIPAddress: { id: "ip" } }],
    backendHttpSettingsCollection: [{ port: 6443 }],
    backendSettingsCollection: [{ port: 6443 }],
    frontendPorts: [{ port: 6443 }],
};
const address: PublicIPAddressArgs = { resourceGroupName: "rg", sku: { name: "Basic" } };
const origin: AFDOriginArgs = {
    resourceGroupName: "rg",
    profileName: "p",
    originGroupName: "g",
    httpPort: 80,
    httpsPort: 6443,
};
const frontDoor: FrontDoorArgs = {
    resourceGroupName: "rg",
    backendPools: [{ backends: [{ httpPort: 80, httpsPort: 6443 }] }],
};
const cluster: ManagedClusterArgs = {
    resourceGroupName: "rg",
    publicNetworkAccess: "Disabled",
    apiServerAccessProfile: {
        authorizedIPRanges: ["10.0.0.0/8"],
        enablePrivateCluster: true,
        enablePrivateClusterPublicFQDN: true,
        enableVnetIntegration: true,
        subnetId: "s",
    },
};
const openShift: OpenShiftClusterArgs = { resourceGroupName: "rg", apiserverProfile: { visibility: "Public" } };
const deployment: DeploymentArgs = {
    resourceGroupName: "rg",
    properties: { mode: "Incremental", template: {}, templateLink: { uri: "x" } },
};
const stack: DeploymentStackAtResourceGroupArgs = {
    resourceGroupName: "rg",
    actionOnUnmanage: { resources: "detach" },
    denySettings: { mode: "none" },
    template: {},
    templateLink: { uri: "x" },
};
const generic: ResourceArgs = {
    resourceGroupName: "rg",
    apiVersion: "2023-09-01",
    resourceProviderNamespace: "Microsoft.Network",
    resourceType: "networkSecurityGroups",
    parentResourcePath: "",
    resourceName: "nsg",
    properties: {},
};

const fleet: FleetArgs = {
    resourceGroupName: "rg",
    hubProfile: { dnsPrefix: "f", apiServerAccessProfile: { enablePrivateCluster: true } },
};
const agentPool: Partial<AgentPoolArgs> = {
    networkProfile: { allowedHostPorts: [{ portStart: 1, portEnd: 2, protocol: "TCP" }] },
};
const userRule: Partial<SecurityUserRuleArgs & UserRuleArgs> = {
    direction: "Inbound",
    protocol: "Tcp",
    sources: [{ addressPrefix: "10.0.0.0/8", addressPrefixType: "IPPrefix" }],
    destinations: [{ addressPrefix: "*" }],
    sourcePortRanges: ["*"],
    destinationPortRanges: ["6443"],
};
const fabric: Partial<FabricClusterArgs & NodeTypeArgs> = {
    networkSecurityRules: [
        {
            name: "api",
            priority: 1000,
            direction: "inbound",
            access: "allow",
            protocol: "tcp",
            sourceAddressPrefixes: ["10.0.0.0/8"],
            sourcePortRanges: ["*"],
            destinationAddressPrefixes: ["*"],
            destinationPortRanges: ["6443"],
        },
    ],
};
const hosted: Partial<FirewallArgs> = {
    frontEndSettings: [
        {
            name: "n",
            protocol: "TCP",
            frontendConfiguration: { address: { address: "x" }, port: "443" },
            backendConfiguration: { address: { address: "x" }, port: "6443" },
        },
    ],
};
const containers: Partial<ContainerGroupArgs> = {
    ipAddress: { type: "Public", ports: [{ port: 6443, protocol: "TCP" }] },
};
const app: Partial<ContainerAppArgs> = {
    configuration: {
        ingress: {
            external: true,
            exposedPort: 6443,
            targetPort: 6443,
            additionalPortMappings: [{ external: true, exposedPort: 6443, targetPort: 6443 }],
            ipSecurityRestrictions: [{ name: "n", action: "Allow", ipAddressRange: "10.0.0.0/8" }],
        },
    },
};
const pool: Partial<PoolArgs> = {
    networkConfiguration: {
        endpointConfiguration: {
            inboundNatPools: [
                {
                    name: "n",
                    protocol: "TCP",
                    backendPort: 6443,
                    frontendPortRangeStart: 1,
                    frontendPortRangeEnd: 2,
                    networkSecurityGroupRules: [
                        { access: "Allow", priority: 150, sourceAddressPrefix: "*", sourcePortRanges: ["*"] },
                    ],
                },
            ],
        },
    },
};
const artifact: Partial<TemplateArtifactArgs> = { template: {}, parameters: {} };

it.each([
    [NetworkSecurityGroup, group],
    [SecurityRule, rule],
    [SecurityAdminConfiguration, configuration],
    [AdminRule, adminRule],
    [FirewallPolicyRuleCollectionGroup, policy],
    [AzureFirewall, firewall],
    [IpGroup, ipGroup],
    [InboundNatRule, natPort],
    [LoadBalancer, balancer],
    [Route, route],
    [RouteTable, routeTable],
    [PrivateLinkService, privateLink],
    [ApplicationGateway, gateway],
    [PublicIPAddress, address],
    [AFDOrigin, origin],
    [FrontDoor, frontDoor],
    [ManagedCluster, cluster],
    [OpenShiftCluster, openShift],
    [Deployment, deployment],
    [DeploymentStackAtResourceGroup, stack],
    [GenericResource, generic],
    [Fleet, fleet],
    [AgentPool, agentPool],
    [SecurityUserRule, userRule],
    [UserRule, userRule],
    [FabricCluster, fabric],
    [NodeType, fabric],
    [HostedFirewall, hosted],
    [ContainerGroup, containers],
    [ContainerApp, app],
    [Pool, pool],
    [TemplateArtifact, artifact],
] as const)("the SDK has %o under a token that is read", (resource, args) => {
    // The SDK declares the token private; it is there, and nothing else tells it.
    const token = (resource as unknown as { readonly __pulumiType: string }).__pulumiType;
    expect(RESOURCE_TYPES).toContain(token);
    expect(Object.keys(args).length).toBeGreaterThan(0);
});
