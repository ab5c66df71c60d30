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
    /** Only what a control plane needs: itself, the nodes' kubelets and webhooks, DNS, NTP, and the named destinations. */
    LeastPrivilege = "leastPrivilege",
    /** Everything, both families. */
    AllowAll = "allowAll",
    /** No egress rule is written. A new group then lets nothing out: the provider removes AWS's default rule. */
    Unmanaged = "unmanaged",
}

/** Who may come in, in one role. */
export interface SecurityGroupSources {
    /** IPv4 and IPv6 CIDR blocks, known when the program runs: `["198.51.100.7/32"]`. Each names its rule by its content. */
    cidrBlocks?: string[];
    /** Security group ids by a name of your own: `{ bastion: bastion.id }`. */
    securityGroups?: Record<string, pulumi.Input<string>>;
    /** Prefix list ids by a name of your own. Each also needs its `prefixListMaxEntries`. */
    prefixLists?: Record<string, pulumi.Input<string>>;
    /** What each prefix list takes from the rule quota: its `maxEntries` (its weight, for an AWS-managed list), not its current entries. */
    prefixListMaxEntries?: Record<string, number>;
}

/** A CI with fixed addresses, until a day. */
export interface SecurityGroupCiEntry {
    /** One CIDR block. */
    cidrBlock?: string;
    /** Or several. */
    cidrBlocks?: string[];
    /** Last day (UTC) on which the entry counts, YYYY-MM-DD. Past it, the program stops with an error. */
    expires: string;
}

/** The one way to admit the internet: signed, and only for a time. The policy pack knows and reports it. */
export interface SecurityGroupExposure {
    /** CIDR blocks, such as `["0.0.0.0/0", "::/0"]`. */
    sources: string[];
    /** Why: what stands in front. */
    reason: string;
    /** Who answers for it. */
    owner: string;
    /** Last day (UTC), YYYY-MM-DD. */
    expires: string;
}

/** A rule of your own. It passes the same checks as every other. */
export interface SecurityGroupExtraRule {
    /** Protocol name or number: `tcp`, `udp`, `esp`, `50`. @default "tcp" */
    protocol?: string;
    /** First port, for TCP and UDP. */
    fromPort?: number;
    /** Last port. @default `fromPort` */
    toPort?: number;
    /** One CIDR block, or */
    cidrBlock?: string;
    /** one security group id. */
    securityGroup?: pulumi.Input<string>;
    /** What it is for; shown as the rule's description. */
    description: string;
}

/** A destination that the control plane may reach, beside what every control plane needs. */
export interface SecurityGroupDestination {
    /** One CIDR block, or */
    cidrBlock?: string;
    /** one prefix list id. */
    prefixList?: pulumi.Input<string>;
    /** What the prefix list takes from the rule quota: its `maxEntries`, or the weight of an AWS-managed list. */
    prefixListMaxEntries?: number;
    /** TCP port. @default 443 */
    port?: number;
}

/** Arguments of `ApiServerSecurityGroup`. A role that is left out admits nobody in that role. */
export interface ApiServerSecurityGroupArgs {
    /** VPC of the new security group. Needed unless `securityGroupId` is given. */
    vpcId?: pulumi.Input<string>;
    /** An existing security group that gets the rules; rules that it has already stay as they are. */
    securityGroupId?: pulumi.Input<string>;
    /** @default Distribution.Kubeadm */
    distribution?: Distribution;
    /** Port of the Kubernetes API. @default 6443 (16443 for MicroK8s) */
    port?: number;
    /** Control-plane hosts. The group itself is always among them. */
    controlPlane?: SecurityGroupSources;
    /** Worker nodes: the API, the join ports, the kubelet. */
    nodes?: SecurityGroupSources;
    /** Administrators, through a VPN or a bastion. */
    administrators?: SecurityGroupSources;
    /** CI with fixed addresses: each entry by name, with its last day. */
    ci?: Record<string, SecurityGroupCiEntry>;
    /** Monitoring: the API, scheduler and controller-manager metrics. */
    monitoring?: SecurityGroupSources;
    /** Webhook back ends that call the API. */
    webhooks?: SecurityGroupSources;
    /** Cluster managers, such as Argo CD or Rancher elsewhere. */
    managementTools?: SecurityGroupSources;
    /** Load balancers' health checks: their security group or subnets. */
    loadBalancerHealthChecks?: SecurityGroupSources;
    /** IPv4 addresses of the cluster's own (NAT gateways, bastions), as outputs by name: `{ nat: pulumi.interpolate`${eip.publicIp}/32` }`. */
    ownAddresses?: Record<string, pulumi.Input<string>>;
    /** The same for IPv6 blocks. */
    ownIpv6Addresses?: Record<string, pulumi.Input<string>>;
    /** Admits named sources although they are the internet. */
    exposedOnPurpose?: SecurityGroupExposure;
    /** Ingress rules of your own, by name. */
    extraRules?: Record<string, SecurityGroupExtraRule>;
    /** @default EgressMode.LeastPrivilege */
    egress?: EgressMode;
    /** Further destinations in least-privilege egress, by name: registries, etcd backups. */
    destinations?: Record<string, SecurityGroupDestination>;
    /** Products whose webhooks the API server calls on the nodes: `certManager`, `istio`, `karpenter` ... */
    webhookProducts?: string[];
    /** Webhook ports on the nodes that no product of the catalogue has. */
    webhookPorts?: number[];
    /** Admits ICMP "fragmentation needed" (IPv4) and "packet too big" (IPv6) from each CIDR block, for path MTU discovery. @default false */
    pathMtuDiscovery?: boolean;
    /** Rules per security group, direction and family, as your account's quota says. @default 60 */
    rulesPerSecurityGroup?: number;
    /** Most security groups to spread the rules over; attach every id of `securityGroupIds`. @default 1 */
    maxSecurityGroups?: number;
    /** Tags for the groups and rules. */
    tags?: Record<string, pulumi.Input<string>>;
}

/** One line of the answer to who may come in, where and why. */
export interface SecurityGroupRuleInventoryEntry {
    /** The CIDR block, or the name you gave the source. */
    who: string;
    /** The roles it is admitted for. */
    roles: string[];
    /** Port or range, such as `6443` or `2379-2380`. */
    port: string;
    /** What listens there. */
    why: string;
    /** `ipv4`, `ipv6` or `both`. */
    family: string;
    /** Rules it takes from the quota. */
    quota: number;
    /** Name of the rule resource. */
    rule: string;
}
