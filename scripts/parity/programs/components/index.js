// Components, their children, and every option and hook that changes what is registered.
const pulumi = require("@pulumi/pulumi");

class Thing extends pulumi.CustomResource {
    constructor(name, args, opts) {
        super("aws:ec2/vpc:Vpc", name, args, opts);
    }
}

class Inner extends pulumi.ComponentResource {
    constructor(name, args, opts) {
        super("parity:index:Inner", name, args, opts);
        this.thing = new Thing(`${name}-thing`, { cidrBlock: args.cidrBlock }, { parent: this });
        this.out = pulumi.output(args.cidrBlock);
        this.registerOutputs({ out: this.out, id: this.thing.id, hush: pulumi.secret("x") });
    }
}

class Outer extends pulumi.ComponentResource {
    constructor(name, args, opts) {
        super("parity:index:Outer", name, args, opts);
        this.inner = new Inner(`${name}-inner`, { cidrBlock: "10.0.0.0/16" }, { parent: this });
        this.second = new Thing(
            `${name}-second`,
            { peer: this.inner.thing.id },
            { parent: this, dependsOn: [this.inner] },
        );
        this.registerOutputs();
    }
}

class Silent extends pulumi.ComponentResource {
    constructor(name, opts) {
        super("parity:index:Silent", name, {}, opts);
        new Thing(`${name}-child`, { cidrBlock: "10.9.0.0/16" }, { parent: this });
    }
}

pulumi.runtime.registerResourceTransform((args) => {
    if (args.name !== "plain") return undefined;
    return { props: { ...args.props, added: "by the stack's transform", hush: pulumi.secret("s") }, opts: args.opts };
});

const plain = new Thing("plain", { cidrBlock: "10.0.0.0/16" });

new Outer(
    "outer",
    { size: 3, hush: pulumi.secret("x"), plain, unknown: plain.id },
    {
        transforms: [
            (args) => {
                if (args.type !== "aws:ec2/vpc:Vpc") return undefined;
                return { props: { ...args.props, tags: { by: args.name } }, opts: { ...args.opts, protect: true } };
            },
        ],
    },
);
new Silent("silent");

new Thing(
    "options",
    { cidrBlock: "10.1.0.0/16", tags: { a: "b" } },
    {
        protect: true,
        ignoreChanges: ["tags", "cidrBlock"],
        deleteBeforeReplace: true,
        additionalSecretOutputs: ["arn"],
        aliases: [{ name: "old" }, "urn:pulumi:dev::parity-components::aws:ec2/vpc:Vpc::older"],
        customTimeouts: { create: "5m", update: "1h30m", delete: "10s" },
        dependsOn: [plain],
        retainOnDelete: true,
        replaceOnChanges: ["cidrBlock"],
    },
);
new Thing("not-before", { cidrBlock: "10.2.0.0/16" }, { deleteBeforeReplace: false, deletedWith: plain });
new Thing(
    "old-transformation",
    { cidrBlock: "10.3.0.0/16" },
    {
        transformations: [({ props, opts }) => ({ props: { ...props, tags: { old: "way" } }, opts })],
    },
);
new Thing("depends-on-component", { cidrBlock: "10.4.0.0/16" }, { dependsOn: [new Silent("needed")] });
new Thing("name with spaces ü", { cidrBlock: "10.5.0.0/16" });
