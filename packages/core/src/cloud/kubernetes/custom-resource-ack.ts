import type { Field } from "../../field.js";
import type { Value } from "../../value.js";
import { type CustomKind, plain, sameFields, type Translated } from "./custom-kind.js";
import { objectKey, referredKey } from "./object-key.js";

/** The controllers of AWS for Kubernetes. */
export const ACK_KINDS: readonly CustomKind[] = [
    ack("ec2", "SecurityGroup", "aws:ec2/securityGroup:SecurityGroup", permissionsAt("ingressRules")),
    ack("ec2", "NetworkACL", "aws:ec2/networkAcl:NetworkAcl", (spec) => ({ ingress: entries(spec.get("entries")) })),
    ack("eks", "Cluster", "aws:eks/cluster:Cluster", (spec) => ({
        vpcConfig: endpointOf(spec.get("resourcesVPCConfig")),
    })),
    ack("elbv2", "LoadBalancer", "aws-native:elasticloadbalancingv2:LoadBalancer", (spec, metadata) => ({
        ...sameFields(spec),
        securityGroups: [
            ...spec
                .get("securityGroups")
                .items()
                .map((item) => plain(item)),
            ...spec
                .get("securityGroupRefs")
                .items()
                .map((item) => referredKey(item.get("from"), metadata)),
        ],
    })),
    ack("elbv2", "Listener", "aws-native:elasticloadbalancingv2:Listener", (spec, metadata) => ({
        ...sameFields(spec),
        loadBalancerArn: idOf(spec, "loadBalancerARN", "loadBalancerRef", metadata),
        defaultActions: actions(spec.get("defaultActions"), metadata),
    })),
    ack("elbv2", "Rule", "aws-native:elasticloadbalancingv2:ListenerRule", (spec, metadata) => ({
        ...sameFields(spec),
        listenerArn: idOf(spec, "listenerARN", "listenerRef", metadata),
        actions: actions(spec.get("actions"), metadata),
    })),
    ack("elbv2", "TargetGroup", "aws-native:elasticloadbalancingv2:TargetGroup", (spec) => ({
        ...sameFields(spec),
        targetGroupAttributes: spec.get("attributes"),
    })),
];

function ack(
    service: string,
    kind: string,
    type: string,
    translate: (spec: Field, metadata: Field) => Translated,
): CustomKind {
    return {
        group: new RegExp(`^${service}\\.services\\.k8s\\.aws$`),
        kind: new RegExp(`^${kind}$`),
        type,
        id: (object) => objectKey(object.get("metadata")),
        translate: (spec, object) => translate(spec, object.get("metadata")),
    };
}

/** Permissions in the words of the EC2 API become ingress blocks. */
export function permissionsAt(name: string): (fields: Field) => Translated {
    return (fields) => {
        const list = fields.get(name);
        return {
            ingress: list.isUnknown
                ? list
                : list.items().map((item) => (item.isObject ? permission(item) : plain(item))),
        };
    };
}

const PERMISSION = /^(ipProtocol|fromPort|toPort|ipRanges|ipv6Ranges|prefixListI[Dd]s|userI[Dd]GroupPairs)$/;

function permission(item: Field): Value {
    const ranges = (list: string, ...keys: string[]) => gather(item.get(list), keys);
    // What is not read stays where it is: the rule that has it may admit more.
    const others = item.keys().filter((key) => !PERMISSION.test(key));
    return {
        ...Object.fromEntries(others.map((key) => [key, plain(item.own(key))])),
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

/** Entries of both directions stand in one list. */
function entries(list: Field): Field | Value {
    if (list.isUnknown) return list;
    return list
        .items()
        .filter((item) => item.get("egress").flag() !== true)
        .map((item) => (item.isObject ? entry(item) : plain(item)));
}

function entry(item: Field): Value {
    const ports = item.get("portRange");
    return {
        ruleNo: plain(item.get("ruleNumber")),
        action: plain(item.get("ruleAction")),
        protocol: plain(item.get("protocol")),
        fromPort: plain(ports.get("from")),
        toPort: plain(ports.get("to")),
        cidrBlock: plain(item.get("cidrBlock")),
        ipv6CidrBlock: plain(item.get("ipv6CIDRBlock")),
    };
}

function endpointOf(config: Field): Value {
    if (!config.isObject) return plain(config);
    return {
        endpointPublicAccess: plain(config.get("endpointPublicAccess")),
        publicAccessCidrs: plain(config.get("publicAccessCIDRs")),
    };
}

/** An id, or the object of the cluster that has it. */
function idOf(spec: Field, name: string, reference: string, metadata: Field): Field | Value {
    const from = spec.get(reference).get("from");
    return spec.own(name).isAbsent && !from.isAbsent ? referredKey(from, metadata) : spec.own(name);
}

function actions(list: Field, metadata: Field): Field | Value {
    if (list.isUnknown) return list;
    return list.items().map((item) => {
        if (!item.isObject) return plain(item);
        const forward = item.get("forwardConfig");
        const groups = forward.get("targetGroups").items();
        return {
            targetGroupArn: plain(idOf(item, "targetGroupARN", "targetGroupRef", metadata)),
            forwardConfig: forward.isObject
                ? {
                      targetGroups: groups.map((group) => ({
                          targetGroupArn: plain(idOf(group, "targetGroupARN", "targetGroupRef", metadata)),
                      })),
                  }
                : plain(forward),
        };
    });
}
