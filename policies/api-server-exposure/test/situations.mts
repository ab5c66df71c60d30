import { type Shown, UNKNOWN } from "./protocol.mts";

/** One way to let a source in at a port, in one cloud. */
export interface Way {
    readonly cloud: string;
    /** What everybody is called there. */
    readonly everyone: string;
    readonly resources: (source: string, port: number) => readonly Shown[];
}

/** A handful of public addresses: never too many. */
export const SMALL = "8.8.8.0/28";
export { UNKNOWN };

const one = (type: string, props: object, name = "subject"): readonly Shown[] => [{ type, name, props }];
const any = "0.0.0.0/0";
const classicRule = (source: string, port: number) => ({
    name: "allow",
    priority: 100,
    direction: "Inbound",
    access: "Allow",
    protocol: "Tcp",
    sourceAddressPrefix: source,
    sourcePortRange: "*",
    destinationAddressPrefix: "*",
    destinationPortRange: String(port),
});

/** Firewalls that `api-server-not-public` and `control-plane-not-public` judge, a row a type. */
export const FIREWALLS: readonly Way[] = [
    {
        cloud: "AWS security group",
        everyone: any,
        resources: (source, port) =>
            one("aws:ec2/securityGroup:SecurityGroup", {
                ingress: [{ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks: [source] }],
            }),
    },
    {
        cloud: "AWS default security group",
        everyone: any,
        resources: (source, port) =>
            one("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", {
                ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: [source] }],
                vpcId: `vpc-${port}`,
            }),
    },
    {
        cloud: "AWS security group rule",
        everyone: any,
        resources: (source, port) =>
            one("aws:ec2/securityGroupRule:SecurityGroupRule", {
                type: "ingress",
                securityGroupId: "sg-1",
                protocol: "tcp",
                fromPort: port,
                toPort: port,
                cidrBlocks: [source],
            }),
    },
    {
        cloud: "AWS ingress rule, IPv6",
        everyone: "::/0",
        resources: (source, port) =>
            one("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {
                securityGroupId: "sg-1",
                ipProtocol: "tcp",
                fromPort: port,
                toPort: port,
                [source.includes(":") || source === UNKNOWN ? "cidrIpv6" : "cidrIpv4"]: source,
            }),
    },
    {
        cloud: "AWS Lightsail ports",
        everyone: any,
        resources: (source, port) =>
            one("aws:lightsail/instancePublicPorts:InstancePublicPorts", {
                instanceName: "i",
                portInfos: [
                    { protocol: "tcp", fromPort: port, toPort: port, cidrs: [source], ipv6Cidrs: ["2001:db8::/64"] },
                ],
            }),
    },
    {
        cloud: "AWS security group of CloudFormation",
        everyone: any,
        resources: (source, port) =>
            one("aws-native:ec2:SecurityGroup", {
                groupDescription: "x",
                securityGroupIngress: [{ ipProtocol: "tcp", fromPort: port, toPort: port, cidrIp: source }],
            }),
    },
    {
        cloud: "Azure network security group",
        everyone: "*",
        resources: (source, port) =>
            one("azure-native:network:NetworkSecurityGroup", {
                resourceGroupName: "rg",
                networkSecurityGroupName: "nsg",
                securityRules: [classicRule(source, port)],
            }),
    },
    {
        cloud: "Azure security rule",
        everyone: "Internet",
        resources: (source, port) =>
            one("azure-native:network:SecurityRule", {
                ...classicRule(source, port),
                resourceGroupName: "rg",
                networkSecurityGroupName: "nsg",
                securityRuleName: "allow",
            }),
    },
    {
        cloud: "Azure classic network security group",
        everyone: "*",
        resources: (source, port) =>
            one("azure:network/networkSecurityGroup:NetworkSecurityGroup", {
                resourceGroupName: "rg",
                name: "nsg",
                securityRules: [classicRule(source, port)],
            }),
    },
    {
        cloud: "GCP firewall",
        everyone: any,
        resources: (source, port) =>
            one("gcp:compute/firewall:Firewall", {
                network: "n",
                allows: [{ protocol: "tcp", ports: [String(port)] }],
                sourceRanges: [source],
            }),
    },
    {
        cloud: "GCP firewall policy rule",
        everyone: any,
        resources: (source, port) =>
            one("gcp:compute/networkFirewallPolicyRule:NetworkFirewallPolicyRule", {
                firewallPolicy: "p",
                priority: 10,
                action: "allow",
                direction: "INGRESS",
                match: { layer4Configs: [{ ipProtocol: "tcp", ports: [String(port)] }], srcIpRanges: [source] },
            }),
    },
    {
        cloud: "GCP firewall of google-native",
        everyone: any,
        resources: (source, port) =>
            one("google-native:compute/v1:Firewall", {
                allowed: [{ ipProtocol: "tcp", ports: [String(port)] }],
                sourceRanges: [source],
            }),
    },
    {
        cloud: "Kubernetes Service",
        everyone: any,
        resources: (source, port) =>
            one("kubernetes:core/v1:Service", {
                metadata: { name: "s" },
                spec: { type: "LoadBalancer", ports: [{ port, protocol: "TCP" }], loadBalancerSourceRanges: [source] },
            }),
    },
    {
        cloud: "DigitalOcean firewall",
        everyone: any,
        resources: (source, port) =>
            one("digitalocean:index/firewall:Firewall", {
                inboundRules: [{ protocol: "tcp", portRange: String(port), sourceAddresses: [source] }],
            }),
    },
    {
        cloud: "Hetzner firewall",
        everyone: any,
        resources: (source, port) =>
            one("hcloud:index/firewall:Firewall", {
                rules: [{ direction: "in", protocol: "tcp", port: String(port), sourceIps: [source] }],
            }),
    },
    {
        cloud: "OpenStack rule",
        everyone: any,
        resources: (source, port) =>
            one("openstack:networking/secGroupRule:SecGroupRule", {
                direction: "ingress",
                ethertype: "IPv4",
                protocol: "tcp",
                portRangeMin: port,
                portRangeMax: port,
                remoteIpPrefix: source,
                securityGroupId: "g",
            }),
    },
    {
        cloud: "Oracle security list",
        everyone: any,
        resources: (source, port) =>
            one("oci:Core/securityList:SecurityList", {
                compartmentId: "c",
                vcnId: "v",
                ingressSecurityRules: [{ protocol: "6", source, tcpOptions: { min: port, max: port } }],
            }),
    },
    {
        cloud: "Linode firewall",
        everyone: any,
        resources: (source, port) =>
            one("linode:index/firewall:Firewall", {
                label: "f",
                inboundPolicy: "DROP",
                outboundPolicy: "ACCEPT",
                inbounds: [{ label: "a", action: "ACCEPT", protocol: "TCP", ports: String(port), ipv4s: [source] }],
            }),
    },
    {
        cloud: "Alibaba rule",
        everyone: any,
        resources: (source, port) =>
            one("alicloud:ecs/securityGroupRule:SecurityGroupRule", {
                type: "ingress",
                ipProtocol: "tcp",
                portRange: `${port}/${port}`,
                cidrIp: source,
                securityGroupId: "g",
            }),
    },
    {
        cloud: "Scaleway security group",
        everyone: any,
        resources: (source, port) =>
            one("scaleway:instance/securityGroup:SecurityGroup", {
                inboundDefaultPolicy: "drop",
                inboundRules: [{ action: "accept", protocol: "TCP", port, ipRange: source }],
            }),
    },
    {
        cloud: "Vultr rule",
        everyone: "0.0.0.0",
        resources: (source, port) =>
            one("vultr:index/firewallRule:FirewallRule", {
                firewallGroupId: "g",
                ipType: "v4",
                protocol: "tcp",
                subnet: source.split("/")[0],
                subnetSize: source === "0.0.0.0" ? 0 : Number(source.split("/")[1] ?? 0),
                port: String(port),
            }),
    },
    {
        cloud: "Civo rule",
        everyone: any,
        resources: (source, port) =>
            one("civo:index/firewallRule:FirewallRule", {
                firewallId: "f",
                direction: "ingress",
                action: "allow",
                protocol: "tcp",
                startPort: String(port),
                endPort: String(port),
                cidrs: [source],
            }),
    },
];

/** Managed clusters, a row a cloud. */
export const CLUSTERS: readonly Way[] = [
    {
        cloud: "EKS",
        everyone: any,
        resources: (source) => one("aws:eks/cluster:Cluster", { vpcConfig: { publicAccessCidrs: [source] } }),
    },
    {
        cloud: "EKS of CloudFormation",
        everyone: any,
        resources: (source) => one("aws-native:eks:Cluster", { resourcesVpcConfig: { publicAccessCidrs: [source] } }),
    },
    {
        cloud: "AKS",
        everyone: any,
        resources: (source) =>
            one("azure-native:containerservice:ManagedCluster", {
                apiServerAccessProfile: { authorizedIPRanges: [source] },
            }),
    },
    {
        cloud: "AKS of the classic provider",
        everyone: any,
        resources: (source) =>
            one("azure:containerservice/kubernetesCluster:KubernetesCluster", {
                apiServerAccessProfile: { authorizedIpRanges: [source] },
            }),
    },
    {
        cloud: "GKE",
        everyone: any,
        resources: (source) =>
            one("gcp:container/cluster:Cluster", {
                masterAuthorizedNetworksConfig: {
                    cidrBlocks: [{ cidrBlock: source }],
                    gcpPublicCidrsAccessEnabled: false,
                },
            }),
    },
    {
        cloud: "DigitalOcean cluster",
        everyone: any,
        resources: (source) =>
            one("digitalocean:index/kubernetesCluster:KubernetesCluster", {
                controlPlaneFirewall: { enabled: true, allowedAddresses: [source] },
            }),
    },
    {
        cloud: "Linode cluster",
        everyone: any,
        resources: (source) =>
            one("linode:index/lkeCluster:LkeCluster", {
                controlPlane: { acl: { enabled: true, addresses: [{ ipv4s: [source] }] } },
            }),
    },
];

/** Clusters that are open by what is left out. */
export const OPEN_BY_DEFAULT: readonly Shown[] = [
    { type: "aws:eks/cluster:Cluster", name: "eks", props: { vpcConfig: {} } },
    { type: "azure-native:containerservice:ManagedCluster", name: "aks", props: {} },
    { type: "gcp:container/cluster:Cluster", name: "gke", props: {} },
    { type: "digitalocean:index/kubernetesCluster:KubernetesCluster", name: "doks", props: {} },
    { type: "linode:index/lkeCluster:LkeCluster", name: "lke", props: {} },
];
