import type { Shown } from "../test/protocol.mts";

/** Makes a resource of a kind; no two are alike. */
type Make = (index: number) => Omit<Shown, "name">;

const block = (index: number) => `10.${(index >> 8) & 255}.${index & 255}.0/24`;

/** Firewalls as programs have them: mostly stand-alone rules, some groups with a handful of rules. */
const FIREWALLS: readonly Make[] = [
    (index) => ({
        type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        props: {
            securityGroupId: `sg-${index % 50}`,
            ipProtocol: "tcp",
            fromPort: 6443,
            toPort: 6443,
            cidrIpv4: block(index),
        },
    }),
    (index) => ({
        type: "aws:ec2/securityGroup:SecurityGroup",
        props: {
            vpcId: "vpc-1",
            description: "Managed by Pulumi",
            ingress: [443, 6443, 9345, 10250].map((port) => ({
                protocol: "tcp",
                fromPort: port,
                toPort: port,
                cidrBlocks: [block(index), "192.168.0.0/16"],
            })),
        },
    }),
    (index) => ({
        type: "azure-native:network:SecurityRule",
        props: {
            resourceGroupName: "rg",
            networkSecurityGroupName: `nsg-${index % 50}`,
            securityRuleName: `rule-${index}`,
            priority: 100 + Math.floor(index / 50),
            direction: "Inbound",
            access: "Allow",
            protocol: "Tcp",
            sourceAddressPrefix: block(index),
            sourcePortRange: "*",
            destinationAddressPrefix: "*",
            destinationPortRange: "6443",
        },
    }),
    (index) => ({
        type: "gcp:compute/firewall:Firewall",
        props: {
            network: `network-${index % 50}`,
            priority: 1000,
            direction: "INGRESS",
            allows: [{ protocol: "tcp", ports: ["6443", "10250"] }],
            sourceRanges: [block(index)],
        },
    }),
];

/** What else a stack is made of. */
const OTHERS: readonly Make[] = [
    (index) => ({
        type: "aws:s3/bucket:Bucket",
        props: { bucket: `logs-${index}`, tags: { team: "a", stage: "dev" } },
    }),
    (index) => ({
        type: "aws:ec2/instance:Instance",
        props: { ami: "ami-1", instanceType: "t3.small", privateIp: `10.0.${index & 255}.9` },
    }),
    (index) => ({
        type: "aws:iam/role:Role",
        props: { name: `role-${index}`, assumeRolePolicy: '{"Version":"2012-10-17","Statement":[]}' },
    }),
    (index) => ({
        type: "kubernetes:core/v1:ConfigMap",
        props: { metadata: { name: `c-${index}` }, data: { a: "1", b: "2" } },
    }),
];

/** So many firewalls, of every kind in turn. */
export function firewalls(count: number): readonly Shown[] {
    return made(FIREWALLS, count);
}

/** So many resources, one in ten a firewall. */
export function stackOf(count: number): readonly Shown[] {
    const tenth = Math.floor(count / 10);
    return [...made(FIREWALLS, tenth), ...made(OTHERS, count - tenth, tenth)];
}

function made(makers: readonly Make[], count: number, from = 0): readonly Shown[] {
    return Array.from({ length: count }, (_, index): Shown => {
        const make = makers[index % makers.length] as Make; // An index modulo the length is in the list.
        return { name: `resource-${from + index}`, ...make(from + index) };
    });
}
