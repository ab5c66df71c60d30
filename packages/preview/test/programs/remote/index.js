// Uses a component that a plugin makes, with a secret, an unknown, a provider, a transform and a method.
const pulumi = require("@pulumi/pulumi");

class Shop extends pulumi.ComponentResource {
    constructor(name, args, options) {
        super("shop:index:Shop", name, { groupId: undefined, owner: undefined, ...args }, options, true);
    }

    greet(whom) {
        return pulumi.runtime.call("shop:index:Shop/greet", { __self__: this, whom }, this);
    }
}

const group = new pulumi.CustomResource("aws:ec2/securityGroup:SecurityGroup", "outside", {});
const shop = new Shop(
    "shop",
    { owner: pulumi.secret("me"), tags: { cost: "0", group: group.id } },
    {
        transforms: [
            ({ type, props, opts }) =>
                type.endsWith("SecurityGroup") ? { props: { ...props, touched: true }, opts } : undefined,
        ],
    },
);
exports.owner = shop.owner;
exports.groupId = shop.groupId;
exports.greeting = shop.greet("you").apply((answer) => answer.greeting);
