import { addressesPeer, makeRule, type RuleParts, referencePeer, unknownPeer } from "../src/cloud/shape.js";
import { IpSet } from "../src/ip-set.js";
import type { Peer, ReferenceClass } from "../src/peer.js";
import { PortSet } from "../src/port-set.js";
import { known, type Rule, type Scope } from "../src/rule.js";

/** Everyone on both families. */
export const everyone: Peer = addressesPeer(IpSet.everything, "*");

/** Known addresses. */
export function from(...blocks: readonly string[]): Peer {
    return addressesPeer(IpSet.of(...blocks), blocks.join(", "));
}

/** A reference that may mean anything on the internet or not. */
export function named(kind: ReferenceClass, name: string, more: Parameters<typeof referencePeer>[3] = {}): Peer {
    return referencePeer(kind, name, name, more);
}

/** A source that nobody knows, at most these blocks. */
export function unknownSource(at: string, ...most: readonly string[]): Peer {
    const cause = {
        resource: "urn:test",
        at,
        kind: "unknown",
        text: "known only after another resource exists",
    } as const;
    return unknownPeer(cause, most.length === 0 ? IpSet.everything : IpSet.of(...most));
}

/** A rule of the test resource, named. */
export function rule(name: string, action: Rule["action"], peer: Peer, more: Partial<RuleParts> = {}): Rule {
    return makeRule({
        name,
        resource: "urn:test",
        at: name,
        action,
        peers: [peer],
        ports: known(PortSet.of(6443)),
        ...more,
    });
}

/** A destination of single addresses or groups. */
export function to(addresses: readonly string[], groups: readonly string[] = []): Rule["destination"] {
    const scope: Scope = { addresses: IpSet.of(...addresses), groups };
    return known(scope);
}

/** A tier. */
export function tier(priority: number): Pick<Rule, "priority"> {
    return { priority: known(priority) };
}
