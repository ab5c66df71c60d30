// What a generated SDK does: a remote component, whose children only the provider's process knows.
const pulumi = require("@pulumi/pulumi");

class Remote extends pulumi.ComponentResource {
    constructor(type, name, args, outputs) {
        const undeclared = Object.fromEntries(outputs.map((output) => [output, undefined]));
        super(type, name, { ...args, ...undeclared }, {}, true);
    }
}

const config = new pulumi.Config();
const group = new pulumi.CustomResource("aws:ec2/securityGroup:SecurityGroup", "workers", { description: "workers" });
const api = new Remote(
    "portcullis:index:ApiServerSecurityGroup",
    "api",
    {
        vpcId: "vpc-1",
        distribution: "k3s",
        egress: "unmanaged",
        nodes: { securityGroups: { workers: group.id } },
        administrators: { cidrBlocks: [config.get("office") ?? "198.51.100.0/24"] },
        ownAddresses: { nat: pulumi.secret("192.0.2.7/32") },
    },
    ["securityGroupId", "ruleInventory"],
);
exports.securityGroupId = api.securityGroupId;
exports.rules = api.ruleInventory;
