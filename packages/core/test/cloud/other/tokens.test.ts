import { expect, it } from "vitest";
import { RESOURCE_TYPES, readers, readRules } from "../../../src/cloud/other/index.js";
import { terraformName } from "../../../src/cloud/other/tokens.js";
import { readerFor } from "../../../src/cloud/registry.js";
import { exposure } from "../../../src/exposure.js";
import { tcp } from "../../../src/point.js";
import { reach } from "../../../src/reach.js";
import { composeFirewalls } from "../../../src/stack/stack.js";
import type { Resource } from "../../../src/value.js";
import { notesOn, type Properties, part, resource, urnOf } from "./judge.js";

function ofType(type: string, properties: Properties = {}, more: Partial<Resource> = {}): Resource {
    const name = more.name ?? "it";
    return { urn: urnOf(type, name), type, name, properties, ...more };
}

it("is read by exactly that token", () => {
    expect(RESOURCE_TYPES.every((type) => readers.has(type) && readerFor(type) === readers.get(type))).toBe(true);
});

it("reads the rules of one resource, and none of another type", () => {
    const rule = { direction: "in", protocol: "tcp", port: "6443", sourceIps: ["0.0.0.0/0"] };
    expect(readRules(resource("hcloud:index/firewall:Firewall", { rules: [rule] }))).toHaveLength(1);
    expect(readRules(ofType("hcloud:index/server:Server"))).toEqual([]);
});

it.each([
    ["openstack:index/networkingSecgroupRuleV2:NetworkingSecgroupRuleV2", "openstack_networking_secgroup_rule_v2"],
    ["hcloud:index/firewall:Firewall", "hcloud_firewall"],
    ["my-module:tf:oci_core_security_list", "oci_core_security_list"],
    ["openstack:networking/secGroup:SecGroup", undefined],
    ["aws-native:ec2:SecurityGroup", undefined],
    ["pulumi:pulumi:Stack", undefined],
])("Terraform's own name of %s", (type, name) => {
    expect(terraformName(type)).toBe(name);
});

/** Each resource as a program uses the Terraform provider itself, or a module of it. */
const bridged: readonly (readonly [string, Properties])[] = [
    [
        "openstack:index/networkingSecgroupRuleV2:NetworkingSecgroupRuleV2",
        { direction: "ingress", ethertype: "IPv4", securityGroupId: "sg" },
    ],
    [
        "net:tf:openstack_networking_secgroup_rule_v2",
        { direction: "ingress", ethertype: "IPv4", remote_ip_prefix: "0.0.0.0/0", security_group_id: "sg" },
    ],
    [
        "oci:index/coreSecurityList:CoreSecurityList",
        { ingressSecurityRules: [{ protocol: "all", source: "0.0.0.0/0" }] },
    ],
    ["net:tf:oci_core_security_list", { ingress_security_rules: [{ protocol: "all", source: "0.0.0.0/0" }] }],
    [
        "net:tf:digitalocean_firewall",
        { inbound_rule: [{ protocol: "tcp", port_range: "all", source_addresses: ["::/0"] }] },
    ],
    ["net:tf:hcloud_firewall", { rule: [{ direction: "in", protocol: "tcp", port: "any", source_ips: ["::/0"] }] }],
    ["net:tf:linode_firewall", { inbound_policy: "ACCEPT" }],
    ["net:tf:linode_lke_cluster", { control_plane: [{ acl: [{ enabled: false }] }] }],
    ["net:tf:scaleway_instance_security_group", { inbound_default_policy: "accept" }],
    ["scaleway:index/k8sCluster:K8sCluster", {}],
    ["ovh:index/cloudProjectKube:CloudProjectKube", {}],
    ["ovh:index/ipFirewallRule:IpFirewallRule", { ipOnFirewall: "1.2.3.4", sequence: 0, action: "permit" }],
    ["alicloud:index/csManagedKubernetes:CsManagedKubernetes", {}],
    ["net:tf:alicloud_security_group_rule", { type: "ingress", ip_protocol: "all", cidr_ip: "0.0.0.0/0" }],
    ["net:tf:civo_firewall", { create_default_rules: true }],
    ["net:tf:vultr_firewall_rule", { protocol: "tcp", subnet: "0.0.0.0", subnet_size: 0, ip_type: "v4" }],
];

it.each(bridged)("%s is read as the resource of the cloud's own package", (type, properties) => {
    const verdicts = composeFirewalls([ofType(type, properties)]).map(
        ({ rules }) => exposure(reach(rules, tcp(6443))).verdict,
    );
    expect(verdicts).toEqual(["open"]);
});

const LOOKS_LIKE_ONE = [
    "acme:network/firewall:Firewall",
    "acme:network:SecurityGroup",
    "upcloud:index/serverFirewallRules:ServerFirewallRules",
    "tencentcloud:Security/groupRule:SecurityGroupRule",
    "volcengine:vpc/securityGroupRule:SecurityGroupRule",
    "ibm:index/isSecurityGroupRule:IsSecurityGroupRule",
    "yandex:index/vpcSecurityGroup:VpcSecurityGroup",
    "exoscale:index/securityGroupRule:SecurityGroupRule",
    "cudo:index/security-group:Security-Group",
    "ucloud:index/network_acl:Network_Acl",
    "alicloud:vpc/networkAcl:NetworkAcl",
    "alicloud:slb/acl:Acl",
    "scaleway:loadbalancers/acl:Acl",
    "openstack:firewall/ruleV2:RuleV2",
    "openstack:firewall/firewall:Firewall",
    "oci:NetworkFirewall/networkFirewallPolicySecurityRule:NetworkFirewallPolicySecurityRule",
    "alicloud:cloudfirewall/natFirewallControlPolicy:NatFirewallControlPolicy",
    "acme:index/ipRestriction:IpRestriction",
    "mod:tf:upcloud_firewall_rules_firewall",
];

it.each(LOOKS_LIKE_ONE)("%s looks like a firewall without a reader: it is visible", (type) => {
    expect(notesOn([ofType(type, { anything: "0.0.0.0/0" })])).toMatchObject([
        { code: "firewall-not-read", weight: "advisory", what: expect.stringContaining("it ") },
    ]);
});

const NONE = [
    "acme:index/oracle:Oracle",
    "acme:index/miracleWorker:MiracleWorker",
    "acme:index/aclara:Aclara",
    "hcloud:index/firewallAttachment:FirewallAttachment",
    "linode:index/firewallDevice:FirewallDevice",
    "openstack:networking/portSecGroupAssociate:PortSecGroupAssociate",
    "aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment",
    "aws:ec2/networkAclAssociation:NetworkAclAssociation",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    "aws:s3/bucketAcl:BucketAcl",
    "aws:wafv2/webAcl:WebAcl",
    "aws:route53/resolverFirewallRule:ResolverFirewallRule",
    "aws:memorydb/acl:Acl",
    "digitalocean:index/databaseFirewall:DatabaseFirewall",
    "ovh:CloudProjectDatabase/kafkaAcl:KafkaAcl",
    "ovh:CloudProject/containerRegistryIPRestrictionsRegistry:ContainerRegistryIPRestrictionsRegistry",
    "scaleway:databases/acl:Acl",
    "scaleway:object/bucketAcl:BucketAcl",
    "oci:Waf/appFirewall:AppFirewall",
    "oci:DataSafe/sqlFirewallPolicy:SqlFirewallPolicy",
    "alicloud:oss/bucketAcl:BucketAcl",
    "gcp:storage/bucketACL:BucketACL",
    "pulumi:providers:cloudfirewall",
    "portcullis:index:ApiServerFirewall",
    "portcullis:index:ApiServerSecurityGroup",
];

it.each(NONE)("%s is no firewall in front of a node: silence", (type) => {
    expect(composeFirewalls([ofType(type, { anything: "0.0.0.0/0" })])).toEqual([]);
});

it("a component that looks like a firewall is visible only where nothing inside it is read", () => {
    const component = ofType("acme:index:Firewall", {}, { name: "outer" });
    const middle = ofType("acme:index:Rules", {}, { name: "middle", parent: component.urn });
    const server = ofType("hcloud:index/server:Server", {}, { name: "server", parent: component.urn });
    const inner = part("hcloud:index/firewall:Firewall", "inner", {}, {}, { parent: middle.urn });
    const alone = notesOn([component, server]).map(({ resource: urn, code }) => [urn, code]);
    expect(alone).toContainEqual([component.urn, "firewall-not-read"]);
    expect(notesOn([component, middle, inner])).toEqual([]);
});

it("two components that look like firewalls do not vouch for each other", () => {
    const outer = ofType("acme:index:Firewall", {}, { name: "outer" });
    const inner = ofType("acme:index:FirewallRule", {}, { name: "inner", parent: outer.urn });
    expect(notesOn([outer, inner])).toHaveLength(2);
});

it("resources that are each other's parent end all the same", () => {
    const [one, two] = ["one", "two"].map((name) => urnOf("acme:index:Firewall", name));
    const both = [
        ofType("acme:index:Firewall", {}, { name: "one", ...(two ? { parent: two } : {}) }),
        ofType("acme:index:Firewall", {}, { name: "two", ...(one ? { parent: one } : {}) }),
        part("hcloud:index/firewall:Firewall", "inner", {}, {}, one ? { parent: one } : {}),
    ];
    expect(notesOn(both)).toEqual([]);
});
