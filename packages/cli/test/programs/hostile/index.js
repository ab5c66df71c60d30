// Text that tries to drive the terminal, from every place that a program can put text in.
const pulumi = require("@pulumi/pulumi");

const attack = "x\u001b[2J\u001b]0;owned\u0007\u009b31m<{%fg 1%}>y";
new pulumi.CustomResource("aws:ec2/vpc:Vpc", attack, { text: attack });
pulumi.log.warn(attack);
console.log(attack);
module.exports = { [attack]: attack };
