import { ApiServerFrontDoor, ApiServerSecurityGroup } from "@portcullis/aws";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const vpc = new aws.ec2.Vpc("cluster", { cidrBlock: "10.0.0.0/16" });
const subnets = ["10.0.1.0/24", "10.0.2.0/24"].map(
    (cidrBlock, index) => new aws.ec2.Subnet(`public-${index + 1}`, { vpcId: vpc.id, cidrBlock }),
);
const workers = new aws.ec2.SecurityGroup("workers", { vpcId: vpc.id, description: "Worker nodes" });
const nat = new aws.ec2.Eip("nat", { domain: "vpc" });

const api = new ApiServerSecurityGroup("api", {
    vpcId: vpc.id,
    nodes: { securityGroups: { workers: workers.id } },
    administrators: { cidrBlocks: ["10.0.0.0/24"] },
});

// Internet-facing, and still nobody but the office, the CI and the cluster's own NAT gateway gets through.
const frontDoor = new ApiServerFrontDoor("front-door", {
    vpcId: vpc.id,
    subnetIds: subnets.map((subnet) => subnet.id),
    controlPlaneSecurityGroupId: api.securityGroupId,
    internal: false,
    listenerPort: 443,
    administrators: { cidrBlocks: ["198.51.100.0/24"] },
    ci: { deployer: { cidrBlock: "203.0.113.10/32", expires: "2027-12-31" } },
    ownAddresses: { nat: pulumi.interpolate`${nat.publicIp}/32` },
});

export const endpoint = pulumi.interpolate`https://${frontDoor.dnsName}`;
export const rules = frontDoor.ruleInventory;
