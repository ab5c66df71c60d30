// Requires configuration that nobody sets, of several kinds and in two namespaces.
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");

const config = new pulumi.Config();
const office = config.require("office");
const port = config.requireNumber("port");
const region = new pulumi.Config("aws").require("region");
const zones = aws.getAvailabilityZonesOutput();

new pulumi.CustomResource("aws:ec2/securityGroup:SecurityGroup", "group", {
    cidr: `${office}/32`,
    office,
    port,
    declared: config.requireNumber("declared"),
    region,
    zone: zones.names[0],
    secret: config.requireSecret("secret"),
});
