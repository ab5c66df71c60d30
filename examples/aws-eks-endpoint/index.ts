import { eksEndpointAccess } from "@portcullis/aws";
import * as aws from "@pulumi/aws";

const vpc = new aws.ec2.Vpc("cluster", { cidrBlock: "10.0.0.0/16" });
const subnets = ["10.0.1.0/24", "10.0.2.0/24"].map(
    (cidrBlock, index) => new aws.ec2.Subnet(`nodes-${index + 1}`, { vpcId: vpc.id, cidrBlock }),
);
const role = new aws.iam.Role("cluster", {
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "eks.amazonaws.com" }),
});

const cluster = new aws.eks.Cluster("cluster", {
    roleArn: role.arn,
    vpcConfig: {
        subnetIds: subnets.map((subnet) => subnet.id),
        ...eksEndpointAccess({
            publicAccess: {
                administrators: ["198.51.100.0/24"],
                ci: { deployer: { cidrBlock: "203.0.113.10/32", expires: "2027-12-31" } },
            },
        }),
    },
});

export const endpoint = cluster.endpoint;
