import * as pulumi from "@pulumi/pulumi";

const name = await Promise.resolve("awaited");
const group = new pulumi.CustomResource("aws:ec2/securityGroup:SecurityGroup", name, {});

export const urn = group.urn;
