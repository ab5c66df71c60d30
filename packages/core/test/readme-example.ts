import { exposure, formatAddress, reach, tcp, Unknown } from "../src/index.js";
import { composeFirewalls } from "../src/stack/index.js";

const group = {
    urn: "urn:pulumi:dev::shop::aws:ec2/securityGroup:SecurityGroup::api",
    type: "aws:ec2/securityGroup:SecurityGroup",
    name: "api",
    properties: { ingress: [{ protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlocks: ["0.0.0.0/1"] }] },
};
const rule = {
    urn: "urn:pulumi:dev::shop::aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::rest",
    type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    name: "rest",
    properties: { securityGroupId: new Unknown(), ipProtocol: "-1", cidrIpv4: "128.0.0.0/1" },
    propertyDependencies: { securityGroupId: [group.urn] },
};

export const findings = composeFirewalls([group, rule]).map(({ subject, rules }) => {
    const { verdict, witness, publicAtMost } = exposure(reach(rules, tcp(6443)));
    const who = witness && "family" in witness.source ? formatAddress(witness.source) : "nobody";
    return { subject, verdict, who, by: witness?.rule.at, addresses: publicAtMost.countIpv4 };
});
// [{ subject: "urn:...::api", verdict: "open", who: "1.0.0.1", by: "ingress[0]", addresses: 3702258432n }]
