import { aksApiServerAccess } from "@portcullis/azure";
import * as containerservice from "@pulumi/azure-native/containerservice";
import * as resources from "@pulumi/azure-native/resources";

const resourceGroup = new resources.ResourceGroup("cluster");

const cluster = new containerservice.ManagedCluster("cluster", {
    resourceGroupName: resourceGroup.name,
    dnsPrefix: "cluster",
    identity: { type: containerservice.ResourceIdentityType.SystemAssigned },
    agentPoolProfiles: [{ name: "system", mode: "System", count: 3, vmSize: "Standard_D4s_v5" }],
    apiServerAccessProfile: aksApiServerAccess({
        authorizedRanges: {
            administrators: ["198.51.100.0/24"],
            ci: ["203.0.113.10/32"],
            ownAddresses: ["192.0.2.7/32"], // the NAT gateway: nodes come from here
        },
    }),
});

export const fqdn = cluster.fqdn;
