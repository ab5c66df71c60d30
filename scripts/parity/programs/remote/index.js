// Remote components: their children register with the engine that the program runs in.
const pulumi = require("@pulumi/pulumi");

class Gate extends pulumi.ComponentResource {
    constructor(name, args, opts) {
        super("parity:index:Gate", name, { ...args, ruleId: undefined, hush: args.hush }, opts, true);
    }
}

class Group extends pulumi.CustomResource {
    constructor(name, args, opts) {
        super("aws:ec2/securityGroup:SecurityGroup", name, args, opts);
    }
}

const group = new Group("group", { description: "behind the gate" });
const gate = new Gate("gate", {
    cidrIpv4: "10.0.0.0/8",
    securityGroupId: group.id,
    hush: pulumi.secret("hush"),
    list: [group.id, "known"],
});
new Group("after", { description: gate.cidrIpv4, from: gate.ruleId, hush: gate.hush });
new Gate("inner", { cidrIpv4: group.id }, { parent: gate, protect: true, dependsOn: [group] });
new Gate(
    "transformed",
    { cidrIpv4: "10.1.0.0/16" },
    {
        transforms: [({ props, opts }) => ({ props: { ...props, tags: { by: "transform" } }, opts })],
    },
);

module.exports = { cidr: gate.cidrIpv4, rule: gate.ruleId };
