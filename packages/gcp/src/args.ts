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
    /** Only what a control plane needs: the cluster's ranges and the named destinations; the rest is denied. The metadata server (DNS, time) is always reachable. */
    LeastPrivilege = "leastPrivilege",
    /** Everything, both families. */
    AllowAll = "allowAll",
    /** No egress rule is written; GCP's implied allow applies. */
    Unmanaged = "unmanaged",
}

/** The load balancer in front of the API: it decides where health checks come from, and whether a firewall rule sees clients. */
export enum LoadBalancerKind {
    /** Internal passthrough network load balancer: clients keep their address. */
    InternalPassthrough = "internalPassthrough",
    /** External passthrough network load balancer: clients keep their address. */
    ExternalPassthrough = "externalPassthrough",
    /** Internal proxy: clients come from the proxy-only subnet. */
    InternalProxy = "internalProxy",
    /** External proxy: every client comes from Google's front ends, so no firewall rule tells them apart. Needs `clientFilter`. */
    ExternalProxy = "externalProxy",
}

/** Who may come in, in one role. */
export interface FirewallSources {
    /** IPv4 and IPv6 ranges, known when the program runs: `["198.51.100.7/32"]`. */
    ranges?: string[];
    /** Network tags: instances of the same network, by their internal address. */
    tags?: string[];
    /** Service accounts, by a name of your own. They cannot be combined with target tags. */
    serviceAccounts?: Record<string, pulumi.Input<string>>;
    /** Pod ranges (alias IPs), which no tag or service account matches. */
    podRanges?: string[];
}

/** A CI with fixed addresses, until a day. */
export interface FirewallCiEntry {
    /** One range. */
    range?: string;
    /** Or several. */
    ranges?: string[];
    /** Last day (UTC) on which the entry counts, YYYY-MM-DD. Past it, the program stops with an error. */
    expires: string;
}

/** The one way to admit the internet: signed, and only for a time. The policy pack knows and reports it. */
export interface FirewallExposure {
    /** Ranges, such as `["0.0.0.0/0", "::/0"]`. */
    sources: string[];
    /** Why: what stands in front. */
    reason: string;
    /** Who answers for it. */
    owner: string;
    /** Last day (UTC), YYYY-MM-DD. */
    expires: string;
}

/** The load balancer whose health checks reach the API. */
export interface FirewallLoadBalancer {
    /** Its kind. */
    kind: LoadBalancerKind;
    /** For an external proxy: the Cloud Armor security policy that filters its clients. */
    clientFilter?: pulumi.Input<string>;
    /** For an internal proxy: the ranges of its proxy-only subnet. */
    proxySubnetRanges?: string[];
}

/** A rule of your own. It passes the same checks as every other. */
export interface FirewallExtraRule {
    /** `tcp`, `udp`, `icmp`, `esp`, `ah`, or a number. @default "tcp" */
    protocol?: string;
    /** Port or range, for TCP and UDP: `"443"`, `"9000-9100"`. */
    port?: string;
    /** One range, or */
    range?: string;
    /** one network tag. */
    tag?: string;
    /** What it is for. */
    description: string;
}

/** A destination that the control plane may reach, beside what every control plane needs. */
export interface FirewallDestination {
    /** One range. */
    range: string;
    /** TCP port. @default 443 */
    port?: number;
}

/** Arguments of `ApiServerFirewall`. A role that is left out admits nobody in that role. */
export interface ApiServerFirewallArgs {
    /** Network of the control plane: name or self link. */
    network: pulumi.Input<string>;
    /** Project, where it is not the provider's. */
    project?: pulumi.Input<string>;
    /** Prefix of the firewall rules' names, which are unique in a project. @default the component's name */
    namePrefix?: string;
    /** Network tags of the control-plane hosts. One of the two targets is needed: a rule without target is for every instance. */
    targetTags?: string[];
    /** Service accounts of the control-plane hosts. */
    targetServiceAccounts?: pulumi.Input<string>[];
    /** @default Distribution.Kubeadm */
    distribution?: Distribution;
    /** Port of the Kubernetes API. @default 6443 (16443 for MicroK8s) */
    port?: number;
    /** Further sources of control-plane hosts. The targets themselves are always among them. */
    controlPlane?: FirewallSources;
    /** Worker nodes: the API, the join ports, the kubelet. */
    nodes?: FirewallSources;
    /** Administrators, through a VPN, a bastion or Identity-Aware Proxy (35.235.240.0/20). */
    administrators?: FirewallSources;
    /** CI with fixed addresses: each entry by name, with its last day. */
    ci?: Record<string, FirewallCiEntry>;
    /** Monitoring: the API, scheduler and controller-manager metrics. */
    monitoring?: FirewallSources;
    /** Webhook back ends that call the API. */
    webhooks?: FirewallSources;
    /** Cluster managers, such as Argo CD or Rancher elsewhere. */
    managementTools?: FirewallSources;
    /** The load balancer in front, where there is one: its health checks are admitted. */
    loadBalancer?: FirewallLoadBalancer;
    /** IPv4 addresses of the cluster's own (NAT gateways, bastions), as outputs by name. */
    ownAddresses?: Record<string, pulumi.Input<string>>;
    /** The same for IPv6 ranges. */
    ownIpv6Addresses?: Record<string, pulumi.Input<string>>;
    /** Admits named sources although they are the internet. */
    exposedOnPurpose?: FirewallExposure;
    /** Ingress rules of your own, by name. */
    extraRules?: Record<string, FirewallExtraRule>;
    /** @default EgressMode.Unmanaged, since GCP names destinations by range only: least privilege needs `clusterRanges` */
    egress?: EgressMode;
    /** Ranges of the cluster's own subnets and pods, which least-privilege egress may reach. */
    clusterRanges?: string[];
    /** Further destinations in least-privilege egress, by name. */
    destinations?: Record<string, FirewallDestination>;
    /** Products whose webhooks the API server calls on the nodes: `certManager`, `istio` ... */
    webhookProducts?: string[];
    /** Webhook ports on the nodes that no product of the catalogue has. */
    webhookPorts?: number[];
    /** Priority of the allow rules; the deny stands 100 below. @default 800 */
    priority?: number;
    /** Ranges that one rule takes: your project's quota. More are split over several rules. @default 256 */
    rangesPerRule?: number;
    /** Firewall rules that this may create: your project's quota. @default 100 */
    maxRules?: number;
    /** Logs what the deny stops. @default true */
    logDenied?: boolean;
}

/** One line of the answer to who may come in, where and why. */
export interface FirewallInventoryEntry {
    /** The range, the tag, or the name you gave the source. */
    who: string;
    /** The role it is admitted for. */
    role: string;
    /** Ports and ranges, such as `6443, 9345`. */
    ports: string;
    /** What listens there. */
    why: string;
    /** `ipv4`, `ipv6` or `both`. */
    family: string;
    /** Ranges it takes from the rule's quota; 0 for tags and accounts. */
    quota: number;
    /** Name of the rule resource. */
    rule: string;
}
