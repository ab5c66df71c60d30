import { readerFor } from "../cloud/registry.js";
import { makeRule, unknownPeer } from "../cloud/shape.js";
import type { Resource } from "../value.js";
import type { Contribution } from "./contribution.js";

/** A template in a template in a template: deeper ones are not opened. */
const DEEPEST = 4;

/** What one resource says of firewalls; nothing for a type without a reader. It never throws. */
export function contributionsOf(resource: Resource): readonly Contribution[] {
    return readAt(resource, 0);
}

function readAt(resource: Resource, depth: number): readonly Contribution[] {
    const reader = readerFor(resource.type);
    if (reader === undefined) return [];
    if (depth > DEEPEST) return [unreadable(resource)];
    try {
        return reader(resource, (nested) => readAt(nested, depth + 1));
    } catch {
        // A shape that no reader foresaw is no reason to let it pass.
        return [unreadable(resource)];
    }
}

/** A resource whose shape defeats its reader may admit everyone. */
export function unreadable(resource: Resource): Contribution {
    const text = "its properties are of a shape that is not read here";
    const cause = { resource: resource.urn, at: "", kind: "unreadable", text } as const;
    const rule = makeRule({
        name: resource.name,
        resource: resource.urn,
        at: "",
        peers: [unknownPeer(cause)],
        certain: false,
        causes: [cause],
    });
    return { resource, kind: "firewall", semantics: "union", rules: [rule], notes: [] };
}
