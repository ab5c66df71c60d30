import { CidrBlock } from "../../cidr-block.js";
import { IpSet } from "../../ip-set.js";
import { PortSet } from "../../port-set.js";
import type { Rule } from "../../rule.js";
import type { StackIndex } from "../../stack/composer.js";
import type { Note } from "../../stack/contribution.js";
import type { Firewall } from "../../stack/firewall.js";
import { ForwardingRulePart } from "./forwarding-rule.js";

/** Google's health checks come from here, and so do the proxies of its external load balancers. */
const PROXY_RANGES = IpSet.ofBlocks(["130.211.0.0/22", "35.191.0.0/16"].flatMap((text) => CidrBlock.read(text) ?? []));

/** The ports that external load balancers with proxies serve; undefined where the stack has none. */
export function portsServedToStrangers(index: StackIndex): PortSet | undefined {
    const parts = index.contributions.flatMap(({ facts }) => (facts instanceof ForwardingRulePart ? [facts] : []));
    const relaying = parts.filter((part) => part.relaysStrangers && !part.ports.most.isEmpty);
    return relaying.length === 0 ? undefined : PortSet.empty.union(...relaying.map((part) => part.ports.most));
}

/** Adds a note for each rule that admits Google's proxies on a port that an external load balancer may serve. */
export function withProxyNotes(firewall: Firewall, served: PortSet | undefined): Firewall {
    if (!served) return firewall;
    const notes = firewall.rules.filter(admitsProxies).flatMap((rule) => noteOf(rule, relayedPorts(rule, served)));
    return notes.length === 0 ? firewall : { ...firewall, notes: [...firewall.notes, ...notes] };
}

function admitsProxies(rule: Rule): boolean {
    return (
        rule.action === "allow" && rule.peers.some((peer) => peer.kind === "addresses" && isProxyRange(peer.addresses))
    );
}

function isProxyRange(addresses: IpSet): boolean {
    return !addresses.isEmpty && PROXY_RANGES.contains(addresses);
}

/** A front port that none of the rule's ports equals is translated on the way to one of them. */
function relayedPorts(rule: Rule, served: PortSet): PortSet {
    const common = rule.ports.most.intersect(served);
    return common.isEmpty ? rule.ports.most : common;
}

function noteOf(rule: Rule, ports: PortSet): readonly Note[] {
    if (ports.isEmpty) return [];
    return [
        {
            resource: rule.resource,
            at: rule.at,
            code: "google-proxy-ranges",
            what: `Firewall rule ${rule.name} admits Google's load balancer proxies, and an external forwarding rule serves the same port`,
            why: "the proxies of an external load balancer connect from 130.211.0.0/22 and 35.191.0.0/16 on behalf of every client of the internet",
            fix: "Serve the port through an internal forwarding rule, or restrict the clients of the load balancer with a security policy",
            weight: "advisory",
            ports,
        },
    ];
}
