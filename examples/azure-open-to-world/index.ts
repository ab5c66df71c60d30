// Every resource here opens the Kubernetes API to the internet, each in another spelling. Do not copy.
import * as containerservice from "@pulumi/azure-native/containerservice";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";

const resourceGroup = new resources.ResourceGroup("cluster");
const resourceGroupName = resourceGroup.name;
const allow = { direction: "Inbound", access: "Allow", sourcePortRange: "*", destinationAddressPrefix: "*" };

// 1. Inline, by the tag Internet in capitals.
new network.NetworkSecurityGroup("inline", {
    resourceGroupName,
    securityRules: [
        {
            ...allow,
            name: "api",
            priority: 100,
            protocol: "Tcp",
            sourceAddressPrefix: "INTERNET",
            destinationPortRange: "6443",
        },
    ],
});

// 2. A range of ports, every protocol, from the two halves of the internet.
const halves = new network.NetworkSecurityGroup("halves", { resourceGroupName });
new network.SecurityRule("two-halves", {
    ...allow,
    resourceGroupName,
    networkSecurityGroupName: halves.name,
    priority: 200,
    protocol: "*",
    sourceAddressPrefixes: ["0.0.0.0/1", "128.0.0.0/1"],
    destinationPortRanges: ["22", "6000-7000"],
});

// 3. A deny that comes first, and covers source ports that a client need not use.
new network.NetworkSecurityGroup("leaky-deny", {
    resourceGroupName,
    securityRules: [
        {
            ...allow,
            name: "deny",
            access: "Deny",
            priority: 100,
            protocol: "*",
            sourceAddressPrefix: "*",
            sourcePortRange: "1024-65535",
            destinationPortRange: "*",
        },
        {
            ...allow,
            name: "api",
            priority: 200,
            protocol: "Tcp",
            sourceAddressPrefix: "*",
            destinationPortRange: "6443",
        },
    ],
});

// 4. Every other customer of the cloud.
new network.NetworkSecurityGroup("tenants", {
    resourceGroupName,
    securityRules: [
        {
            ...allow,
            name: "api",
            priority: 100,
            protocol: "Tcp",
            sourceAddressPrefix: "AzureCloud",
            destinationPortRange: "6443",
        },
    ],
});

// 5. AKS: authorized ranges that are empty are switched off.
new containerservice.ManagedCluster("empty-ranges", {
    resourceGroupName,
    dnsPrefix: "open",
    apiServerAccessProfile: { authorizedIPRanges: [] },
});
