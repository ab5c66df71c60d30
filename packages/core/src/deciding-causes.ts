import { referenceKey } from "./admitted.js";
import type { Cause } from "./cause.js";
import { mayMatch } from "./entry.js";
import type { IpSet } from "./ip-set.js";
import type { Peer } from "./peer.js";
import type { Point } from "./point.js";
import type { Rule } from "./rule.js";

/** The sources of which nobody knows yet whether they get in. */
export interface Doubt {
    readonly addresses: IpSet;
    readonly references: ReadonlySet<string>;
}

/** The unknown values on which it depends whether the doubtful sources get in, each once, in the order of the rules. */
export function decidingCauses(rules: readonly Rule[], point: Point, doubt: Doubt): readonly Cause[] {
    const concerned = rules.filter((rule) => mayMatch(rule, point) && rule.peers.some((peer) => concerns(peer, doubt)));
    const allows = concerned.filter((rule) => rule.action === "allow");
    const weakest = allows.reduce((most, rule) => Math.max(most, rule.priority.most), Number.NEGATIVE_INFINITY);
    const deciding = concerned.filter((rule) => rule.action === "allow" || rule.priority.least <= weakest);
    return once(deciding.flatMap((rule) => [...rule.causes, ...rule.peers.flatMap((peer) => causesOf(peer, doubt))]));
}

function concerns(peer: Peer, doubt: Doubt): boolean {
    if (peer.kind === "list") return concerns(peer.otherwise, doubt);
    if (peer.kind === "addresses") return peer.addresses.overlaps(doubt.addresses);
    if (peer.kind === "unknown") return peer.most.overlaps(doubt.addresses) || doubt.references.size > 0;
    return doubt.references.has(referenceKey(peer));
}

function causesOf(peer: Peer, doubt: Doubt): readonly Cause[] {
    if (peer.kind === "list") return causesOf(peer.otherwise, doubt);
    if (peer.kind !== "unknown" || !concerns(peer, doubt)) return [];
    const hangs = doubt.references.size > 0 || peer.most.subtract(peer.least).overlaps(doubt.addresses);
    return hangs ? [peer.cause] : [];
}

function once(causes: readonly Cause[]): readonly Cause[] {
    const seen = new Map(causes.map((cause) => [JSON.stringify([cause.resource, cause.at, cause.text]), cause]));
    return [...seen.values()];
}
