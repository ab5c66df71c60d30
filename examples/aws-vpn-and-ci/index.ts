import { ApiServerSecurityGroup, Distribution } from "@portcullis/aws";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const vpc = new aws.ec2.Vpc("cluster", { cidrBlock: "10.0.0.0/16", assignGeneratedIpv6CidrBlock: true });
const workers = new aws.ec2.SecurityGroup("workers", { vpcId: vpc.id, description: "Worker nodes" });
const nat = new aws.ec2.Eip("nat", { domain: "vpc" });

const api = new ApiServerSecurityGroup("api", {
    vpcId: vpc.id,
    distribution: Distribution.Rke2, // 6443 and 9345, the join port, get the same protection
    nodes: { securityGroups: { workers: workers.id } },
    administrators: { cidrBlocks: ["198.51.100.0/24", "2001:db8:5ca1::/48"] },
    ci: { deployer: { cidrBlock: "203.0.113.10/32", expires: "2027-12-31" } },
    monitoring: { cidrBlocks: ["10.0.40.0/24"] },
    ownAddresses: { nat: pulumi.interpolate`${nat.publicIp}/32` },
});

export const controlPlaneSecurityGroupId = api.securityGroupId;
export const rules = api.ruleInventory;
