// Default providers of two packages and two versions, explicit ones, and one that is not configured yet.
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");
const random = require("@pulumi/random");

const pet = new random.RandomPet("pet", { length: 2 });
new aws.ec2.Vpc("plain", { cidrBlock: "10.0.0.0/16" });
new aws.ec2.Vpc("older", { cidrBlock: "10.1.0.0/16" }, { version: "7.0.0" });

const explicit = new aws.Provider("explicit", {
    region: "eu-central-1",
    accessKey: pulumi.secret("AKIA"),
    defaultTags: { tags: { owner: "me" } },
    skipCredentialsValidation: true,
});
new aws.ec2.Vpc("by-explicit", { cidrBlock: "10.2.0.0/16" }, { provider: explicit });

const unknown = new aws.Provider("unknown", { region: "eu-west-1", profile: pet.id });
new aws.ec2.Vpc("by-unknown", { cidrBlock: "10.3.0.0/16" }, { provider: unknown });

class Network extends pulumi.ComponentResource {
    constructor(name, opts) {
        super("test:index:Network", name, {}, opts);
        new aws.ec2.Vpc(`${name}-vpc`, { cidrBlock: "10.4.0.0/16" }, { parent: this });
        this.registerOutputs({});
    }
}
new Network("inherits", { providers: { aws: explicit } });
