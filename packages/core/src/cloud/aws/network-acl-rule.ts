import type { Cause } from "../../cause.js";
import type { Field } from "../../field.js";
import type { Rule } from "../../rule.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { causeOf } from "../shape.js";
import { NETWORK_ACL_COMPOSER } from "./compose-network-acl.js";
import { groupLink, NETWORK_ACL } from "./group-link.js";
import { readNetworkAclEntry } from "./network-acl-entry.js";
import { singleObject } from "./single-object.js";

const COMMON = ["id", "networkAclId", "ruleNumber", "ruleAction", "protocol", "egress", "cidrBlock", "ipv6CidrBlock"];
const BRIDGED = [...COMMON, "fromPort", "toPort", "icmpType", "icmpCode", "region"];
const NATIVE = [...COMMON, "portRange", "icmp"];

/** Reads an entry that is a resource of its own. TCP without ports is sent as port 0 alone. */
export function readNetworkAclRule(resource: Resource, root: Field): readonly Contribution[] {
    const ports = { from: root.get("fromPort"), to: root.get("toPort"), absentPort: 0 };
    return entryContribution(resource, root, { ...ports, keys: BRIDGED });
}

/** Reads an entry as CloudFormation writes it, ports in a `portRange`. */
export function readNativeNetworkAclEntry(resource: Resource, root: Field): readonly Contribution[] {
    const range = singleObject(root.get("portRange"));
    return entryContribution(resource, root, { from: range.get("from"), to: range.get("to"), keys: NATIVE });
}

interface Ports {
    readonly from: Field;
    readonly to: Field;
    readonly absentPort?: number;
    readonly keys: readonly string[];
}

function entryContribution(resource: Resource, root: Field, ports: Ports): readonly Contribution[] {
    const egress = root.get("egress");
    const outbound = egress.isAbsent ? false : egress.flag();
    if (outbound === true) return [];
    const doubts = outbound === undefined ? [causeOf(resource.urn, egress)] : [];
    return [
        {
            resource,
            kind: "network-acl",
            semantics: "ordered",
            belongsTo: groupLink(root.get("networkAclId"), resource, NETWORK_ACL),
            rules: entryRules(resource, root, ports, doubts),
            notes: [],
            composer: NETWORK_ACL_COMPOSER,
        },
    ];
}

function entryRules(resource: Resource, root: Field, ports: Ports, doubts: readonly Cause[]): readonly Rule[] {
    return readNetworkAclEntry({
        ...ports,
        resource,
        entry: root,
        name: resource.name,
        number: root.get("ruleNumber"),
        action: root.get("ruleAction"),
        standsAlone: true,
        doubts,
    });
}
