/** How to close what a resource of that type opens: a value to paste, or the component that writes it. */
const FIXES: readonly (readonly [type: RegExp, fix: string])[] = [
    [
        /securityGroupIngressRule:/,
        'name who may come in, for example cidrIpv4: "203.0.113.0/24", or referencedSecurityGroupId; ApiServerSecurityGroup of @portcullis/aws writes such rules from roles',
    ],
    [
        /^aws:ec2\/(securityGroup|defaultSecurityGroup|securityGroupRule):/,
        'name who may come in, for example cidrBlocks: ["203.0.113.0/24"], or the security group of the clients; ApiServerSecurityGroup of @portcullis/aws writes such rules from roles',
    ],
    [
        /^aws-native:ec2:SecurityGroup/,
        'name who may come in, for example cidrIp: "203.0.113.0/24", or sourceSecurityGroupId',
    ],
    [
        /^aws:eks\/|^aws-native:eks:/,
        'set endpointPublicAccess: false, or name who may come in: publicAccessCidrs: ["203.0.113.0/24"]',
    ],
    [
        /[nN]etworkAcl/,
        'name who may come in, for example cidrBlock: "203.0.113.0/24", with a number below that of every wider rule',
    ],
    [/lightsail/i, 'name who may come in with both cidrs: ["203.0.113.0/24"] and ipv6Cidrs'],
    [
        /^aws(-native)?:.*(lb|elb|elasticloadbalancing)/i,
        "make the load balancer internal, or give it a security group that names its clients; ApiServerFrontDoor of @portcullis/aws does both",
    ],
    [
        /^azure:containerservice\/kubernetesCluster:/,
        'set privateClusterEnabled: true, or name who may come in: apiServerAccessProfile: { authorizedIpRanges: ["203.0.113.0/24"] }',
    ],
    [/OpenShiftCluster/, 'set apiserverProfile: { visibility: "Private" }: no list restricts a public one'],
    [
        /ManagedCluster/,
        'set enablePrivateCluster: true in apiServerAccessProfile, or name who may come in: authorizedIPRanges: ["203.0.113.0/24"]',
    ],
    [
        /AdminRule/,
        'use access: "Allow" so that network security groups still decide, or name who may come in: sources with addressPrefix "203.0.113.0/24"',
    ],
    [
        /^azure.*:network.*(AzureFirewall|RuleCollection)/,
        'name who may come in: sourceAddresses: ["203.0.113.0/24"], or sourceIpGroups',
    ],
    [
        /^azure.*:network/,
        'name who may come in, for example sourceAddressPrefix: "203.0.113.0/24", or an application security group; ApiServerNetworkSecurityGroup of @portcullis/azure writes such rules from roles',
    ],
    [
        /^google-native:container\//,
        'set enablePrivateEndpoint: true in privateClusterConfig, or name who may come in: masterAuthorizedNetworksConfig: { enabled: true, cidrBlocks: [{ cidrBlock: "203.0.113.0/24" }] }',
    ],
    [
        /:container\/.*[cC]luster/,
        'set enablePrivateEndpoint: true in privateClusterConfig, or name who may come in: masterAuthorizedNetworksConfig: { cidrBlocks: [{ cidrBlock: "203.0.113.0/24" }] }',
    ],
    [
        /^(gcp|google-native):compute.*[pP]olicy/,
        'name who may come in: srcIpRanges: ["203.0.113.0/24"] in match, or srcSecureTags',
    ],
    [
        /^(gcp|google-native):compute/,
        'name who may come in, for example sourceRanges: ["203.0.113.0/24"], or sourceTags; ApiServerFirewall of @portcullis/gcp writes such rules from roles',
    ],
    [
        /^kubernetes:core\/v1:Service/,
        'name who may come in: loadBalancerSourceRanges: ["203.0.113.0/24"], or make the load balancer internal by the annotation of its cloud',
    ],
    [
        /linode:index\/lkeCluster:/,
        'enable the ACL of the control plane: controlPlane: { acl: { enabled: true, addresses: [{ ipv4s: ["203.0.113.0/24"] }] } }',
    ],
    [
        /digitalocean:index\/kubernetesCluster:/,
        'enable the firewall of the control plane: controlPlaneFirewall: { enabled: true, allowedAddresses: ["203.0.113.0/24"] }',
    ],
    [
        /^digitalocean:index\/loadBalancer:/,
        'set network: "INTERNAL", or name who may come in: firewall: { allows: ["cidr:203.0.113.0/24"] }',
    ],
    [/^digitalocean:/, 'name who may come in: sourceAddresses: ["203.0.113.0/24"]'],
    [
        /^hcloud:index\/loadBalancer/,
        "attach the load balancer to a network with enablePublicInterface: false: it filters nobody",
    ],
    [/^hcloud:/, 'name who may come in: sourceIps: ["203.0.113.0/24"]'],
    [/^openstack:/, 'name who may come in: remoteIpPrefix: "203.0.113.0/24", or remoteGroupId'],
    [
        /^oci:ContainerEngine/,
        "set isPublicIpEnabled: false in endpointConfig, or attach a network security group that names the clients",
    ],
    [/^oci:/, 'name who may come in: source: "203.0.113.0/24"'],
    [
        /^scaleway:(kubernetes|k8s|index\/(kubernetes|k8s))/,
        'name who may come in: an Acl with aclRules: [{ ip: "203.0.113.0/24" }]',
    ],
    [/^scaleway:/, 'set inboundDefaultPolicy: "drop", and name who may come in: ipRange: "203.0.113.0/24"'],
    [/^linode:/, 'set inboundPolicy: "DROP" and disabled: false, and name who may come in: ipv4s: ["203.0.113.0/24"]'],
    [
        /^vultr:index\/loadBalancer:/,
        'name who may come in at the port in front: firewallRules: [{ port: 6443, ipType: "v4", source: "203.0.113.0/24" }]',
    ],
    [/^vultr:/, 'name who may come in: subnet: "203.0.113.0" with subnetSize: 24'],
    [/^civo:index\/firewallRule:/, 'name who may come in: cidrs: ["203.0.113.0/24"]'],
    [/^civo:/, 'set createDefaultRules: false, and name who may come in: cidrs: ["203.0.113.0/24"]'],
    [/^ovh:Ip\//, 'end the rules with a deny of everything: sequence: 19, action: "deny", protocol: "ipv4"'],
    [/^ovh:.*kube/i, 'name who may come in: KubeIpRestrictions with ips: ["203.0.113.0/24"]'],
    [/^alicloud:cs\//, "set slbInternetEnabled: false, and reach the endpoint from inside the network"],
    [/^alicloud:/, 'name who may come in: cidrIp: "203.0.113.0/24"'],
];

const ANY = 'name who may come in: a small CIDR block such as "203.0.113.0/24", or a group of the cloud';

/** The fix for a resource type. */
export function fixText(type: string): string {
    return FIXES.find(([pattern]) => pattern.test(type))?.[1] ?? ANY;
}
