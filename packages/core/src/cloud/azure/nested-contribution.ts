import type { Cause } from "../../cause.js";
import type { Peer } from "../../peer.js";
import type { Rule } from "../../rule.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Link } from "../../stack/link.js";

/** Where a template writes a resource, and what has to hold for it to be deployed. */
export interface Nesting {
    /** Property path of the resource in the template's carrier. */
    readonly at: string;
    /** Values on which it hangs that there is such a resource; none where there surely is one. */
    readonly doubts: readonly Cause[];
}

/** A contribution of a resource inside a template, with the paths that lead there from the carrier. */
export function nested(contribution: Contribution, nesting: Nesting): Contribution {
    const { belongsTo, list } = contribution;
    return {
        ...contribution,
        rules: contribution.rules.map((rule) => nestedRule(rule, nesting)),
        notes: contribution.notes.map((note) => ({ ...note, at: join(nesting.at, note.at) })),
        ...(belongsTo ? { belongsTo: nestedLink(belongsTo, nesting) } : {}),
        ...(list ? { list: { ...list, entries: list.entries.map((peer) => nestedPeer(peer, nesting)) } } : {}),
    };
}

function nestedRule(rule: Rule, nesting: Nesting): Rule {
    return {
        ...rule,
        at: join(nesting.at, rule.at),
        peers: rule.peers.map((peer) => nestedPeer(peer, nesting)),
        certain: rule.certain && nesting.doubts.length === 0,
        causes: [...rule.causes.map((cause) => nestedCause(cause, nesting)), ...nesting.doubts],
    };
}

function nestedPeer(peer: Peer, nesting: Nesting): Peer {
    if (peer.kind === "unknown") return { ...peer, cause: nestedCause(peer.cause, nesting) };
    if (peer.kind !== "list") return peer;
    const { otherwise } = peer;
    return {
        ...peer,
        link: nestedLink(peer.link, nesting),
        otherwise:
            otherwise.kind === "unknown" ? { ...otherwise, cause: nestedCause(otherwise.cause, nesting) } : otherwise,
    };
}

function nestedLink(link: Link, nesting: Nesting): Link {
    return { ...link, cause: nestedCause(link.cause, nesting) };
}

function nestedCause(cause: Cause, nesting: Nesting): Cause {
    return { ...cause, at: join(nesting.at, cause.at) };
}

function join(outer: string, inner: string): string {
    return inner === "" ? outer : inner.startsWith("[") ? `${outer}${inner}` : `${outer}.${inner}`;
}
