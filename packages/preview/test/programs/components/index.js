// Components in components, their children, outputs and options.
const pulumi = require("@pulumi/pulumi");

class Group extends pulumi.CustomResource {
    constructor(name, args, opts) {
        super("aws:ec2/securityGroup:SecurityGroup", name, args, opts);
    }
}

class Inner extends pulumi.ComponentResource {
    constructor(name, args, opts) {
        super("test:index:Inner", name, args, opts);
        this.group = new Group(`${name}-group`, { description: args.description }, { parent: this });
        this.registerOutputs({ id: this.group.id, description: args.description });
    }
}

class Outer extends pulumi.ComponentResource {
    constructor(name, opts) {
        super("test:index:Outer", name, { size: 3, secret: pulumi.secret("x") }, opts);
        this.inner = new Inner("inner", { description: "text" }, { parent: this });
        new Group(
            "second",
            { vpcId: this.inner.group.id, peer: this.inner },
            {
                parent: this,
                dependsOn: [this.inner],
                protect: true,
                ignoreChanges: ["tags"],
                deleteBeforeReplace: true,
                additionalSecretOutputs: ["arn"],
                customTimeouts: { create: "5m", update: "1h30m", delete: "10s" },
                aliases: [{ name: "old" }],
            },
        );
        this.registerOutputs();
    }
}

const outer = new Outer("outer");
exports.description = outer.inner.group.urn;
