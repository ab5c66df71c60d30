import type { Rule } from "../../rule.js";
import type { Composer } from "../../stack/composer.js";
import type { Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { readDigitaloceanCluster, readLinodeCluster } from "./acl-cluster.js";
import { readAckCluster, readServerlessCluster } from "./alicloud-cluster.js";
import { readAlicloudGroup, readAlicloudRule, readEdgeGroup, readPrefixList } from "./alicloud-security-group.js";
import { readServerRule } from "./alicloud-server-rule.js";
import { readCivoFirewall, readCivoRule } from "./civo-firewall.js";
import {
    LISTED_CLUSTER,
    readOvhCluster,
    readOvhRestrictions,
    readScalewayAcl,
    readScalewayCluster,
} from "./cluster-list.js";
import { composeListedClusters } from "./compose-listed-cluster.js";
import { composeOvhFirewalls } from "./compose-ovh-firewall.js";
import { composeScalewayGroups } from "./compose-scaleway-group.js";
import { readDigitaloceanFirewall } from "./digitalocean-firewall.js";
import { composeFirewallLike, FIREWALL_LIKE, looksLikeFirewall, readFirewallLike } from "./firewall-like.js";
import { readHetznerFirewall } from "./hetzner-firewall.js";
import {
    composeHetznerBalancers,
    HETZNER_BALANCER,
    readHetznerBalancer,
    readHetznerNetwork,
    readHetznerService,
} from "./hetzner-load-balancer.js";
import { readLinodeFirewall } from "./linode-firewall.js";
import { readDigitaloceanBalancer, readVultrBalancer } from "./load-balancer.js";
import { composeOciEndpoints, OCI_ENDPOINT, readOkeCluster } from "./oci-cluster.js";
import {
    readDefaultSecurityList,
    readNetworkGroup,
    readNetworkGroupRule,
    readSecurityList,
    readSubnet,
    SUBNETS,
} from "./oci-security-list.js";
import {
    readCloudGroup,
    readComputeGroup,
    readNetworkingGroup,
    readNetworkingRule,
} from "./openstack-security-group.js";
import { OVH_FIREWALL, readOvhFirewall, readOvhFirewallRule } from "./ovh-firewall.js";
import { RELAY_READERS } from "./port-relay.js";
import { readScalewayGroup, readScalewayRules, SCALEWAY_GROUP } from "./scaleway-security-group.js";
import { composeOpenServers, OPEN_SERVER, SERVER_READERS } from "./server.js";
import { terraformName } from "./tokens.js";
import { readCivoCluster, readUnlistedCluster } from "./unfiltered-cluster.js";
import { readVultrGroup, readVultrRule } from "./vultr-firewall.js";

const readNothing: Reader = () => [];

/** Each type by its token and by the name that Terraform has for it. */
const BY_TYPE: readonly (readonly [token: string, terraform: string, reader: Reader])[] = [
    ["digitalocean:index/firewall:Firewall", "digitalocean_firewall", readDigitaloceanFirewall],
    [
        "digitalocean:index/kubernetesCluster:KubernetesCluster",
        "digitalocean_kubernetes_cluster",
        readDigitaloceanCluster,
    ],
    ["hcloud:index/firewall:Firewall", "hcloud_firewall", readHetznerFirewall],
    ["openstack:networking/secGroup:SecGroup", "openstack_networking_secgroup_v2", readNetworkingGroup],
    ["openstack:networking/secGroupRule:SecGroupRule", "openstack_networking_secgroup_rule_v2", readNetworkingRule],
    ["openstack:compute/secGroup:SecGroup", "openstack_compute_secgroup_v2", readComputeGroup],
    // The firewall of a router: an allow of it is one of several filters, and not read here.
    ["openstack:firewall/rule:Rule", "openstack_fw_rule_v1", readFirewallLike],
    ["openstack:firewall/ruleV2:RuleV2", "openstack_fw_rule_v2", readFirewallLike],
    ["openstack:containerinfra/cluster:Cluster", "openstack_containerinfra_cluster_v1", readUnlistedCluster],
    ["oci:Core/securityList:SecurityList", "oci_core_security_list", readSecurityList],
    ["oci:Core/defaultSecurityList:DefaultSecurityList", "oci_core_default_security_list", readDefaultSecurityList],
    ["oci:Core/networkSecurityGroup:NetworkSecurityGroup", "oci_core_network_security_group", readNetworkGroup],
    [
        "oci:Core/networkSecurityGroupSecurityRule:NetworkSecurityGroupSecurityRule",
        "oci_core_network_security_group_security_rule",
        readNetworkGroupRule,
    ],
    ["oci:Core/subnet:Subnet", "oci_core_subnet", readSubnet],
    ["oci:ContainerEngine/cluster:Cluster", "oci_containerengine_cluster", readOkeCluster],
    ["linode:index/firewall:Firewall", "linode_firewall", readLinodeFirewall],
    ["linode:index/lkeCluster:LkeCluster", "linode_lke_cluster", readLinodeCluster],
    ["alicloud:ecs/securityGroup:SecurityGroup", "alicloud_security_group", readAlicloudGroup],
    ["alicloud:ecs/securityGroupRule:SecurityGroupRule", "alicloud_security_group_rule", readAlicloudRule],
    ["alicloud:ecs/ecsPrefixList:EcsPrefixList", "alicloud_ecs_prefix_list", readPrefixList],
    ["alicloud:vpc/prefixList:PrefixList", "alicloud_vpc_prefix_list", readPrefixList],
    ["alicloud:ens/securityGroup:SecurityGroup", "alicloud_ens_security_group", readEdgeGroup],
    [
        "alicloud:simpleapplicationserver/firewallRule:FirewallRule",
        "alicloud_simple_application_server_firewall_rule",
        readServerRule,
    ],
    ["alicloud:cs/managedKubernetes:ManagedKubernetes", "alicloud_cs_managed_kubernetes", readAckCluster],
    ["alicloud:cs/kubernetes:Kubernetes", "alicloud_cs_kubernetes", readAckCluster],
    ["alicloud:cs/edgeKubernetes:EdgeKubernetes", "alicloud_cs_edge_kubernetes", readAckCluster],
    [
        "alicloud:cs/serverlessKubernetes:ServerlessKubernetes",
        "alicloud_cs_serverless_kubernetes",
        readServerlessCluster,
    ],
    ["scaleway:instance/securityGroup:SecurityGroup", "scaleway_instance_security_group", readScalewayGroup],
    [
        "scaleway:instance/securityGroupRules:SecurityGroupRules",
        "scaleway_instance_security_group_rules",
        readScalewayRules,
    ],
    [
        "scaleway:index/instanceSecurityGroup:InstanceSecurityGroup",
        "scaleway_instance_security_group",
        readScalewayGroup,
    ],
    [
        "scaleway:index/instanceSecurityGroupRules:InstanceSecurityGroupRules",
        "scaleway_instance_security_group_rules",
        readScalewayRules,
    ],
    ["scaleway:kubernetes/cluster:Cluster", "scaleway_k8s_cluster", readScalewayCluster],
    ["scaleway:index/kubernetesCluster:KubernetesCluster", "scaleway_k8s_cluster", readScalewayCluster],
    ["scaleway:kubernetes/acl:Acl", "scaleway_k8s_acl", readScalewayAcl],
    // It stands between private networks: the internet does not come by.
    ["scaleway:network/acl:Acl", "scaleway_vpc_acl", readNothing],
    ["ovh:CloudProject/kube:Kube", "ovh_cloud_project_kube", readOvhCluster],
    [
        "ovh:CloudProject/kubeIpRestrictions:KubeIpRestrictions",
        "ovh_cloud_project_kube_iprestrictions",
        readOvhRestrictions,
    ],
    ["ovh:Ip/firewall:Firewall", "ovh_ip_firewall", readOvhFirewall],
    ["ovh:Ip/firewallRule:FirewallRule", "ovh_ip_firewall_rule", readOvhFirewallRule],
    ["ovh:index/cloudSecurityGroup:CloudSecurityGroup", "ovh_cloud_security_group", readCloudGroup],
    ["vultr:index/firewallGroup:FirewallGroup", "vultr_firewall_group", readVultrGroup],
    ["vultr:index/firewallRule:FirewallRule", "vultr_firewall_rule", readVultrRule],
    ["vultr:index/kubernetes:Kubernetes", "vultr_kubernetes", readUnlistedCluster],
    ["civo:index/firewall:Firewall", "civo_firewall", readCivoFirewall],
    ["civo:index/vpcFirewall:VpcFirewall", "civo_vpc_firewall", readCivoFirewall],
    ["civo:index/firewallRule:FirewallRule", "civo_firewall_rule", readCivoRule],
    ["civo:index/kubernetesCluster:KubernetesCluster", "civo_kubernetes_cluster", readCivoCluster],
    ["digitalocean:index/loadBalancer:LoadBalancer", "digitalocean_loadbalancer", readDigitaloceanBalancer],
    ["vultr:index/loadBalancer:LoadBalancer", "vultr_load_balancer", readVultrBalancer],
    ["hcloud:index/loadBalancer:LoadBalancer", "hcloud_load_balancer", readHetznerBalancer],
    ["hcloud:index/loadBalancerService:LoadBalancerService", "hcloud_load_balancer_service", readHetznerService],
    ["hcloud:index/loadBalancerNetwork:LoadBalancerNetwork", "hcloud_load_balancer_network", readHetznerNetwork],
    ...RELAY_READERS,
    ...SERVER_READERS,
];

/** The readers, by type token. */
export const readers: ReadonlyMap<string, Reader> = new Map(BY_TYPE.map(([token, , reader]) => [token, reader]));

/** Every type token that is read here. */
export const RESOURCE_TYPES: readonly string[] = [...readers.keys()];

const BY_TERRAFORM_NAME: ReadonlyMap<string, Reader> = new Map(BY_TYPE.map(([, name, reader]) => [name, reader]));

/** The reader of a token that comes from Terraform's own provider, or that looks like a firewall of whatever cloud. */
export function readerForToken(type: string): Reader | undefined {
    const name = terraformName(type);
    const bridged = name === undefined ? undefined : BY_TERRAFORM_NAME.get(name);
    return bridged ?? (looksLikeFirewall(type) ? readFirewallLike : undefined);
}

/** Makes firewalls of parts where the plain way does not fit. */
export const composers: Readonly<Record<string, Composer>> = {
    [SUBNETS]: () => [],
    [OCI_ENDPOINT]: composeOciEndpoints,
    [SCALEWAY_GROUP]: composeScalewayGroups,
    [LISTED_CLUSTER]: composeListedClusters,
    [OVH_FIREWALL]: composeOvhFirewalls,
    [FIREWALL_LIKE]: composeFirewallLike,
    [OPEN_SERVER]: composeOpenServers,
    [HETZNER_BALANCER]: composeHetznerBalancers,
};

/** The rules that one resource writes; none for a type that is not read here. */
export function readRules(resource: Resource): readonly Rule[] {
    return (readers.get(resource.type)?.(resource) ?? []).flatMap((contribution) => contribution.rules);
}
