import { IpSet } from "../../ip-set.js";
import type { Peer } from "../../peer.js";
import { PortSet } from "../../port-set.js";
import { publicPart } from "../../public-internet.js";
import type { Rule } from "../../rule.js";
import type { StackIndex } from "../../stack/composer.js";
import type { Contribution, Note } from "../../stack/contribution.js";
import type { ServicePart } from "./service.js";

const MANY_IPV4 = 2n ** 20n;
const MANY_IPV6 = 2n ** 104n;

/** A rule of a node firewall that lets a large part of the internet in, or may. */
interface OpenRule {
    readonly rule: Rule;
    readonly surely: boolean;
}

/** The rules of node firewalls that let a large part of the internet in, by port. */
export class OpenNodePorts {
    private readonly rules = new Array<OpenRule | undefined>(65536).fill(undefined);
    private readonly asked = new Map<string, OpenRule | undefined>();

    constructor(index: StackIndex) {
        const rules = index.contributions
            .filter(({ kind }) => kind === "firewall")
            .flatMap(({ rules: all }) => all.filter(admitsTcp))
            .flatMap(openRule);
        let free = PortSet.all;
        // What is sure comes first; each port is taken once, however many rules have it.
        for (const rule of [...rules.filter(({ surely }) => surely), ...rules.filter(({ surely }) => !surely)]) {
            const taken = rule.rule.ports.most.intersect(free);
            if (taken.isEmpty) continue;
            for (const { from, to } of taken.ranges()) this.rules.fill(rule, from, to + 1);
            free = free.subtract(taken);
        }
    }

    /** A rule that lets the internet in at one of these ports, one that surely does first. */
    at(ports: PortSet): OpenRule | undefined {
        const key = String(ports);
        if (this.asked.has(key)) return this.asked.get(key);
        const found = [...ports.ranges()].flatMap(({ from, to }) => this.rules.slice(from, to + 1)).filter(isThere);
        const best = found.find(({ surely }) => surely) ?? found[0];
        this.asked.set(key, best);
        return best;
    }
}

function isThere(rule: OpenRule | undefined): rule is OpenRule {
    return rule !== undefined;
}

function openRule(rule: Rule): readonly OpenRule[] {
    if (isWide(rule.peers.map(leastOf))) return [{ rule, surely: rule.certain }];
    return isWide(rule.peers.map(mostOf)) ? [{ rule, surely: false }] : [];
}

function admitsTcp(rule: Rule): boolean {
    const { most } = rule.protocols;
    return rule.action === "allow" && rule.direction === "ingress" && (most === "any" || most.includes(6));
}

/** Tenants of a cloud and countries are as wide as it gets. */
function leastOf(peer: Peer): IpSet {
    if (peer.kind === "addresses") return peer.addresses;
    if (peer.kind === "unknown") return peer.least;
    const isWideReference = peer.kind === "reference" && (peer.class === "cloud-tenant" || peer.class === "geo");
    return isWideReference ? IpSet.everything : IpSet.empty;
}

function mostOf(peer: Peer): IpSet {
    if (peer.kind === "list") return IpSet.everything;
    return peer.kind === "unknown" ? peer.most : leastOf(peer);
}

function isWide(sets: readonly IpSet[]): boolean {
    const { countIpv4, countIpv6 } = publicPart(IpSet.unionOf(sets));
    return countIpv4 >= MANY_IPV4 || countIpv6 >= MANY_IPV6;
}

/** Notes on the node ports of a service that such a rule lets in. */
export function nodePortNotes(part: Contribution, facts: ServicePart, open: OpenNodePorts): readonly Note[] {
    return facts.nodePorts.flatMap(({ at, nodePort, text, ports }) => {
        const found = open.at(nodePort.most);
        if (!found || ports.isEmpty) return [];
        const { rule, surely } = found;
        return [
            {
                resource: part.resource.urn,
                at,
                code: "node-port-open",
                what: `Service ${part.resource.name} is also served on ${text} of every node, and firewall rule ${rule.name} ${surely ? "lets" : "may let"} the internet in there`,
                why: "a node port leads to the same pods as the port of the service, past the ranges of its load balancer",
                fix: "Restrict the firewall of the nodes on 30000-32767, or set spec.allocateLoadBalancerNodePorts to false",
                weight: "advisory",
                ports,
            },
        ];
    });
}
