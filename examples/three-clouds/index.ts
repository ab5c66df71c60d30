// One intent, three clouds: the roles are shared, the source words are each cloud's own.
import { ApiServerSecurityGroup, Distribution as AwsDistribution } from "@portcullis/aws";
import { ApiServerNetworkSecurityGroup, Distribution as AzureDistribution } from "@portcullis/azure";
import { ApiServerFirewall, Distribution as GcpDistribution } from "@portcullis/gcp";
import * as aws from "@pulumi/aws";
import * as resources from "@pulumi/azure-native/resources";
import * as gcp from "@pulumi/gcp";

const office = "198.51.100.0/24";
const expires = "2027-12-31";
const deployer = "203.0.113.10/32";

const vpc = new aws.ec2.Vpc("cluster", { cidrBlock: "10.1.0.0/16" });
const onAws = new ApiServerSecurityGroup("aws-api", {
    vpcId: vpc.id,
    distribution: AwsDistribution.Talos,
    nodes: { cidrBlocks: ["10.1.0.0/16"] },
    administrators: { cidrBlocks: [office] },
    ci: { deployer: { cidrBlock: deployer, expires } },
});

const resourceGroup = new resources.ResourceGroup("cluster");
const onAzure = new ApiServerNetworkSecurityGroup("azure-api", {
    resourceGroupName: resourceGroup.name,
    distribution: AzureDistribution.Talos,
    controlPlane: { addressPrefixes: ["10.2.0.0/24"] },
    nodes: { addressPrefixes: ["10.2.0.0/16"] },
    administrators: { addressPrefixes: [office] },
    ci: { deployer: { addressPrefix: deployer, expires } },
});

const network = new gcp.compute.Network("cluster", { autoCreateSubnetworks: false });
const onGcp = new ApiServerFirewall("gcp-api", {
    network: network.id,
    targetTags: ["control-plane"],
    distribution: GcpDistribution.Talos,
    nodes: { ranges: ["10.3.0.0/16"] },
    administrators: { ranges: [office] },
    ci: { deployer: { range: deployer, expires } },
});

export const awsRules = onAws.ruleInventory;
export const azureRules = onAzure.ruleInventory;
export const gcpRules = onGcp.ruleInventory;
