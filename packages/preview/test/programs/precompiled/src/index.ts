import * as pulumi from "@pulumi/pulumi";

class Group extends pulumi.CustomResource {
    constructor(name: string) {
        super("aws:ec2/securityGroup:SecurityGroup", name, {});
    }
}
const group = new Group("compiled");

export const urn: pulumi.Output<string> = group.urn;
