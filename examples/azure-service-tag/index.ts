import { ApiServerNetworkSecurityGroup } from "@portcullis/azure";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";

const resourceGroup = new resources.ResourceGroup("cluster");
const group = (name: string) => new network.ApplicationSecurityGroup(name, { resourceGroupName: resourceGroup.name });
const controlPlane = group("control-plane");
const workers = group("workers");
const bastion = group("bastion");

const api = new ApiServerNetworkSecurityGroup("api", {
    resourceGroupName: resourceGroup.name,
    controlPlane: { applicationSecurityGroups: { masters: controlPlane.id } },
    nodes: { applicationSecurityGroups: { workers: workers.id } },
    administrators: { applicationSecurityGroups: { bastion: bastion.id }, addressPrefixes: ["198.51.100.0/24"] },
    managementTools: { serviceTags: ["AzureDevOps"] },
    destinations: { registry: { serviceTag: "MicrosoftContainerRegistry" } },
});

export const networkSecurityGroup = api.networkSecurityGroupName;
export const rules = api.ruleInventory;
