import type { Field } from "../../field.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { groupLink, SECURITY_GROUP } from "./group-link.js";
import { groupContribution } from "./security-group.js";
import type { SourceNames } from "./source.js";
import { standAloneRule } from "./stand-alone-rule.js";
import type { TrafficFields } from "./traffic.js";

const SOURCES: SourceNames = {
    blocks: ["cidrIp", "cidrIpv6"],
    prefixLists: ["sourcePrefixListId"],
    groups: ["sourceSecurityGroupId", "sourceSecurityGroupName"],
    others: [
        "ipProtocol",
        "fromPort",
        "toPort",
        "description",
        "sourceSecurityGroupOwnerId",
        "groupId",
        "groupName",
        "id",
    ],
};

/** Reads a security group as CloudFormation writes it. EC2 masks host bits here; no provider refuses them first. */
export function readNativeSecurityGroup(resource: Resource, root: Field): readonly Contribution[] {
    return [groupContribution(resource, root.get("securityGroupIngress").items(), SOURCES, nativeTraffic)];
}

/** Reads a stand-alone ingress rule as CloudFormation writes it. A group named by `groupName` alone stays open. */
export function readNativeSecurityGroupIngress(resource: Resource, root: Field): readonly Contribution[] {
    const id = root.get("groupId");
    const link = groupLink(id.isAbsent ? root.get("groupName") : id, resource, SECURITY_GROUP);
    return [
        standAloneRule({
            resource,
            root,
            traffic: nativeTraffic(root),
            sources: SOURCES,
            belongsTo: id.isAbsent ? { ...link, key: undefined } : link,
        }),
    ];
}

function nativeTraffic(item: Field): TrafficFields {
    return { protocol: item.get("ipProtocol"), from: item.get("fromPort"), to: item.get("toPort") };
}
