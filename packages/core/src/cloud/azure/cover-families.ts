import { IpSet } from "../../ip-set.js";
import type { Peer } from "../../peer.js";
import type { Rule } from "../../rule.js";

/**
 * A deny whose destination is every IPv4 address stands before every IPv4 source whatever the destination, since no
 * IPv4 source reaches another family; likewise for IPv6. The rule itself stays, for what is left of it.
 */
export function coverFamilies(rule: Rule): readonly Rule[] {
    const scope = rule.destination.least;
    if (rule.action === "allow" || scope === "any") return [rule];
    const families = [IpSet.ipv4, IpSet.ipv6].filter((family) => scope.addresses.contains(family));
    return [rule, ...families.map((family) => within(rule, family))];
}

function within(rule: Rule, family: IpSet): Rule {
    return {
        ...rule,
        peers: rule.peers.flatMap((peer) => narrowed(peer, family)),
        destination: { least: "any", most: "any" },
    };
}

function narrowed(peer: Peer, family: IpSet): readonly Peer[] {
    if (peer.kind === "addresses") return [{ ...peer, addresses: peer.addresses.intersect(family) }];
    if (peer.kind === "unknown") {
        return [{ ...peer, least: peer.least.intersect(family), most: peer.most.intersect(family) }];
    }
    // A reference may be of either family: the rule as written keeps it.
    return [];
}
