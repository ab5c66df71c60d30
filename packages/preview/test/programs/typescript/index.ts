import * as pulumi from "@pulumi/pulumi";

class Group extends pulumi.CustomResource {
    constructor(name: string, args: { readonly ports: readonly number[] }) {
        super("aws:ec2/securityGroup:SecurityGroup", name, { ports: [...args.ports] });
    }
}

const group = new Group("typed", { ports: [6443] });

export const urn: pulumi.Output<string> = group.urn;
