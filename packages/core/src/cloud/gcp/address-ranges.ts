import type { Field } from "../../field.js";
import { IpSet } from "../../ip-set.js";
import type { Peer } from "../../peer.js";
import type { Action, Scope } from "../../rule.js";
import { addressPeer, type Reading, read } from "../shape.js";
import { sourceReasons } from "../source-reasons.js";

/** Who a list of ranges admits: one peer for each element. */
export function readRanges(field: Field, resource: string, action: Action): readonly Peer[] {
    return field.items().map((item) => addressPeer(item, { resource, action, bareAddress: true }));
}

/** Why a list of ranges admits whom it admits, as written and read. */
export function becauseOfRanges(field: Field, peers: readonly Peer[]): readonly string[] {
    const odd = (item: Field, index: number) => (isOdd(item, peers[index]) ? ODD : "");
    return sourceReasons(field.items(), (item, index) => `${item.at} is ${item.written()}${odd(item, index)}`);
}

const ODD = ", which is no address block and counts as everyone";

/** No block of one family is everything. */
function isOdd(item: Field, peer: Peer | undefined): boolean {
    return peer?.kind === "addresses" && peer.addresses === IpSet.everything && !item.secret;
}

const NOWHERE: Scope = { addresses: IpSet.empty, groups: [] };

/**
 * Destination ranges: they narrow where a deny counts. An allow of one address is still an open door. No source reaches
 * another family, so every address of the family of all sources is everywhere.
 */
export function readDestination(field: Field, resource: string, sources: readonly Peer[]): Reading<Scope> {
    if (field.items().length === 0) return read<Scope>("any");
    const peers = readRanges(field, resource, "deny");
    const sets = peers.flatMap((peer) => (peer.kind === "addresses" ? [peer.addresses] : []));
    const scope: Scope = { addresses: IpSet.empty.union(...sets), groups: [] };
    const familyOfAll = [IpSet.ipv4, IpSet.ipv6].find((family) => sources.every((peer) => isWithin(peer, family)));
    if (familyOfAll && scope.addresses.contains(familyOfAll)) return read<Scope>("any");
    if (sets.length === peers.length) return read<Scope>(scope);
    const causes = peers.flatMap((peer) => (peer.kind === "unknown" ? [peer.cause] : []));
    return { least: sets.length === 0 ? NOWHERE : scope, most: "any", causes };
}

function isWithin(peer: Peer, family: IpSet): boolean {
    if (peer.kind === "addresses") return family.contains(peer.addresses);
    return peer.kind === "unknown" && family.contains(peer.most);
}
