// Passes its configuration on to a resource.
const pulumi = require("@pulumi/pulumi");

const config = new pulumi.Config();
new pulumi.CustomResource("aws:ec2/securityGroup:SecurityGroup", "group", {
    size: config.requireNumber("size"),
    names: config.requireObject("names"),
    token: config.requireSecret("token"),
    nested: config.requireSecretObject("nested"),
    flag: new pulumi.Config("other").getBoolean("flag"),
});
