// Every rule here opens the Kubernetes API to the internet, each in another spelling. Do not copy.
import * as aws from "@pulumi/aws";

const vpc = new aws.ec2.Vpc("cluster", { cidrBlock: "10.0.0.0/16" });
const group = (name: string) => new aws.ec2.SecurityGroup(name, { vpcId: vpc.id, description: name });

// 1. As plain as it gets, inline.
new aws.ec2.SecurityGroup("inline", {
    vpcId: vpc.id,
    ingress: [{ protocol: "tcp", fromPort: 6443, toPort: 6443, cidrBlocks: ["0.0.0.0/0"] }],
});

// 2. Every protocol: the ports beside it do not count.
new aws.vpc.SecurityGroupIngressRule("every-protocol", {
    securityGroupId: group("every-protocol").id,
    ipProtocol: "-1",
    cidrIpv4: "0.0.0.0/0",
});

// 3. IPv6 only, inside a range of ports.
new aws.vpc.SecurityGroupIngressRule("ipv6-range", {
    securityGroupId: group("ipv6-range").id,
    ipProtocol: "tcp",
    fromPort: 6000,
    toPort: 7000,
    cidrIpv6: "::/0",
});

// 4. Two halves of the internet in one older rule.
new aws.ec2.SecurityGroupRule("two-halves", {
    securityGroupId: group("two-halves").id,
    type: "ingress",
    protocol: "tcp",
    fromPort: 0,
    toPort: 65535,
    cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"],
});

// 5. A prefix list that holds the internet.
const everyone = new aws.ec2.ManagedPrefixList("everyone", {
    addressFamily: "IPv4",
    maxEntries: 2,
    entries: [{ cidr: "0.0.0.0/1" }, { cidr: "128.0.0.0/1" }],
});
new aws.vpc.SecurityGroupIngressRule("prefix-list", {
    securityGroupId: group("prefix-list").id,
    ipProtocol: "tcp",
    fromPort: 6443,
    toPort: 6443,
    prefixListId: everyone.id,
});

// 6. A private-looking block that is mostly public: 11.0.0.0/8 is in it.
new aws.ec2.DefaultSecurityGroup("private-looking", {
    vpcId: vpc.id,
    ingress: [{ protocol: "TCP", fromPort: 443, toPort: 8443, cidrBlocks: ["10.0.0.0/7"] }],
});
