import type { Field } from "../../field.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { groupLink, SECURITY_GROUP } from "./group-link.js";
import type { SourceNames } from "./source.js";
import { standAloneRule } from "./stand-alone-rule.js";

const SOURCES: SourceNames = {
    blocks: ["cidrIpv4", "cidrIpv6"],
    prefixLists: ["prefixListId"],
    groups: ["referencedSecurityGroupId"],
    others: [
        "ipProtocol",
        "fromPort",
        "toPort",
        "description",
        "securityGroupId",
        "region",
        "tags",
        "tagsAll",
        "arn",
        "securityGroupRuleId",
        "id",
    ],
};

/** Reads the newer rule resource: one source, and ports that protocol -1 makes irrelevant. */
export function readSecurityGroupIngressRule(resource: Resource, root: Field): readonly Contribution[] {
    return [
        standAloneRule({
            resource,
            root,
            traffic: { protocol: root.get("ipProtocol"), from: root.get("fromPort"), to: root.get("toPort") },
            sources: SOURCES,
            belongsTo: groupLink(root.get("securityGroupId"), resource, SECURITY_GROUP),
        }),
    ];
}
