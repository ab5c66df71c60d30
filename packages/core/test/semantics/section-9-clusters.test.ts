import { expect, it } from "vitest";
import { type Given, judge, U, type Verdict, verdictOn } from "../corpus.js";
import { aks } from "../given/azure.js";

const ANYONE = "0.0.0.0/0";

type Row = readonly [number: number, row: string, verdict: Verdict, given: readonly Given[]];

function lightsail(port: Given["props"]): Given {
    return {
        type: "aws:lightsail/instancePublicPorts:InstancePublicPorts",
        props: { instanceName: "i", portInfos: [{ protocol: "tcp", fromPort: 6443, toPort: 6443, ...port }] },
    };
}

function service(spec: Given["props"], annotations: Given["props"] | undefined = undefined): Given {
    return {
        type: "kubernetes:core/v1:Service",
        props: { metadata: annotations === undefined ? {} : { annotations }, spec: { type: "LoadBalancer", ...spec } },
    };
}

const ROWS: readonly Row[] = [
    [
        14,
        'AKS ["0.0.0.0/32", x]: judge x',
        "violation",
        [aks({ apiServerAccessProfile: { authorizedIPRanges: ["0.0.0.0/32", "8.0.0.0/8"] } })],
    ],
    [
        15,
        "aws-native EKS publicAccessCidrs: [] as omitted",
        "violation",
        [{ type: "aws-native:eks:Cluster", props: { resourcesVpcConfig: { publicAccessCidrs: [] } } }],
    ],
    [
        16,
        "Lightsail cidrListAliases alone: IPv6 open",
        "violation",
        [lightsail({ cidrListAliases: ["lightsail-connect"] })],
    ],
    [
        17,
        "OKE public endpoint, subnet lists outside the stack",
        "indeterminate",
        [
            {
                type: "oci:ContainerEngine/cluster:Cluster",
                props: { endpointConfig: { isPublicIpEnabled: true, subnetId: "ocid1" } },
            },
        ],
    ],
    [
        18,
        "Alicloud: an enabled public load balancer of the control plane",
        "violation",
        [
            {
                type: "alicloud:cs/managedKubernetes:ManagedKubernetes",
                props: {
                    slbInternetEnabled: false,
                    controlPlaneEndpointsConfig: { loadBalancersConfigs: [{ endpointType: "public", enabled: true }] },
                },
            },
        ],
    ],
    [
        19,
        "Vultr source: cloudflare wins",
        "ok",
        [
            {
                type: "vultr:index/firewallRule:FirewallRule",
                props: {
                    firewallGroupId: "g",
                    ipType: "v4",
                    protocol: "tcp",
                    subnet: "0.0.0.0",
                    subnetSize: 0,
                    port: "6443",
                    source: "cloudflare",
                },
            },
        ],
    ],
    [
        20,
        "DigitalOcean control plane enabled, no addresses",
        "ok",
        [
            {
                type: "digitalocean:index/kubernetesCluster:KubernetesCluster",
                props: { controlPlaneFirewall: { enabled: true } },
            },
        ],
    ],
    [
        21,
        "Kubernetes Service: named targetPort is an unknown port",
        "indeterminate",
        [service({ ports: [{ port: 443, targetPort: "api" }] })],
    ],
    [
        21,
        "Kubernetes Service: annotations unknown",
        "indeterminate",
        [
            {
                type: "kubernetes:core/v1:Service",
                props: { metadata: { annotations: U }, spec: { type: "LoadBalancer", ports: [{ port: 6443 }] } },
            },
        ],
    ],
    [
        21,
        "Kubernetes Service: -internal other than true",
        "violation",
        [service({ ports: [{ port: 6443 }] }, { "service.beta.kubernetes.io/azure-load-balancer-internal": "yes" })],
    ],
    [
        22,
        "any unknown switch takes both values",
        "indeterminate",
        [
            {
                type: "google-native:container/v1:Cluster",
                props: {
                    masterAuthorizedNetworksConfig: { enabled: U, cidrBlocks: [{ cidrBlock: "198.51.100.0/24" }] },
                },
            },
        ],
    ],
    [
        23,
        "OVH network firewall with permits only",
        "violation",
        [
            {
                type: "ovh:Ip/firewallRule:FirewallRule",
                props: {
                    ip: "1.2.3.4",
                    ipOnFirewall: "1.2.3.4",
                    sequence: 0,
                    action: "permit",
                    protocol: "tcp",
                    source: "198.51.100.0/24",
                },
            },
        ],
    ],
    [
        24,
        "cluster tokens: scaleway without an Acl",
        "violation",
        [{ type: "scaleway:kubernetes/cluster:Cluster", props: {} }],
    ],
    [24, "cluster tokens: ovh without restrictions", "violation", [{ type: "ovh:CloudProject/kube:Kube", props: {} }]],
    [
        25,
        "the WithRules types have srcNetworkScope",
        "ok",
        [
            {
                type: "gcp:compute/networkFirewallPolicyWithRules:NetworkFirewallPolicyWithRules",
                props: {
                    rules: [
                        {
                            priority: 1,
                            action: "allow",
                            match: {
                                layer4Configs: [{ ipProtocol: "tcp" }],
                                srcIpRanges: [ANYONE],
                                srcNetworkScope: "NON_INTERNET",
                            },
                        },
                    ],
                },
            },
        ],
    ],
    [
        25,
        "classic FirewallPolicyRuleCollectionGroup.translatedPort is a number",
        "violation",
        [
            {
                type: "azure:network/firewallPolicyRuleCollectionGroup:FirewallPolicyRuleCollectionGroup",
                props: {
                    firewallPolicyId: "policy",
                    priority: 100,
                    natRuleCollections: [
                        {
                            name: "c",
                            action: "Dnat",
                            priority: 100,
                            rules: [
                                {
                                    name: "r",
                                    protocols: ["TCP"],
                                    sourceAddresses: ["*"],
                                    destinationAddress: "20.0.0.1",
                                    destinationPorts: "443",
                                    translatedAddress: "10.0.0.4",
                                    translatedPort: 6443,
                                },
                            ],
                        },
                    ],
                },
            },
        ],
    ],
];

it.each(ROWS)("9.%i %s: %s", (_number, _row, verdict, given) => {
    expect(verdictOn(given)).toBe(verdict);
});

it("9.16 makes a remark of the alias of Lightsail, and names no IPv4 address", () => {
    const [only] = judge([lightsail({ cidrListAliases: ["lightsail-connect"], ipv6Cidrs: ["2001:db8::/32"] })]);
    expect(only?.found.verdict).toBe("closed");
    expect(only?.found.relays.map((relay) => relay.name)).toEqual(["lightsail-connect"]);
});
