const { writeFileSync } = require("node:fs");
const pulumi = require("@pulumi/pulumi");

if (process.env.PROGRAM_PID_FILE) writeFileSync(process.env.PROGRAM_PID_FILE, String(process.pid));

class Gate extends pulumi.ComponentResource {
    constructor(name) {
        super("test:index:Gate", name);
        const type = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
        this.rule = new pulumi.CustomResource(type, `${name}-rule`, { cidrIpv4: "10.0.0.0/8" }, { parent: this });
        this.registerOutputs({});
    }
}

const gate = new Gate("gate");
new pulumi.CustomResource("aws:ec2/vpc:Vpc", "main", { cidrBlock: "10.0.0.0/16", key: pulumi.secret("hush") });
pulumi.log.warn("the bastion is old");

module.exports = { rule: gate.rule.id, key: pulumi.secret("hush"), zones: ["a", "b"], stack: pulumi.getStack() };
