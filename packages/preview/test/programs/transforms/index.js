// Transforms of a resource, of a component for its children, of the stack, and of the old kind.
const pulumi = require("@pulumi/pulumi");

class Group extends pulumi.CustomResource {
    constructor(name, args, opts) {
        super("aws:ec2/securityGroup:SecurityGroup", name, args, opts);
    }
}

const tag = (by) => (args) => {
    if (args.custom === false) return undefined;
    return { props: { ...args.props, order: [...(args.props.order ?? []), by] }, opts: args.opts };
};

class Parent extends pulumi.ComponentResource {
    constructor(name, opts) {
        super("test:index:Parent", name, {}, opts);
        new Group("child", { hush: pulumi.secret("x") }, { parent: this, transforms: [tag("own")] });
        this.registerOutputs({});
    }
}

pulumi.runtime.registerResourceTransform(tag("stack"));
pulumi.runtime.registerInvokeTransform((args) => ({ args: { ...args.args, added: true }, opts: args.opts }));

const plain = new Group("plain", { description: "text" });
new Parent("parent", { transforms: [tag("parent")] });
new Group(
    "protected",
    { vpcId: plain.id },
    {
        transforms: [(args) => ({ props: args.props, opts: { ...args.opts, protect: true, ignoreChanges: ["tags"] } })],
        transformations: [({ props, opts }) => ({ props: { ...props, old: "way" }, opts })],
    },
);
exports.answer = pulumi.runtime.invokeOutput("test:index:echo", { given: 1 }, {});
