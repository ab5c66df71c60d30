// What the engine itself answers: stack references, getResource, dynamic resources, hooks, invokes and their transforms.
const pulumi = require("@pulumi/pulumi");

class Thing extends pulumi.CustomResource {
    constructor(name, args, opts) {
        super("aws:ec2/vpc:Vpc", name, args, opts);
    }
}

const hook = new pulumi.ResourceHook("before", () => {}, { onDryRun: true });

const other = new pulumi.StackReference("organization/other/prod");
const parent = new Thing("parent", { cidrBlock: other.getOutput("cidr"), hush: other.requireOutput("hush") });
new Thing("missing", { cidrBlock: other.getOutput("absent") });
new Thing("child", { peer: parent.id }, { parent });
new Thing("hooked", { cidrBlock: "10.0.0.0/16" }, { hooks: { beforeCreate: [hook] } });
new Thing("in-apply", { list: pulumi.output([1, 2]).apply((list) => list.map((n) => n + 1)) });
pulumi.output("later").apply((name) => new Thing(name, { cidrBlock: "10.1.0.0/16" }));

class Dynamic extends pulumi.dynamic.Resource {
    constructor(name, props, opts) {
        super({ create: async () => ({ id: "x", outs: {} }) }, name, props, opts);
    }
}
new Dynamic("dynamic", { given: 1, out: undefined });

pulumi.runtime.registerInvokeTransform(({ token, args, opts }) => {
    return token.startsWith("aws:") ? { args: { ...args, state: "available" }, opts } : undefined;
});
const answer = pulumi.runtime.invokeOutput("aws:index/getAvailabilityZones:getAvailabilityZones", { state: "none" });
new Thing("by-invoke", { zones: answer.apply(({ names }) => names), first: answer.apply(({ names }) => names[0]) });

class Found extends pulumi.ComponentResource {
    constructor(name, opts) {
        super("parity:index:Found", name, {}, opts);
        new Thing(
            `${name}-a`,
            { project: pulumi.getProject(), organization: pulumi.getOrganization() },
            { parent: this },
        );
    }
}
new Found("found", { aliases: [{ type: "parity:index:Lost" }], protect: true });

module.exports = async () => ({ stack: pulumi.getStack(), parent: parent.urn });
