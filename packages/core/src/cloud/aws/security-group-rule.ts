import type { Field } from "../../field.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { unknownCause } from "../shape.js";
import { groupLink, SECURITY_GROUP } from "./group-link.js";
import type { SourceNames } from "./source.js";
import { standAloneRule } from "./stand-alone-rule.js";

const SOURCES: SourceNames = {
    blocks: ["cidrBlocks", "ipv6CidrBlocks"],
    prefixLists: ["prefixListIds"],
    groups: ["sourceSecurityGroupId"],
    others: [
        "protocol",
        "fromPort",
        "toPort",
        "description",
        "securityGroupId",
        "type",
        "region",
        "securityGroupRuleId",
        "id",
    ],
};

/** Reads the older rule resource. With protocol -1 the provider drops the ports it is given. */
export function readSecurityGroupRule(resource: Resource, root: Field): readonly Contribution[] {
    const type = root.get("type");
    if (type.text() === "egress") return [];
    return [
        standAloneRule({
            resource,
            root,
            traffic: { protocol: root.get("protocol"), from: root.get("fromPort"), to: root.get("toPort") },
            sources: SOURCES,
            belongsTo: groupLink(root.get("securityGroupId"), resource, SECURITY_GROUP),
            doubts: type.isUnknown ? [unknownCause(resource.urn, type)] : [],
        }),
    ];
}
