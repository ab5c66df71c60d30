import type { StackIndex } from "../../stack/composer.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Link } from "../../stack/link.js";
import { type Clients, EVERYONE, pastBoth } from "./clients.js";
import { Filters } from "./filters.js";
import { type ListenerPart, type LoadBalancerPart, type PortValue, partOf } from "./load-balancer-part.js";
import { TargetWays } from "./target-ways.js";
import { extended, type Way } from "./way.js";

/** Who comes to a load balancer, and how. */
export interface Arrival {
    readonly clients: Clients;
    /** Whether its own security groups see the clients. */
    readonly filtered: boolean;
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
    behind(contribution: Contribution, way: Way): readonly Way[] {
        return this.forward(contribution, way, undefined, 0);
    }

    /** Who gets past the security groups of a load balancer; everyone where a network load balancer has none. */
    past(balancer: Contribution, part: LoadBalancerPart, port: PortValue): Clients {
        if (part.groups.length === 0 && part.type === "network") return EVERYONE;
        return this.filters.pastGroups(part.groups, balancer.resource, port, part.groupsCause);
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
        const gate = arrival.filtered ? this.past(balancer, part, port) : EVERYONE;
        const start: Way = {
            resource: listener.contribution.resource.urn,
            at: "port",
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
        return this.forward(listener.contribution, start, part.type, arrival.depth);
    }

    /** A listener forwards by its default actions and by its rules. One that forwards nowhere answers itself. */
    private forward(
        contribution: Contribution,
        start: Way,
        type: LoadBalancerPart["type"],
        depth: number,
    ): readonly Way[] {
        const rules = this.index.membersOf(contribution).filter((member) => isRule(member.contribution));
        const own = forwardsOf(contribution).map((link) => ({ link, from: contribution.resource, doubts: [] }));
        const others = rules.flatMap(({ contribution: rule, certain }) =>
            forwardsOf(rule).map((link) => ({ link, from: rule.resource, doubts: doubtsOf(rule, certain) })),
        );
        const all = [...own, ...others].flatMap(({ link, from, doubts }) =>
            this.targets.behind(extended(start, { doubts, members: [from.urn] }), link, from, { type, depth }),
        );
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

function isRule(contribution: Contribution): boolean {
    return partOf(contribution)?.part === "listener-rule";
}

function forwardsOf(contribution: Contribution): readonly Link[] {
    const part = partOf(contribution);
    return part?.part === "listener" || part?.part === "listener-rule" ? part.forwards : [];
}

function doubtsOf(contribution: Contribution, certain: boolean): Way["doubts"] {
    return certain || contribution.belongsTo === undefined ? [] : [contribution.belongsTo.cause];
}
