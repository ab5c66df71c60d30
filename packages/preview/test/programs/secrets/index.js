// Secrets and unknowns, whole and in part.
const pulumi = require("@pulumi/pulumi");

class Group extends pulumi.CustomResource {
    constructor(name, args) {
        super("aws:ec2/securityGroup:SecurityGroup", name, { arn: undefined, ...args });
    }
}

const config = new pulumi.Config();
const first = new Group("first", { description: config.requireSecret("password"), count: 3, on: true, none: null });

new Group("second", {
    description: pulumi.secret(first.id),
    ingress: [
        { cidrBlocks: [first.arn, "0.0.0.0/0"], fromPort: 6443, nested: { deep: [pulumi.secret("hush"), null] } },
        pulumi.output({ cidrBlocks: [first.arn] }),
    ],
    egress: pulumi.output([{ cidrBlocks: [first.arn] }]),
    text: pulumi.interpolate`${first.id}/32`,
    group: first,
    left: undefined,
    __defaults: ["name"],
    tags: { __defaults: [], plain: "text" },
});

exports.secret = pulumi.secret({ a: 1 });
exports.unknown = first.id;
