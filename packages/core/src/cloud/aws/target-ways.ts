import type { StackIndex } from "../../stack/composer.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Link } from "../../stack/link.js";
import type { Resource } from "../../value.js";
import { type Clients, EVERYONE, pastAny, pastBoth, pastOneOf, unknownClients } from "./clients.js";
import type { Filters } from "./filters.js";
import type { FrontGroups } from "./front-groups.js";
import { type LoadBalancerPart, partOf, type Switch, type Target, type TargetGroupPart } from "./load-balancer-part.js";
import type { Arrival } from "./load-balancer-ways.js";
import { type PortValue, unseenPort } from "./port-value.js";
import { extended, type Way } from "./way.js";

/** What leads on from a target that is a load balancer. */
export interface NextBalancer {
    through(balancer: Contribution, part: LoadBalancerPart, arrival: Arrival): readonly Way[];
}

/** The load balancer in front of a target group. */
export interface Front {
    readonly type: LoadBalancerPart["type"];
    /** Its security groups. */
    readonly groups: FrontGroups;
    /** How many load balancers stand in front of it. */
    readonly depth: number;
}

interface Registered {
    readonly target: Target;
    readonly from: Resource;
    readonly doubts: Way["doubts"];
}

/** A load balancer behind a load balancer behind a load balancer: longer chains do not exist. */
const DEEPEST = 2;

/** Finds the ways behind a listener: target groups, and what is registered in them. */
export class TargetWays {
    constructor(
        private readonly index: StackIndex,
        private readonly filters: Filters,
        private readonly next: NextBalancer,
    ) {}

    /** The ways on from a listener through one target group; one outside the stack may have any port. */
    behind(way: Way, link: Link, from: Resource, front: Front): readonly Way[] {
        const { certain, candidates } = this.index.resolve(link, from);
        const [group] = certain;
        if (group !== undefined) return this.throughGroup(way, group, front);
        const perhaps = candidates.flatMap((candidate) =>
            this.throughGroup(extended(way, { doubts: [link.cause] }), candidate, front),
        );
        if (perhaps.length > 0 && link.key === undefined) return perhaps;
        return [...perhaps, extended(way, { ports: [unseenPort(link.cause)] })];
    }

    private throughGroup(start: Way, group: Contribution, front: Front): readonly Way[] {
        const part = partOf(group);
        const way = extended(start, { members: [group.resource.urn] });
        if (part?.part !== "target-group" || part.port === undefined) return [way];
        const { port } = part;
        const targets = this.targetsOf(group, part);
        if (targets.length === 0) return [this.end(way, port, EVERYONE)];
        return targets.flatMap((target) =>
            this.toTarget(way, part, { ...target, port: target.target.port ?? port }, front),
        );
    }

    private targetsOf(group: Contribution, part: TargetGroupPart): readonly Registered[] {
        const inside = part.targets.map((target) => ({ target, from: group.resource, doubts: [] }));
        const outside = this.index.membersOf(group).flatMap(({ contribution, certain }) => {
            const attachment = partOf(contribution);
            if (attachment?.part !== "attachment") return [];
            const doubts = certain || contribution.belongsTo === undefined ? [] : [contribution.belongsTo.cause];
            return [{ target: attachment.target, from: contribution.resource, doubts }];
        });
        return [...inside, ...outside];
    }

    private toTarget(
        start: Way,
        part: TargetGroupPart,
        registered: Registered & { readonly port: PortValue },
        front: Front,
    ): readonly Way[] {
        const { target, from, port, doubts } = registered;
        const way = extended(start, { doubts, members: [from.urn] });
        const keeps = keepsClientIp(part, front.type);
        const balancers = this.index.resolve(target.loadBalancer, from);
        const behind = [...balancers.certain.slice(0, 1), ...balancers.candidates];
        if (behind.length > 0) {
            return behind.flatMap((balancer) => this.toBalancer(way, balancer, port, keeps, front));
        }
        if (part.toLoadBalancer.value === true) {
            return [extended(way, { ports: [port, unseenPort(target.loadBalancer.cause)] })];
        }
        return [this.end(way, port, pastSwitch(keeps, this.pastInstance(target, from, port, front.groups)))];
    }

    /** The last stretch: the target's own port, and who gets past what filters there. */
    private end(way: Way, port: PortValue, gate: Clients): Way {
        const because = [`it forwards to target port ${port.text}`];
        return extended(way, { ports: [port], clients: pastBoth(way.clients, gate), because });
    }

    private toBalancer(way: Way, balancer: Contribution, port: PortValue, keeps: Switch, front: Front): readonly Way[] {
        const part = partOf(balancer);
        if (part?.part !== "load-balancer" || front.depth >= DEEPEST) return [extended(way, { ports: [port] })];
        const arrival = { clients: way.clients, front: front.groups, port, depth: front.depth + 1 };
        const seen = this.next.through(balancer, part, { ...arrival, filtered: keeps.value !== false });
        const unseen =
            keeps.value === undefined ? this.next.through(balancer, part, { ...arrival, filtered: false }) : [];
        return [
            ...seen.map((one) => joined(way, one, balancer)),
            ...unseen.map((one) => extended(joined(way, one, balancer), { doubts: keeps.causes })),
        ];
    }

    /** Who gets past the groups of a machine; everyone where nobody knows what stands in front of it. */
    private pastInstance(target: Target, from: Resource, port: PortValue, front: FrontGroups): Clients {
        const { certain, candidates } = this.index.resolve(target.instance, from);
        const [one] = certain;
        if (one !== undefined) return this.pastGroupsOf(one, port, front);
        if (candidates.length > 0) {
            return pastOneOf(
                candidates.map((candidate) => this.pastGroupsOf(candidate, port, front)),
                target.instance.cause,
            );
        }
        return target.instance.key === undefined ? unknownClients(target.instance.cause) : EVERYONE;
    }

    private pastGroupsOf(instance: Contribution, port: PortValue, front: FrontGroups): Clients {
        const part = partOf(instance);
        if (part?.part !== "instance") return EVERYONE;
        const own = { groups: part.groups, from: instance.resource, none: part.groupsCause, front };
        const attached = this.index.membersOf(instance).flatMap(({ contribution, certain }) => {
            const more = partOf(contribution);
            if (more?.part !== "interface-group") return [];
            const doubt = certain ? undefined : contribution.belongsTo?.cause;
            const gate = { groups: [more.group], from: contribution.resource, none: part.groupsCause, front };
            return [doubt === undefined ? gate : { ...gate, doubt }];
        });
        return this.filters.past([own, ...attached], port);
    }
}

/** Only network load balancers hand the client's address on. */
function keepsClientIp(part: TargetGroupPart, type: LoadBalancerPart["type"]): Switch {
    if (type === "application" || type === "classic") return { value: false, causes: [] };
    return part.keepsClientIp;
}

function pastSwitch(keeps: Switch, gate: Clients): Clients {
    if (keeps.value === false) return EVERYONE;
    if (keeps.value === true) return gate;
    return { ...pastAny([EVERYONE]), least: gate.least, causes: [...keeps.causes, ...gate.causes] };
}

/** The way to a second load balancer and the way through it as one. */
function joined(way: Way, on: Way, balancer: Contribution): Way {
    return extended(way, { ...on, members: [balancer.resource.urn, ...on.members] });
}
