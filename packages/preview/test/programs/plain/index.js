const pulumi = require("@pulumi/pulumi");

const group = new pulumi.CustomResource("aws:ec2/securityGroup:SecurityGroup", "api", {
    ingress: [{ protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlocks: ["0.0.0.0/0"] }],
});

exports.groupId = group.id;
exports.greeting = "hello";
