import { addressesPeer, makeRule } from "../../src/cloud/shape.js";
import { IpSet } from "../../src/ip-set.js";
import { known, type Rule } from "../../src/rule.js";
import type { Contribution } from "../../src/stack/contribution.js";
import type { Link } from "../../src/stack/link.js";
import type { Resource } from "../../src/value.js";

/** What an open link says. */
export const CAUSE = { resource: "urn:member", at: "groupId", kind: "unknown", text: "later" } as const;

/** A resource of no special type. */
export function resource(name: string, more: Partial<Resource> = {}): Resource {
    return { urn: `urn:${name}`, type: "test:index:Any", name, properties: {}, ...more };
}

/** A link to a group: by key in the default scope, unless it says otherwise. */
export function link(more: Partial<Link> = {}): Link {
    return { kind: "group", key: undefined, scope: "", dependencies: [], cause: CAUSE, ...more };
}

/** A rule about everything from these blocks. */
export function rule(resource: string, action: Rule["action"], block: string, priority = 0): Rule {
    const peers = [addressesPeer(IpSet.of(block), block)];
    return makeRule({ resource, at: block, action, peers, priority: known(priority) });
}

/** A group with the keys it is known by. */
export function group(name: string, keys: readonly string[], more: Partial<Contribution> = {}): Contribution {
    return {
        resource: resource(name),
        kind: "firewall",
        semantics: "union",
        identity: { kind: "group", keys, scope: "" },
        rules: [],
        notes: [],
        ...more,
    };
}

/** A resource whose rules belong to a group. */
export function member(
    name: string,
    to: Partial<Link>,
    rules: readonly Rule[],
    more: Partial<Contribution> = {},
): Contribution {
    return {
        resource: resource(name),
        kind: "firewall",
        semantics: "union",
        belongsTo: link(to),
        rules,
        notes: [],
        ...more,
    };
}
