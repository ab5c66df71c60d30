// What packs change, and what the packs after them and the program itself then see.
const pulumi = require("@pulumi/pulumi");

class Rule extends pulumi.CustomResource {
    constructor(name, args, opts) {
        super("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", name, args, opts);
    }
}

class Vpc extends pulumi.CustomResource {
    constructor(name, args, opts) {
        super("aws:ec2/vpc:Vpc", name, { ...args, tags: args.tags }, opts);
    }
}

const vpc = new Vpc("vpc", { cidrBlock: "10.0.0.0/16", gone: "x", hush: pulumi.secret("hush") });
new Vpc("unknown", { cidrBlock: vpc.id, gone: "x" });
new Rule("open", { cidrIpv4: "0.0.0.0/0", fromPort: 6443, hush: pulumi.secret("hush"), nested: { list: [1, null] } });
new Rule("closed", { cidrIpv4: "10.0.0.0/8", tags: { id: pulumi.secret("x") } });
new Rule("perhaps", { cidrIpv4: pulumi.interpolate`${vpc.id}/32` });
new Rule("secretly", { cidrIpv4: pulumi.secret("0.0.0.0/0") });
new Rule("unrepaired", { cidrIpv4: "10.0.0.0/8", asset: new pulumi.asset.StringAsset("x") });
new Rule("plain", {});

module.exports = { tags: vpc.tags };
