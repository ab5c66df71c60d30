import * as pulumi from "@pulumi/pulumi";

const ports: readonly number[] = [6443];
const group = new pulumi.CustomResource("aws:ec2/securityGroup:SecurityGroup", "typed", { ports: [...ports] });

export const urn: pulumi.Output<string> = group.urn;
