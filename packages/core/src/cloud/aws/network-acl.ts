import type { Field } from "../../field.js";
import type { Rule } from "../../rule.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { NETWORK_ACL_COMPOSER } from "./compose-network-acl.js";
import { NETWORK_ACL } from "./group-link.js";
import { defaultOfVpc, dependenciesOf, identityOf } from "./link.js";
import { readNetworkAclEntry, unknownEntries } from "./network-acl-entry.js";

const KEYS = [
    "ruleNo",
    "action",
    "protocol",
    "fromPort",
    "toPort",
    "cidrBlock",
    "ipv6CidrBlock",
    "icmpType",
    "icmpCode",
] as const;

/** Reads a network ACL with the entries inside it; what no entry matches is denied. */
export function readNetworkAcl(resource: Resource, root: Field): readonly Contribution[] {
    return [aclContribution(resource, root)];
}

/** Reads the adopted default ACL of a VPC: adoption removes the entries that let everything in. */
export function readDefaultNetworkAcl(resource: Resource, root: Field): readonly Contribution[] {
    const id = root.get("defaultNetworkAclId");
    const key = id.text() ?? defaultOfVpc(dependenciesOf(id, resource));
    return [{ ...aclContribution(resource, root), identity: identityOf(resource, NETWORK_ACL, key) }];
}

function aclContribution(resource: Resource, root: Field): Contribution {
    return {
        resource,
        kind: "network-acl",
        semantics: "ordered",
        identity: identityOf(resource, NETWORK_ACL),
        rules: root
            .get("ingress")
            .items()
            .flatMap((item) => readInlineEntry(resource, item)),
        notes: [],
        composer: NETWORK_ACL_COMPOSER,
    };
}

function readInlineEntry(resource: Resource, item: Field): readonly Rule[] {
    if (!item.isObject) return unknownEntries(resource, item);
    return readNetworkAclEntry({
        resource,
        entry: item,
        name: item.at,
        number: item.get("ruleNo"),
        action: item.get("action"),
        from: item.get("fromPort"),
        to: item.get("toPort"),
        keys: KEYS,
        standsAlone: false,
        doubts: [],
    });
}
