import { ApiServerSecurityGroup } from "@portcullis/aws";
import * as aws from "@pulumi/aws";

const vpc = new aws.ec2.Vpc("cluster", { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true });
const bastion = new aws.ec2.SecurityGroup("bastion", { vpcId: vpc.id, description: "Bastion hosts" });
const workers = new aws.ec2.SecurityGroup("workers", { vpcId: vpc.id, description: "Worker nodes" });

const api = new ApiServerSecurityGroup("api", {
    vpcId: vpc.id,
    nodes: { securityGroups: { workers: workers.id } },
    administrators: { securityGroups: { bastion: bastion.id } },
});

export const controlPlaneSecurityGroupId = api.securityGroupId;
export const rules = api.ruleInventory;
