// A component that lives in a process of its own, as components for other languages do.
const pulumi = require("@pulumi/pulumi");
const provider = require("@pulumi/pulumi/provider");

class Gate extends pulumi.ComponentResource {
    constructor(name, args, opts) {
        super("parity:index:Gate", name, args, opts);
        const type = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
        const rule = new pulumi.CustomResource(
            type,
            `${name}-rule`,
            { cidrIpv4: args.cidrIpv4, securityGroupId: args.securityGroupId, hush: args.hush, fromPort: 6443 },
            { parent: this },
        );
        this.registerOutputs({ ruleId: rule.id, cidrIpv4: args.cidrIpv4, hush: args.hush });
        this.outputs = { ruleId: rule.id, cidrIpv4: args.cidrIpv4, hush: args.hush };
    }
}

const schema = JSON.stringify({ name: "parity", version: "1.0.0" });

provider.main(
    {
        version: "1.0.0",
        getSchema: async () => schema,
        construct: async (name, _type, inputs, options) => {
            const gate = new Gate(name, inputs, options);
            return { urn: gate.urn, state: gate.outputs };
        },
    },
    process.argv.slice(2),
);
