import type { Cause } from "../../cause.js";
import { PortSet } from "../../port-set.js";
import { type Between, known, type Rule } from "../../rule.js";
import { makeRule } from "../shape.js";
import { type Clients, peersOf } from "./clients.js";
import type { PortValue } from "./port-value.js";

/** A way that clients may take: a listener, a target group, perhaps a second load balancer behind it. */
export interface Way {
    /** URN of the listener that opens it. */
    readonly resource: string;
    readonly at: string;
    /** The ports it passes, from the client inwards. */
    readonly ports: readonly PortValue[];
    /** Who gets to its end. */
    readonly clients: Clients;
    /** Why it may turn out not to exist; empty where it surely does. */
    readonly doubts: readonly Cause[];
    /** URNs of all that lies on it. */
    readonly members: readonly string[];
    readonly because: readonly string[];
}

/** The way with one more stretch. */
export function extended(way: Way, more: Partial<Way>): Way {
    return {
        ...way,
        ports: [...way.ports, ...(more.ports ?? [])],
        clients: more.clients ?? way.clients,
        doubts: [...way.doubts, ...(more.doubts ?? [])],
        members: [...way.members, ...(more.members ?? [])],
        because: [...way.because, ...(more.because ?? [])],
    };
}

/** A way as a rule: the ports before and behind a load balancer are the same door. */
export function ruleOfWay(way: Way): Rule {
    const peers = peersOf(way.clients, way);
    const open = way.ports.filter(({ number }) => number === undefined);
    const vague = open.filter(({ causes }) => causes.length > 0);
    const ports = way.ports.reduce(
        (set, { number }) =>
            number !== undefined && number >= 0 && number <= 65535 ? set.union(PortSet.of(number)) : set,
        PortSet.empty,
    );
    return makeRule({
        name: way.because[0] ?? way.resource,
        resource: way.resource,
        at: way.at,
        protocols: known([6]),
        ports: vague.length < open.length ? known(PortSet.all) : rangeOf(ports, vague.length > 0),
        peers,
        certain: way.doubts.length === 0,
        causes: [
            ...way.doubts,
            ...vague.flatMap(({ causes }) => causes),
            ...(peers.some(({ kind }) => kind === "unknown") ? way.clients.causes : []),
        ],
        because: way.because,
        anchor: "load-balancer",
    });
}

function rangeOf(ports: PortSet, mayBeMore: boolean): Between<PortSet> {
    return mayBeMore ? { least: ports, most: PortSet.all } : known(ports);
}
