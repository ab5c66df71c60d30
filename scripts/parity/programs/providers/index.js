// Default and explicit providers, versions, reads and invokes.
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");
const random = require("@pulumi/random");

const pet = new random.RandomPet("pet", { length: 2 });
const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
const group = new aws.ec2.SecurityGroup("group", {
    vpcId: vpc.id,
    ingress: [{ fromPort: 6443, toPort: 6443, protocol: "tcp", cidrBlocks: ["203.0.113.0/24"] }],
});

const explicit = new aws.Provider("explicit", {
    region: "eu-central-1",
    accessKey: pulumi.secret("AKIA"),
    defaultTags: { tags: { owner: "me" } },
    allowedAccountIds: ["1", "2"],
    skipCredentialsValidation: true,
});
new aws.ec2.Vpc("by-explicit", { cidrBlock: "10.1.0.0/16" }, { provider: explicit });
const fromResource = new aws.Provider("from-resource", { region: "eu-west-1", profile: pet.id });
new aws.ec2.Vpc("by-unknown", { cidrBlock: "10.2.0.0/16" }, { provider: fromResource });
new aws.ec2.Vpc("by-version", { cidrBlock: "10.3.0.0/16" }, { version: "7.0.0" });

class Group extends pulumi.ComponentResource {
    constructor(name, opts) {
        super("parity:index:Group", name, {}, opts);
        new aws.ec2.SecurityGroupRule(
            `${name}-rule`,
            {
                type: "ingress",
                securityGroupId: group.id,
                fromPort: 0,
                toPort: 0,
                protocol: "-1",
                cidrBlocks: ["0.0.0.0/0"],
            },
            { parent: this },
        );
        this.registerOutputs({});
    }
}
new Group("inherits", { providers: { aws: explicit } });
new Group("inherits-list", { providers: [explicit] });

const read = aws.ec2.Vpc.get("read", "vpc-12345");
new aws.ec2.SecurityGroup("in-read", { vpcId: read.id, description: read.cidrBlock });

const zones = aws.getAvailabilityZonesOutput({ state: "available" });
new aws.ec2.Subnet("subnet", { vpcId: vpc.id, cidrBlock: "10.0.1.0/24", availabilityZone: zones.names[0] });
exports.zone = zones.names[0];
