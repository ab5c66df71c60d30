import type * as pulumi from "@pulumi/pulumi";

/** The Kubernetes distribution: it decides which control-plane ports there are. All of them get the same protection. */
export enum Distribution {
    Kubeadm = "kubeadm",
    K3s = "k3s",
    Rke2 = "rke2",
    Talos = "talos",
    MicroK8s = "microk8s",
    OpenShift = "openshift",
}

/** What may leave the control plane. */
export enum EgressMode {
    /** Only what a control plane needs: the cluster, DNS, NTP and the named destinations; everything else is denied. */
    LeastPrivilege = "leastPrivilege",
    /** Azure's default: the virtual network and the internet. Written as one explicit rule. */
    AllowAll = "allowAll",
    /** No outbound rule is written; Azure's default rules apply. */
    Unmanaged = "unmanaged",
}

/** Who may come in, in one role. */
export interface NetworkSecurityGroupSources {
    /** IPv4 and IPv6 prefixes, known when the program runs: `["198.51.100.7/32"]`. */
    addressPrefixes?: string[];
    /** Application security group ids by a name of your own: `{ bastion: bastion.id }`. */
    applicationSecurityGroups?: Record<string, pulumi.Input<string>>;
    /** Service tags of a named service: `["AzureDevOps"]`. Tags that mean the internet or every tenant are refused. */
    serviceTags?: string[];
}

/** A CI with fixed addresses, until a day. */
export interface NetworkSecurityGroupCiEntry {
    /** One address prefix. */
    addressPrefix?: string;
    /** Or several. */
    addressPrefixes?: string[];
    /** Last day (UTC) on which the entry counts, YYYY-MM-DD. Past it, the program stops with an error. */
    expires: string;
}

/** The one way to admit the internet: signed, and only for a time. The policy pack knows and reports it. */
export interface NetworkSecurityGroupExposure {
    /** Address prefixes, such as `["0.0.0.0/0", "::/0"]`. */
    sources: string[];
    /** Why: what stands in front. */
    reason: string;
    /** Who answers for it. */
    owner: string;
    /** Last day (UTC), YYYY-MM-DD. */
    expires: string;
}

/** A rule of your own. It passes the same checks as every other. */
export interface NetworkSecurityGroupExtraRule {
    /** `Tcp`, `Udp`, `Icmp`, `Esp` or `Ah`. @default "Tcp" */
    protocol?: string;
    /** Destination port or range: `"443"`, `"9000-9100"`. */
    port?: string;
    /** One address prefix, or */
    addressPrefix?: string;
    /** one application security group id. */
    applicationSecurityGroup?: pulumi.Input<string>;
    /** Priority, 3100 to 3399 unless you pin another. */
    priority: number;
    /** What it is for; at most 140 characters. */
    description: string;
}

/** A destination that the control plane may reach, beside what every control plane needs. */
export interface NetworkSecurityGroupDestination {
    /** One address prefix, or */
    addressPrefix?: string;
    /** one service tag, such as `AzureContainerRegistry`. */
    serviceTag?: string;
    /** TCP port. @default 443 */
    port?: number;
}

/** Arguments of `ApiServerNetworkSecurityGroup`. A role that is left out admits nobody in that role. */
export interface ApiServerNetworkSecurityGroupArgs {
    /** Resource group of the network security group. */
    resourceGroupName: pulumi.Input<string>;
    /** Region of a new group. @default the resource group's */
    location?: pulumi.Input<string>;
    /** An existing network security group that gets the rules; rules that it has already stay as they are. */
    networkSecurityGroupName?: pulumi.Input<string>;
    /** @default Distribution.Kubeadm */
    distribution?: Distribution;
    /** Port of the Kubernetes API. @default 6443 (16443 for MicroK8s) */
    port?: number;
    /** Control-plane hosts: their application security group or subnet. Several hosts need it to reach each other. */
    controlPlane?: NetworkSecurityGroupSources;
    /** Worker nodes: the API, the join ports, the kubelet. */
    nodes?: NetworkSecurityGroupSources;
    /** Administrators, through a VPN or a bastion. */
    administrators?: NetworkSecurityGroupSources;
    /** CI with fixed addresses: each entry by name, with its last day. */
    ci?: Record<string, NetworkSecurityGroupCiEntry>;
    /** Monitoring: the API, scheduler and controller-manager metrics. */
    monitoring?: NetworkSecurityGroupSources;
    /** Webhook back ends that call the API. */
    webhooks?: NetworkSecurityGroupSources;
    /** Cluster managers, such as Argo CD or Rancher elsewhere. */
    managementTools?: NetworkSecurityGroupSources;
    /** Admits the probes of Azure's load balancer (168.63.129.16) to the API: the deny below would stop them. @default true */
    loadBalancerProbe?: boolean;
    /** IPv4 addresses of the cluster's own (NAT gateways, bastions), as outputs by name. */
    ownAddresses?: Record<string, pulumi.Input<string>>;
    /** The same for IPv6 prefixes. */
    ownIpv6Addresses?: Record<string, pulumi.Input<string>>;
    /** Admits named sources although they are the internet. */
    exposedOnPurpose?: NetworkSecurityGroupExposure;
    /** Inbound rules of your own, by name. */
    extraRules?: Record<string, NetworkSecurityGroupExtraRule>;
    /** Pins the priority of a rule, by the end of its name: `{ "administrators-asg-bastion": 450 }`. */
    priorities?: Record<string, number>;
    /** @default EgressMode.LeastPrivilege */
    egress?: EgressMode;
    /** Further destinations in least-privilege egress, by name. */
    destinations?: Record<string, NetworkSecurityGroupDestination>;
    /** Products whose webhooks the API server calls on the nodes: `certManager`, `istio` ... */
    webhookProducts?: string[];
    /** Webhook ports on the nodes that no product of the catalogue has. */
    webhookPorts?: number[];
    /** Rules per network security group. @default 1000 */
    maxRules?: number;
    /** Source addresses per network security group. @default 4000 */
    maxAddresses?: number;
    /** Tags of a new group. */
    tags?: Record<string, pulumi.Input<string>>;
}

/** One line of the answer to who may come in, where and why. */
export interface SecurityRuleInventoryEntry {
    /** The prefix, the tag, or the name you gave the source. */
    who: string;
    /** The role it is admitted for. */
    role: string;
    /** Ports and ranges, such as `6443, 9345`. */
    ports: string;
    /** What listens there. */
    why: string;
    /** `ipv4`, `ipv6` or `both`. */
    family: string;
    /** Addresses it takes from the quota. */
    quota: number;
    /** Priority of its rule. */
    priority: number;
    /** Name of the rule resource. */
    rule: string;
}
