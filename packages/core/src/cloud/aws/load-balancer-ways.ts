import type { StackIndex } from "../../stack/composer.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Link } from "../../stack/link.js";
import { type Clients, EVERYONE, pastBoth } from "./clients.js";
import { Filters } from "./filters.js";
import { FrontGroups } from "./front-groups.js";
import { type ListenerPart, type LoadBalancerPart, partOf } from "./load-balancer-part.js";
import type { PortValue } from "./port-value.js";
import { type Front, TargetWays } from "./target-ways.js";
import { extended, type Way } from "./way.js";

/** Who comes to a load balancer, and how. */
export interface Arrival {
    readonly clients: Clients;
    /** Whether its own security groups see the clients. */
    readonly filtered: boolean;
    /** The security groups of the load balancer that they come through, if any. */
    readonly front: FrontGroups;
    /** The port they come to; undefined for every listener. */
    readonly port?: PortValue;
    /** How many load balancers they have passed. */
    readonly depth: number;
}

interface Listener {
    readonly contribution: Contribution;
    readonly part: ListenerPart & { readonly target?: PortValue };
    readonly doubts: Way["doubts"];
}

/** Finds the ways through the load balancers of a stack. */
export class LoadBalancerWays {
    private readonly filters: Filters;
    private readonly targets: TargetWays;

    constructor(private readonly index: StackIndex) {
        this.filters = new Filters(index);
        this.targets = new TargetWays(index, this.filters, this);
    }

    /** The ways through one load balancer, for those who come to it. */
    through(balancer: Contribution, part: LoadBalancerPart, arrival: Arrival): readonly Way[] {
        return this.listenersOf(balancer)
            .filter((listener) => isOnTheWay(listener, arrival.port))
            .flatMap((listener) => this.throughListener(balancer, part, listener, arrival));
    }

    /** The ways behind a listener, or a rule of one, whose load balancer is not known. */
    behind(contribution: Contribution, way: Way, link: Link): readonly Way[] {
        return this.forward(contribution, way, { type: undefined, groups: FrontGroups.unknown(link), depth: 0 });
    }

    /** Who gets past the security groups of a load balancer; everyone where a network load balancer has none. */
    past(balancer: Contribution, part: LoadBalancerPart, port: PortValue, front = FrontGroups.none): Clients {
        if (part.groups.length === 0 && part.type === "network") return EVERYONE;
        const { groups, groupsCause: none } = part;
        return this.filters.past([{ groups, from: balancer.resource, none, front }], port);
    }

    /** URNs of the security groups in front of a load balancer. */
    groupsOf(balancer: Contribution, part: LoadBalancerPart): readonly string[] {
        return this.filters.membersOf(part.groups, balancer.resource);
    }

    private throughListener(
        balancer: Contribution,
        part: LoadBalancerPart,
        listener: Listener,
        arrival: Arrival,
    ): readonly Way[] {
        const { port, tcp } = listener.part;
        const gate = arrival.filtered ? this.past(balancer, part, port, arrival.front) : EVERYONE;
        const start: Way = {
            resource: listener.contribution.resource.urn,
            at: port.at,
            ports: [port],
            clients: pastBoth(arrival.clients, gate),
            doubts: [...listener.doubts, ...(tcp.value === undefined ? tcp.causes : [])],
            members: [listener.contribution.resource.urn],
            because: [`listener ${listener.contribution.resource.name} takes TCP port ${port.text}`],
        };
        if (listener.part.target !== undefined) {
            const because = [`instances behind it take port ${listener.part.target.text}`];
            return [extended(start, { ports: [listener.part.target], because })];
        }
        const groups = this.filters.frontOf(part.groups, balancer.resource);
        return this.forward(listener.contribution, start, { type: part.type, groups, depth: arrival.depth });
    }

    /** A listener forwards by its default actions and by its rules. One that forwards nowhere answers itself. */
    private forward(contribution: Contribution, start: Way, front: Front): readonly Way[] {
        const members = [{ contribution, certain: true }, ...this.index.membersOf(contribution)];
        const all = members.flatMap(({ contribution: one, certain }) => {
            const doubts = one === contribution ? [] : doubtsOf(one, certain);
            const clients = pastBoth(start.clients, takenBy(one));
            const way = extended(start, { doubts, clients, members: [one.resource.urn] });
            return forwardsOf(one).flatMap((link) => this.targets.behind(way, link, one.resource, front));
        });
        return all.length > 0 ? all : [start];
    }

    private listenersOf(balancer: Contribution): readonly Listener[] {
        const inside = this.index.objectOf(balancer).flatMap((contribution) => {
            const part = partOf(contribution);
            if (part?.part !== "load-balancer") return [];
            return part.listeners.map((listener) => ({ contribution, part: listener, doubts: [] }));
        });
        const outside = this.index.membersOf(balancer).flatMap(({ contribution, certain }) => {
            const part = partOf(contribution);
            return part?.part === "listener" ? [{ contribution, part, doubts: doubtsOf(contribution, certain) }] : [];
        });
        return [...inside, ...outside];
    }
}

function isOnTheWay({ part }: Listener, port: PortValue | undefined): boolean {
    if (part.tcp.value === false) return false;
    if (port?.number === undefined || part.port.number === undefined) return true;
    return part.port.number === port.number;
}

/** Whose requests a rule of a listener takes; a listener takes everyone's. */
function takenBy(contribution: Contribution): Clients {
    const part = partOf(contribution);
    return part?.part === "listener-rule" ? part.clients : EVERYONE;
}

function forwardsOf(contribution: Contribution): readonly Link[] {
    const part = partOf(contribution);
    return part?.part === "listener" || part?.part === "listener-rule" ? part.forwards : [];
}

function doubtsOf(contribution: Contribution, certain: boolean): Way["doubts"] {
    return certain || contribution.belongsTo === undefined ? [] : [contribution.belongsTo.cause];
}
