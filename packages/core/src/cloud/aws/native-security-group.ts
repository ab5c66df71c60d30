import type { Field } from "../../field.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { groupLink, SECURITY_GROUP } from "./group-link.js";
import { identityOf } from "./link.js";
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
    const group = groupContribution(resource, root.get("securityGroupIngress").items(), SOURCES, nativeTraffic);
    return [{ ...group, identity: identityOf(resource, SECURITY_GROUP, nameOf(root)) }];
}

/** Only in the default VPC, which is meant where none is given, groups are named by name: no id looks like a name. */
function nameOf(root: Field): string | undefined {
    return root.get("vpcId").isAbsent ? root.get("groupName").text() : undefined;
}

/** Reads a stand-alone ingress rule as CloudFormation writes it, of a group by its id or by its name. */
export function readNativeSecurityGroupIngress(resource: Resource, root: Field): readonly Contribution[] {
    const id = root.get("groupId");
    const link = groupLink(id.isAbsent ? root.get("groupName") : id, resource, SECURITY_GROUP);
    return [
        standAloneRule({
            resource,
            root,
            traffic: nativeTraffic(root),
            sources: SOURCES,
            belongsTo: link,
        }),
    ];
}

function nativeTraffic(item: Field): TrafficFields {
    return { protocol: item.get("ipProtocol"), from: item.get("fromPort"), to: item.get("toPort") };
}
