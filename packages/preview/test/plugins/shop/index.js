// A plugin with one component; SHOP names the way in which it goes wrong.
const pulumi = require("@pulumi/pulumi");
const { main } = require("@pulumi/pulumi/provider");

class Group extends pulumi.CustomResource {
    constructor(name, inputs, options) {
        super("aws:ec2/securityGroup:SecurityGroup", name, { arn: undefined, ...inputs }, options);
    }
}

class Shop extends pulumi.ComponentResource {
    constructor(name, inputs, options) {
        super("shop:index:Shop", name, inputs, options);
        const group = new Group(`${name}-group`, { description: inputs.owner, tags: inputs.tags }, { parent: this });
        this.groupId = group.id;
        this.owner = pulumi.output(inputs.owner);
        this.registerOutputs({ groupId: this.groupId, owner: this.owner });
    }
}

const FAILURES = {
    refuses: () => {
        throw new pulumi.InputPropertyError({ propertyPath: "tags.cost", reason: "is too low" });
    },
    throws: () => {
        throw new Error("the shop is closed");
    },
    exits: () => process.exit(6),
};

class ShopProvider {
    version = "1.2.3";

    async construct(name, type, inputs, options) {
        FAILURES[process.env.SHOP]?.();
        if (type !== "shop:index:Shop") {
            throw new Error(`there is no ${type} here`);
        }
        const shop = new Shop(name, inputs, options);
        return { urn: shop.urn, state: { groupId: shop.groupId, owner: shop.owner } };
    }

    async call(token, inputs) {
        return { outputs: { greeting: pulumi.interpolate`${token} greets ${inputs.whom}` } };
    }
}

if (process.env.SHOP === "no-port") {
    process.exit(9);
}
main(new ShopProvider(), process.argv.slice(2));
