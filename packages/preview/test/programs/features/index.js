// Reads, stack references, invokes, the engine's own functions, hooks and dynamic resources.
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");

const vpc = aws.ec2.Vpc.get("shared", "vpc-12345");
const other = new pulumi.StackReference("org/network/prod");
const ami = aws.ec2.getAmiOutput({ owners: ["amazon"], mostRecent: true });

const onDryRun = new pulumi.ResourceHook("dry", (args) => console.log(`hook saw ${args.name}`), { onDryRun: true });
const onlyUp = new pulumi.ResourceHook("up", () => console.log("hook must not run"));

new aws.ec2.SecurityGroup(
    "group",
    { vpcId: vpc.id, description: vpc.cidrBlock, tags: { zone: other.getOutput("zone"), ami: ami.id } },
    { hooks: { beforeCreate: [onDryRun, onlyUp], afterCreate: [onDryRun] } },
);

class Dynamic extends pulumi.dynamic.Resource {
    constructor(name) {
        super({ create: async () => ({ id: "1", outs: {} }) }, name, { given: 1 });
    }
}
new Dynamic("dynamic");

exports.password = other.getOutput("password");
exports.environment = Object.keys(process.env)
    .filter((name) => /^AWS_|SECRET/.test(name))
    .sort()
    .join();
