import type { Peer } from "../../peer.js";
import { publicPart } from "../../public-internet.js";
import type { Rule } from "../../rule.js";
import type { StackIndex } from "../../stack/composer.js";
import type { Contribution, Note } from "../../stack/contribution.js";
import type { ServicePart } from "./service.js";
import { NODE_PORTS } from "./service-ports.js";

const MANY_IPV4 = 2n ** 20n;
const MANY_IPV6 = 2n ** 104n;

/** The rules of node firewalls that let a large part of the internet in where node ports may lie. */
export function openNodeRules(index: StackIndex): readonly Rule[] {
    return index.contributions.filter(({ kind }) => kind === "firewall").flatMap(({ rules }) => rules.filter(isOpen));
}

function isOpen(rule: Rule): boolean {
    const { most } = rule.protocols;
    const tcp = most === "any" || most.includes(6);
    return rule.action === "allow" && rule.direction === "ingress" && tcp && rule.peers.some(isWide);
}

function isWide(peer: Peer): boolean {
    if (peer.kind === "reference") return peer.class === "cloud-tenant" || peer.class === "geo";
    if (peer.kind !== "addresses") return false;
    const { countIpv4, countIpv6 } = publicPart(peer.addresses);
    return countIpv4 >= MANY_IPV4 || countIpv6 >= MANY_IPV6;
}

/** Notes on the node ports of a service that such a rule lets in. */
export function nodePortNotes(part: Contribution, facts: ServicePart, open: readonly Rule[]): readonly Note[] {
    return facts.nodePorts.flatMap(({ at, nodePort, ports }) => {
        const rule = open.find((one) => !one.ports.most.intersect(nodePort.most).isEmpty);
        if (!rule || ports.isEmpty) return [];
        const which = nodePort.most.equals(NODE_PORTS)
            ? "a node port that Kubernetes assigns"
            : `node port ${nodePort.most}`;
        return [
            {
                resource: part.resource.urn,
                at,
                code: "node-port-open",
                what: `Service ${part.resource.name} is also served on ${which} of every node, and firewall rule ${rule.name} lets the internet in there`,
                why: "A node port leads to the same pods as the port of the service, past the ranges of its load balancer",
                fix: "Restrict the firewall of the nodes on 30000-32767, or set spec.allocateLoadBalancerNodePorts to false",
                weight: "advisory",
                ports,
            },
        ];
    });
}
