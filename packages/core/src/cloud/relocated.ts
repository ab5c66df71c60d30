import type { Cause } from "../cause.js";
import type { Peer } from "../peer.js";
import type { Contribution } from "../stack/contribution.js";

/**
 * A contribution that was read from inside a carrier (a template, a custom resource): its paths lead there from the
 * carrier, as `pathOf` tells for each path inside.
 */
export function relocated(contribution: Contribution, pathOf: (inner: string) => string): Contribution {
    const moved = (cause: Cause): Cause => ({ ...cause, at: pathOf(cause.at) });
    return {
        ...contribution,
        rules: contribution.rules.map((rule) => ({
            ...rule,
            at: pathOf(rule.at),
            causes: rule.causes.map(moved),
            peers: rule.peers.map((peer) => movedPeer(peer, moved)),
        })),
        notes: contribution.notes.map((note) => ({ ...note, at: pathOf(note.at) })),
    };
}

function movedPeer(peer: Peer, moved: (cause: Cause) => Cause): Peer {
    if (peer.kind === "unknown") return { ...peer, cause: moved(peer.cause) };
    if (peer.kind !== "list") return peer;
    const { otherwise } = peer;
    return {
        ...peer,
        link: { ...peer.link, cause: moved(peer.link.cause) },
        otherwise: otherwise.kind === "unknown" ? { ...otherwise, cause: moved(otherwise.cause) } : otherwise,
    };
}

/** Puts a path behind another one. */
export function joinPath(outer: string, inner: string): string {
    return inner === "" ? outer : inner.startsWith("[") ? `${outer}${inner}` : `${outer}.${inner}`;
}
