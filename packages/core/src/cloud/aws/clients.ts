import type { Cause } from "../../cause.js";
import { decidingCauses } from "../../deciding-causes.js";
import { IpSet } from "../../ip-set.js";
import type { Peer, ReferencePeer } from "../../peer.js";
import { tcp } from "../../point.js";
import { PortSet } from "../../port-set.js";
import { reach } from "../../reach.js";
import type { Rule } from "../../rule.js";
import { addressesPeer, unknownPeer } from "../shape.js";
import type { PortValue } from "./port-value.js";

/** Who gets past one stage on the way through a load balancer. */
export interface Clients {
    readonly least: IpSet;
    readonly most: IpSet;
    /** Shared platforms among them. */
    readonly services: readonly ReferencePeer[];
    /** Why `least` and `most` differ; empty where they do not. */
    readonly causes: readonly Cause[];
}

/** A stage that filters nobody. */
export const EVERYONE: Clients = { least: IpSet.everything, most: IpSet.everything, services: [], causes: [] };

/** A stage that filters nobody knows whom. */
export function unknownClients(cause: Cause): Clients {
    return { least: IpSet.empty, most: IpSet.everything, services: [], causes: [cause] };
}

/** Who gets past both stages. */
export function pastBoth(one: Clients, other: Clients): Clients {
    if (one === EVERYONE) return other;
    if (other === EVERYONE) return one;
    const names = new Set(other.services.map(({ name }) => name));
    return {
        least: one.least.intersect(other.least),
        most: one.most.intersect(other.most),
        services: one.services.filter(({ name }) => names.has(name)),
        causes: [...one.causes, ...other.causes],
    };
}

/** Who gets past any of several filters. */
export function pastAny(all: readonly Clients[]): Clients {
    return {
        least: IpSet.unionOf(all.map(({ least }) => least)),
        most: IpSet.unionOf(all.map(({ most }) => most)),
        services: all.flatMap(({ services }) => services),
        causes: all.flatMap(({ causes }) => causes),
    };
}

/** Who gets past a filter that is one of several, and nobody knows which. */
export function pastOneOf(all: readonly Clients[], cause: Cause): Clients {
    const [first, ...others] = all.map(({ least }) => least);
    const least = others.reduce((common, set) => common.intersect(set), first ?? IpSet.empty);
    return { ...pastAny(all), least, causes: [cause, ...all.flatMap(({ causes }) => causes)] };
}

/** Who gets past a filter that may turn out to be none. */
export function pastPerhaps(clients: Clients, cause: Cause): Clients {
    return { ...clients, least: IpSet.empty, causes: [cause, ...clients.causes] };
}

/** Whom these peers name. */
export function clientsOf(peers: readonly Peer[]): Clients {
    const sets = peers.map((peer) => ({
        least: peer.kind === "addresses" ? peer.addresses : peer.kind === "unknown" ? peer.least : IpSet.empty,
        most: peer.kind === "addresses" ? peer.addresses : peer.kind === "unknown" ? peer.most : IpSet.everything,
    }));
    return {
        least: IpSet.unionOf(sets.map(({ least }) => least)),
        most: IpSet.unionOf(sets.map(({ most }) => most)),
        services: [],
        causes: peers.flatMap((peer) => (peer.kind === "unknown" ? [peer.cause] : [])),
    };
}

/** Who gets past the rules of security groups at a port; at any port where that is not known. */
export function pastRules(rules: readonly Rule[], port: PortValue): Clients {
    const asked = port.number === undefined ? rules.map(atAnyPort) : rules;
    // A port that does not exist is one that no rule speaks of, and no reason to throw.
    const point = { ...tcp(0), port: port.number ?? 0 };
    const { atLeast, atMost } = reach(asked, point);
    const addresses = atMost.addresses.subtract(atLeast.addresses);
    const causes = addresses.isEmpty
        ? []
        : [...port.causes, ...decidingCauses(asked, point, { addresses, references: new Set() })];
    return {
        least: atLeast.addresses,
        most: atMost.addresses,
        services: atMost.references.filter((reference) => reference.class === "service"),
        causes,
    };
}

/** A rule as it is asked about a port that nobody knows. */
function atAnyPort(rule: Rule): Rule {
    const least = rule.ports.least.equals(PortSet.all) ? PortSet.all : PortSet.empty;
    const most = rule.ports.most.isEmpty ? PortSet.empty : PortSet.all;
    return { ...rule, ports: least === most ? { least, most: least } : { least, most } };
}

/** The clients as peers of a rule; `place` is named where no filter says why its answer is open. */
export function peersOf(clients: Clients, place: Pick<Cause, "resource" | "at">): readonly Peer[] {
    const { least, most, services } = clients;
    const doubtful = most.subtract(least);
    const cause = clients.causes[0] ?? {
        ...place,
        kind: "unreadable",
        text: "a filter on the way is too fine to follow",
    };
    // No address is written out: a group may keep it a secret.
    const text = least.equals(IpSet.everything) ? "everyone" : "whom the security groups on the way let in";
    return [
        ...(least.isEmpty ? [] : [addressesPeer(least, text)]),
        ...(doubtful.isEmpty ? [] : [unknownPeer(cause, doubtful)]),
        ...services,
    ];
}
