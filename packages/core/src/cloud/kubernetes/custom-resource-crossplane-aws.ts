import { Field } from "../../field.js";
import type { Value } from "../../value.js";
import { withReferences } from "./crossplane-references.js";
import { type CustomKind, plain, sameFields, type Translated } from "./custom-kind.js";
import { permissionsAt } from "./custom-resource-ack.js";
import { objectKey } from "./object-key.js";

const WITHIN = "spec.forProvider";
const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
const EKS = "aws:eks/cluster:Cluster";

/** Kinds of Crossplane for AWS: those made from the Terraform provider, and those written by hand before. */
export const CROSSPLANE_AWS_KINDS: readonly CustomKind[] = [
    made("ec2", "SecurityGroup", SECURITY_GROUP),
    made("ec2", "DefaultSecurityGroup", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"),
    made("ec2", "SecurityGroupRule", "aws:ec2/securityGroupRule:SecurityGroupRule"),
    made("ec2", "SecurityGroupIngressRule", "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"),
    made("ec2", "NetworkACL", "aws:ec2/networkAcl:NetworkAcl"),
    made("ec2", "DefaultNetworkACL", "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"),
    made("ec2", "NetworkACLRule", "aws:ec2/networkAclRule:NetworkAclRule"),
    made("ec2", "ManagedPrefixList", "aws:ec2/managedPrefixList:ManagedPrefixList", (fields) => ({
        entries: fields.get("entry"),
    })),
    made("ec2", "ManagedPrefixListEntry", "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry"),
    made("ec2", "Instance", "aws:ec2/instance:Instance"),
    made("ec2", "VPCEndpointService", "aws:ec2/vpcEndpointService:VpcEndpointService"),
    made("eks", "Cluster", EKS, (fields) => ({ vpcConfig: only(fields.get("vpcConfig")) })),
    made("lightsail", "InstancePublicPorts", "aws:lightsail/instancePublicPorts:InstancePublicPorts", (fields) => ({
        portInfos: fields.get("portInfo"),
    })),
    made("lightsail", "Lb", "aws:lightsail/lb:Lb"),
    made("elb", "ELB", "aws:elb/loadBalancer:LoadBalancer", (fields) => ({ listeners: fields.get("listener") })),
    made("elbv2", "LB", "aws:lb/loadBalancer:LoadBalancer"),
    made("elbv2", "LBTargetGroup", "aws:lb/targetGroup:TargetGroup"),
    made("elbv2", "LBTargetGroupAttachment", "aws:lb/targetGroupAttachment:TargetGroupAttachment"),
    made("elbv2", "LBListener", "aws:lb/listener:Listener", (fields, metadata) => ({
        defaultActions: actions(fields.get("defaultAction"), metadata),
    })),
    made("elbv2", "LBListenerRule", "aws:lb/listenerRule:ListenerRule", (fields, metadata) => ({
        actions: actions(fields.get("action"), metadata),
        conditions: fields.get("condition"),
    })),
    byHand("ec2", "SecurityGroup", SECURITY_GROUP, permissionsAt("ingress")),
    byHand("ec2", "SecurityGroupRule", "aws:ec2/securityGroupRule:SecurityGroupRule", (fields) => {
        const { cidrBlock, ipv6CidrBlock, ...others } = sameFields(fields);
        return { ...others, cidrBlocks: listOf(cidrBlock), ipv6CidrBlocks: listOf(ipv6CidrBlock) };
    }),
    byHand("eks", "Cluster", EKS, (fields) => ({ vpcConfig: fields.get("resourcesVpcConfig") })),
];

/** Made from the Terraform provider: the fields of the bridged package, blocks in the singular. */
function made(
    group: string,
    kind: string,
    type: string,
    renamed: (fields: Field, metadata: Field) => Translated = () => ({}),
): CustomKind {
    return {
        group: new RegExp(`^${group}\\.aws(\\.m)?\\.upbound\\.io$`),
        kind: new RegExp(`^${kind}$`),
        type,
        within: WITHIN,
        id: (object) => objectKey(object.get("metadata")),
        translate: (fields, object) => {
            const blocks = Object.entries(renamed(fields, object.get("metadata"))).filter(([, value]) =>
                isGiven(value),
            );
            return { ...sameFields(fields), ...Object.fromEntries(blocks) };
        },
    };
}

function isGiven(value: Translated[string]): boolean {
    return value instanceof Field ? !value.isAbsent : value !== undefined;
}

function byHand(group: string, kind: string, type: string, translate: (fields: Field) => Translated): CustomKind {
    return {
        group: new RegExp(`^${group}\\.aws\\.crossplane\\.io$`),
        kind: new RegExp(`^${kind}$`),
        type,
        within: WITHIN,
        id: (object) => objectKey(object.get("metadata")),
        translate,
    };
}

/** A block of which there can be only one comes as a list of one. */
function only(field: Field): Field {
    const [first, ...more] = field.items();
    return field.isList && first && more.length === 0 ? first : field;
}

function listOf(value: Translated[string] | undefined): Value {
    return value === undefined ? undefined : [plain(value)];
}

/** Actions name target groups by reference, once or in a list of weights. */
function actions(list: Field, metadata: Field): Field | Value {
    if (list.isAbsent || list.isUnknown) return list;
    return list.items().map((item) => {
        if (!item.isObject) return plain(item);
        const forward = only(item.get("forward"));
        const groups = forward.get("targetGroup").items();
        const weighted = groups.map((group) => plain(withReferences(group, metadata)));
        return {
            ...plainObject(withReferences(item, metadata)),
            forward: forward.isObject ? { targetGroups: weighted } : plain(forward),
        };
    });
}

function plainObject(fields: Field): { readonly [key: string]: Value } {
    return Object.fromEntries(fields.keys().map((key) => [key, plain(fields.own(key))]));
}
