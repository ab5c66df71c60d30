import type { Field } from "../../field.js";
import type { ReferencePeer } from "../../peer.js";
import { internalPeer } from "../shape.js";

/**
 * The application security groups of a rule in all three shapes: objects with an `id` (azure-native), a list of ids
 * (classic, inline) and one id (classic, separate rule).
 */
export function groupFields(rule: Field, end: "source" | "destination"): readonly Field[] {
    const objects = rule.get(`${end}ApplicationSecurityGroups`).items();
    const ids = rule.get(`${end}ApplicationSecurityGroupIds`).items();
    return [...objects.map((group) => (group.isObject ? group.get("id") : group)), ...ids].filter(
        (field) => field.value !== "",
    );
}

/** The name under which a group is compared, the id without regard to case; undefined where the id is not known. */
export function groupName(field: Field): string | undefined {
    const id = field.text();
    return id === undefined ? undefined : `application security group ${id.toLowerCase()}`;
}

/** A group as source: never the internet, whichever group it is. One that is not known is like no other. */
export function groupPeer(resource: string, field: Field): ReferencePeer {
    return internalPeer(groupName(field) ?? `application security group at ${resource} ${field.at}`, field.written());
}
