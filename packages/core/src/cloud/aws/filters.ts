import type { Cause } from "../../cause.js";
import { IpSet } from "../../ip-set.js";
import type { Peer } from "../../peer.js";
import type { Rule } from "../../rule.js";
import type { StackIndex } from "../../stack/composer.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Link } from "../../stack/link.js";
import { weakened } from "../../stack/weaken.js";
import type { Resource } from "../../value.js";
import { addressesPeer, unknownPeer } from "../shape.js";
import { type Clients, pastAny, pastOneOf, pastPerhaps, pastRules, unknownClients } from "./clients.js";
import { FrontGroups } from "./front-groups.js";
import { groupSourcesIn } from "./group-sources.js";
import type { PortValue } from "./port-value.js";

/** Security groups that stand before a port. */
export interface Gate {
    readonly groups: readonly Link[];
    /** The resource that names them. */
    readonly from: Resource;
    /** What to say where it names none. */
    readonly none: Cause;
    /** The groups of the load balancer that clients come through: a rule that names one of these lets them all in. */
    readonly front: FrontGroups;
    /** Why it may turn out not to be one of the gates. */
    readonly doubt?: Cause;
}

/** The security groups of a stack as filters in front of a port. */
export class Filters {
    private readonly cached = new Map<FrontGroups, Map<Contribution, Map<number, Clients>>>();
    private readonly fronts = new Map<Resource, FrontGroups>();

    constructor(private readonly index: StackIndex) {}

    /** Who gets past any of the groups of these gates; a group that is not found filters nobody knows whom. */
    past(gates: readonly Gate[], port: PortValue): Clients {
        return pastAny(
            gates.flatMap((gate) => {
                const { doubt } = gate;
                const past = this.pastGate(gate, port);
                return doubt === undefined ? past : past.map((clients) => pastPerhaps(clients, doubt));
            }),
        );
    }

    /** The groups of a load balancer, for those behind it: one object for each, so that answers can be kept. */
    frontOf(groups: readonly Link[], balancer: Resource): FrontGroups {
        const found = this.fronts.get(balancer) ?? FrontGroups.of(this.index, groups, balancer);
        this.fronts.set(balancer, found);
        return found;
    }

    /** URNs of the groups that are meant, or may be. */
    membersOf(groups: readonly Link[], from: Resource): readonly string[] {
        return groups.flatMap((link) => {
            const { certain, candidates } = this.index.resolve(link, from);
            return [...certain, ...candidates].map(({ resource }) => resource.urn);
        });
    }

    private pastGate(gate: Gate, port: PortValue): readonly Clients[] {
        if (gate.groups.length === 0) return [unknownClients(gate.none)];
        return gate.groups.map((link) => this.pastGroup(link, gate, port));
    }

    private pastGroup(link: Link, { from, front }: Gate, port: PortValue): Clients {
        const { certain, candidates } = this.index.resolve(link, from);
        const [group] = certain;
        if (group !== undefined) return this.pastRulesOf(group, front, port);
        if (candidates.length === 0) return unknownClients(link.cause);
        const all = candidates.map((candidate) => this.pastRulesOf(candidate, front, port));
        // A known id that fits no object for sure may belong to none of them.
        return link.key === undefined ? pastOneOf(all, link.cause) : pastAny([...all, unknownClients(link.cause)]);
    }

    private pastRulesOf(group: Contribution, front: FrontGroups, port: PortValue): Clients {
        if (port.number === undefined) return pastRules(this.rulesOf(group, front), port);
        const byGroup = this.cached.get(front) ?? new Map<Contribution, Map<number, Clients>>();
        this.cached.set(front, byGroup);
        const byPort = byGroup.get(group) ?? new Map<number, Clients>();
        byGroup.set(group, byPort);
        const found = byPort.get(port.number) ?? pastRules(this.rulesOf(group, front), port);
        byPort.set(port.number, found);
        return found;
    }

    /** The rules of a group, those of other resources included. */
    private rulesOf(group: Contribution, front: FrontGroups): readonly Rule[] {
        const members = this.index
            .membersOf(group)
            .map(({ contribution, certain }) => (certain ? contribution : weakened(contribution)));
        return [...this.index.objectOf(group), ...members].flatMap((one) => this.seenFrom(one, group, front));
    }

    /** The rules with everyone added where they name a group of the load balancer in front. */
    private seenFrom(contribution: Contribution, group: Contribution, front: FrontGroups): readonly Rule[] {
        if (front.isEmpty) return contribution.rules;
        const sources = groupSourcesIn(contribution);
        return contribution.rules.map((rule, place) => {
            const named = sources[place];
            const peers = named === undefined ? [] : peersOf(front.match(named, contribution.resource, group));
            return peers.length === 0 ? rule : { ...rule, peers: [...rule.peers, ...peers] };
        });
    }
}

function peersOf(match: ReturnType<FrontGroups["match"]>): readonly Peer[] {
    if (match === "never") return [];
    if (match === "surely") return [addressesPeer(IpSet.everything, "whoever comes through the load balancer")];
    return [unknownPeer(match)];
}
