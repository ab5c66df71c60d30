import type { Field } from "../../field.js";
import type { Value } from "../../value.js";
import { type CustomKind, plain, sameFields, type Translated } from "./custom-kind.js";

const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";

/** AWS controllers for Kubernetes, Crossplane and Cluster API. */
export const AWS_KINDS: readonly CustomKind[] = [
    {
        group: /^ec2\.services\.k8s\.aws$/,
        kind: /^SecurityGroup$/,
        type: SECURITY_GROUP,
        translate: permissionsAt("ingressRules"),
    },
    {
        group: /^eks\.services\.k8s\.aws$/,
        kind: /^Cluster$/,
        type: "aws:eks/cluster:Cluster",
        translate: (spec) => ({ vpcConfig: endpointOf(spec.get("resourcesVPCConfig")) }),
    },
    {
        group: /^ec2\.aws\.crossplane\.io$/,
        kind: /^SecurityGroup$/,
        type: SECURITY_GROUP,
        within: "spec.forProvider",
        translate: permissionsAt("ingress"),
    },
    bridged("SecurityGroup", SECURITY_GROUP),
    bridged("DefaultSecurityGroup", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"),
    bridged("SecurityGroupRule", "aws:ec2/securityGroupRule:SecurityGroupRule"),
    bridged("SecurityGroupIngressRule", "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"),
    bridged("NetworkACL", "aws:ec2/networkAcl:NetworkAcl"),
    bridged("NetworkACLRule", "aws:ec2/networkAclRule:NetworkAclRule"),
    bridged("ManagedPrefixList", "aws:ec2/managedPrefixList:ManagedPrefixList"),
    {
        group: /^eks\.aws(\.m)?\.upbound\.io$/,
        kind: /^Cluster$/,
        type: "aws:eks/cluster:Cluster",
        within: "spec.forProvider",
        translate: (fields) => ({ ...sameFields(fields), vpcConfig: only(fields.get("vpcConfig")) }),
    },
    {
        group: /^infrastructure\.cluster\.x-k8s\.io$/,
        kind: /^AWSCluster$/,
        type: SECURITY_GROUP,
        translate: clusterIngress,
    },
    {
        group: /^controlplane\.cluster\.x-k8s\.io$/,
        kind: /^AWSManagedControlPlane$/,
        type: "aws:eks/cluster:Cluster",
        translate: (spec) => {
            const access = spec.get("endpointAccess");
            const vpcConfig = {
                endpointPublicAccess: plain(access.get("public")),
                publicAccessCidrs: plain(access.get("publicCIDRs")),
            };
            return { vpcConfig: access.isUnknown ? access : vpcConfig };
        },
    },
];

/** Crossplane kinds made from the Terraform provider: the same fields as the bridged package. */
function bridged(kind: string, type: string): CustomKind {
    return { group: /^ec2\.aws(\.m)?\.upbound\.io$/, kind: new RegExp(`^${kind}$`), type, within: "spec.forProvider" };
}

/** A block of which there can be only one comes as a list of one. */
function only(field: Field): Field {
    const [first, ...more] = field.items();
    return field.isList && first && more.length === 0 ? first : field;
}

/** Permissions in the words of the EC2 API become ingress blocks. */
function permissionsAt(name: string): (fields: Field) => Translated {
    return (fields) => {
        const list = fields.get(name);
        return {
            ingress: list.isUnknown
                ? list
                : list.items().map((item) => (item.isObject ? permission(item) : plain(item))),
        };
    };
}

function permission(item: Field): Value {
    const ranges = (list: string, ...keys: string[]) => gather(item.get(list), keys);
    return {
        protocol: plain(item.get("ipProtocol")),
        fromPort: plain(item.get("fromPort")),
        toPort: plain(item.get("toPort")),
        cidrBlocks: ranges("ipRanges", "cidrIP", "cidrIp"),
        ipv6CidrBlocks: ranges("ipv6Ranges", "cidrIPv6", "cidrIpv6"),
        prefixListIds: ranges("prefixListIDs", "prefixListID").concat(ranges("prefixListIds", "prefixListId")),
        securityGroups: ranges("userIDGroupPairs", "groupID", "groupName").concat(
            ranges("userIdGroupPairs", "groupId"),
        ),
    };
}

function gather(list: Field, keys: readonly string[]): readonly Value[] {
    return list.items().map((entry) => {
        const found = keys.map((key) => entry.own(key)).find((field) => !field.isAbsent);
        return plain(found ?? entry);
    });
}

function endpointOf(config: Field): Value {
    if (!config.isObject) return plain(config);
    return {
        endpointPublicAccess: plain(config.get("endpointPublicAccess")),
        publicAccessCidrs: plain(config.get("publicAccessCIDRs")),
    };
}

const LISTS = [
    ["controlPlaneLoadBalancer", "ingressRules"],
    ["secondaryControlPlaneLoadBalancer", "ingressRules"],
    ["network", "additionalControlPlaneIngressRules"],
    ["network", "additionalNodeIngressRules"],
] as const;

/** Cluster API writes the groups of a cluster itself; where no rule is given it opens the API port to everyone. */
function clusterIngress(spec: Field): Translated {
    const rules = LISTS.flatMap(([outer, inner]) => {
        const list = spec.get(outer).get(inner);
        return list.items().map((item) => (item.isObject ? clusterRule(item) : plain(item)));
    });
    return { ingress: isInternal(spec) || given(spec) ? rules : [...rules, everyone(spec)] };
}

function everyone(spec: Field): Value {
    const port = spec.get("controlPlaneEndpoint").get("port");
    const number = port.isAbsent ? 6443 : plain(port);
    return { protocol: "tcp", fromPort: number, toPort: number, cidrBlocks: ["0.0.0.0/0"] };
}

function isInternal(spec: Field): boolean {
    const balancer = spec.get("controlPlaneLoadBalancer");
    const type = balancer.get("loadBalancerType").text();
    return balancer.get("scheme").text() === "internal" || type === "disabled";
}

function given(spec: Field): boolean {
    return spec.get("controlPlaneLoadBalancer").get("ingressRules").items().length > 0;
}

function clusterRule(item: Field): Value {
    return {
        protocol: plain(item.get("protocol")),
        fromPort: plain(item.get("fromPort")),
        toPort: plain(item.get("toPort")),
        cidrBlocks: plain(item.get("cidrBlocks")),
        ipv6CidrBlocks: plain(item.get("ipv6CidrBlocks")),
        securityGroups: plain(item.get("sourceSecurityGroupIds")),
    };
}
