import { aksApiServerAccess } from "@portcullis/azure";
import * as containerservice from "@pulumi/azure-native/containerservice";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";

const resourceGroup = new resources.ResourceGroup("cluster");

const outbound = new network.PublicIPAddress("outbound", {
    resourceGroupName: resourceGroup.name,
    publicIPAllocationMethod: "Static",
    sku: { name: "Standard" },
});

const cluster = new containerservice.ManagedCluster("cluster", {
    resourceGroupName: resourceGroup.name,
    dnsPrefix: "cluster",
    identity: { type: containerservice.ResourceIdentityType.SystemAssigned },
    networkProfile: {
        loadBalancerSku: "standard",
        loadBalancerProfile: { outboundIPs: { publicIPs: [{ id: outbound.id }] } },
    },
    agentPoolProfiles: [{ name: "system", mode: "System", count: 3, vmSize: "Standard_D4s_v5" }],
    apiServerAccessProfile: aksApiServerAccess({
        authorizedRanges: {
            administrators: ["198.51.100.0/24"],
            ci: { deployer: { addressPrefix: "203.0.113.10/32", expires: "2027-12-31" } },
            ownAddresses: { nat: pulumi.interpolate`${outbound.ipAddress}/32` }, // nodes come from here
        },
    }),
});

export const fqdn = cluster.fqdn;
