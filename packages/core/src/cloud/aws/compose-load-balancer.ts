import type { Composer, StackIndex } from "../../stack/composer.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Firewall } from "../../stack/firewall.js";
import { type Clients, EVERYONE, pastBoth, unknownClients } from "./clients.js";
import { FrontGroups } from "./front-groups.js";
import { type LoadBalancerPart, partOf } from "./load-balancer-part.js";
import { LoadBalancerWays } from "./load-balancer-ways.js";
import { unseenPort } from "./port-value.js";
import { type PrivateLink, privateLinksOf, tenantRules, unseenPrivateLink } from "./private-links.js";
import { ruleOfWay, type Way } from "./way.js";

/**
 * Makes one firewall of each load balancer with its listeners, target groups, their targets and the security groups on
 * the way. A listener or a target whose load balancer is outside the stack is one by itself, and undecided.
 */
export const composeLoadBalancer: Composer = (index, parts) => {
    const ways = new LoadBalancerWays(index);
    const links = privateLinksOf(index, parts);
    const seen = new Set<Contribution>();
    const firewalls = parts.flatMap((contribution) => {
        const part = partOf(contribution);
        if (part?.part === "load-balancer" && !seen.has(contribution)) {
            for (const twin of index.objectOf(contribution)) seen.add(twin);
            return balancerFirewall(ways, contribution, part, links.get(contribution) ?? []);
        }
        return strayFirewall(index, ways, contribution);
    });
    return [...firewalls, ...parts.flatMap((part) => unseenPrivateLink(index, part))];
};

function balancerFirewall(
    ways: LoadBalancerWays,
    balancer: Contribution,
    part: LoadBalancerPart,
    links: readonly PrivateLink[],
): readonly Firewall[] {
    // Gateway load balancers take no connections: they hand packets to appliances.
    if (part.type === "gateway") return [];
    const { internal } = part;
    const all = ways.through(balancer, part, { clients: EVERYONE, filtered: true, front: FrontGroups.none, depth: 0 });
    const scheme = `load balancer ${balancer.resource.name} is internet-facing`;
    const groups = ways.groupsOf(balancer, part);
    const filter = filterWords(part, groups);
    const open = internal.value === true ? [] : all;
    const rules = open.map((way) =>
        ruleOfWay({
            ...way,
            doubts: [...(internal.value === undefined ? internal.causes : []), ...way.doubts],
            because: [scheme, filter, ...way.because],
        }),
    );
    const members = [...all.flatMap((way) => way.members), ...links.map((link) => link.resource.urn)];
    return [firewallOf(balancer, [...members, ...groups], [...rules, ...tenantRules(ways, balancer, part, links)])];
}

function filterWords(part: LoadBalancerPart, groups: readonly string[]): string {
    const names = [...new Set(groups)].map((urn) => urn.slice(urn.lastIndexOf("::") + 2));
    if (names.length === 1) return `security group ${names[0]} decides who gets to a listener`;
    if (part.groups.length > 0) return `its security groups ${namesText(names)}decide who gets to a listener`;
    return part.type === "network" ? "no security group filters it" : part.groupsCause.text;
}

function namesText(names: readonly string[]): string {
    return names.length === 0 ? "" : `(${names.join(", ")}) `;
}

/** A part whose load balancer, listener or target group is not in the stack. */
function strayFirewall(index: StackIndex, ways: LoadBalancerWays, contribution: Contribution): readonly Firewall[] {
    const part = partOf(contribution);
    const link = contribution.belongsTo;
    if (part === undefined || link === undefined) return [];
    const { certain, candidates } = index.resolve(link, contribution.resource);
    if (certain.length + candidates.length > 0) return [];
    const way = strayWay(contribution, unknownClients(link.cause));
    if (part.part === "listener" && part.tcp.value !== false) {
        const found = ways.behind(contribution, { ...way, ports: [part.port] }, link);
        return [strayOf(contribution, found)];
    }
    if (part.part === "listener-rule")
        return [
            strayOf(
                contribution,
                ways.behind(contribution, { ...way, clients: pastBoth(way.clients, part.clients) }, link),
            ),
        ];
    if (part.part !== "attachment") return [];
    const port = part.target.port ?? unseenPort(link.cause);
    return [strayOf(contribution, [{ ...way, ports: [port] }])];
}

function strayWay(contribution: Contribution, clients: Clients): Way {
    const { urn, name } = contribution.resource;
    const because = [`${name} belongs to a load balancer that is not part of this stack`];
    return { resource: urn, at: "", ports: [], clients, doubts: [], members: [], because };
}

function strayOf(contribution: Contribution, ways: readonly Way[]): Firewall {
    return firewallOf(
        contribution,
        ways.flatMap((way) => way.members),
        ways.map(ruleOfWay),
    );
}

function firewallOf(subject: Contribution, members: readonly string[], rules: Firewall["rules"]): Firewall {
    const { urn } = subject.resource;
    return {
        kind: "load-balancer",
        semantics: "ordered",
        subject: urn,
        members: [...new Set([urn, ...members])],
        rules,
        notes: subject.notes,
    };
}
