const pulumi = require("@pulumi/pulumi");

const config = new pulumi.Config();
module.exports = { zone: config.require("zone"), token: config.requireSecret("token"), stack: pulumi.getStack() };
