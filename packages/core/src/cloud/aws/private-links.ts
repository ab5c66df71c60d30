import type { Cause } from "../../cause.js";
import type { Rule } from "../../rule.js";
import type { StackIndex } from "../../stack/composer.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Firewall } from "../../stack/firewall.js";
import type { Link } from "../../stack/link.js";
import type { Resource } from "../../value.js";
import { makeRule, referencePeer } from "../shape.js";
import { EVERYONE } from "./clients.js";
import { FrontGroups } from "./front-groups.js";
import { type EndpointServicePart, type LoadBalancerPart, partOf } from "./load-balancer-part.js";
import type { LoadBalancerWays } from "./load-balancer-ways.js";
import type { PortValue } from "./port-value.js";
import { extended, ruleOfWay } from "./way.js";

/** A private link that every tenant of the cloud may, or might, connect to. */
export interface PrivateLink {
    readonly resource: Resource;
    /** Why it may turn out not to be open to every tenant; empty where it surely is. */
    readonly doubts: readonly Cause[];
}

const EVERY_TENANT = referencePeer("cloud-tenant", "aws-private-link", "every AWS account, through a private link");

/** The private links open to every tenant, by the load balancer they lead to. */
export function privateLinksOf(
    index: StackIndex,
    parts: readonly Contribution[],
): ReadonlyMap<Contribution, readonly PrivateLink[]> {
    const found = new Map<Contribution, PrivateLink[]>();
    for (const service of parts) {
        const part = partOf(service);
        const doubts = part?.part === "endpoint-service" ? doubtsOf(index, service, part) : undefined;
        if (part?.part !== "endpoint-service" || doubts === undefined) continue;
        for (const link of part.loadBalancers) {
            for (const { balancer, more } of balancersOf(index, link, service.resource)) {
                const known = found.get(balancer) ?? [];
                known.push({ resource: service.resource, doubts: [...doubts, ...more] });
                found.set(balancer, known);
            }
        }
    }
    return found;
}

/** What a private link lets in at a load balancer: it comes from inside the network, whatever the scheme. */
export function tenantRules(
    ways: LoadBalancerWays,
    balancer: Contribution,
    part: LoadBalancerPart,
    links: readonly PrivateLink[],
): readonly Rule[] {
    if (links.length === 0) return [];
    const all = ways.through(balancer, part, { clients: EVERYONE, filtered: false, front: FrontGroups.none, depth: 0 });
    // Its groups see clients of the link as addresses inside: they let somebody in or nobody.
    const open = all.flatMap((way) => {
        const { value, causes } = part.filtersPrivateLinks;
        if (value === false || admitsSomebody(ways, balancer, part, way.ports[0])) return [way];
        return value === undefined ? [extended(way, { doubts: causes })] : [];
    });
    return links.flatMap(({ resource, doubts }) =>
        open.map((way) => ({
            ...ruleOfWay({ ...way, doubts: [...doubts, ...way.doubts] }),
            peers: [EVERY_TENANT],
            because: [`private link ${resource.name} is open to every AWS account`, ...way.because],
        })),
    );
}

/** A private link open to every tenant in front of a load balancer that is not in the stack: nobody knows its ports. */
export function unseenPrivateLink(index: StackIndex, service: Contribution): readonly Firewall[] {
    const part = partOf(service);
    if (part?.part !== "endpoint-service") return [];
    const doubts = doubtsOf(index, service, part);
    const unseen = part.loadBalancers.filter((link) => balancersOf(index, link, service.resource).length === 0);
    if (doubts === undefined || unseen.length === 0) return [];
    const { urn } = service.resource;
    const rules = unseen.map(({ cause }) =>
        makeRule({
            resource: urn,
            at: cause.at,
            peers: [EVERY_TENANT],
            certain: false,
            causes: [...doubts, cause],
            because: ["every AWS account may connect"],
            anchor: "load-balancer",
        }),
    );
    return [{ kind: "load-balancer", semantics: "ordered", subject: urn, members: [urn], rules, notes: [] }];
}

function admitsSomebody(
    ways: LoadBalancerWays,
    balancer: Contribution,
    part: LoadBalancerPart,
    port: PortValue | undefined,
): boolean {
    return port === undefined || !ways.past(balancer, part, port).most.isEmpty;
}

/** Undefined where it is not open to every tenant: nobody but named accounts, or each let in by hand. */
function doubtsOf(index: StackIndex, service: Contribution, part: EndpointServicePart): readonly Cause[] | undefined {
    if (part.needsAcceptance.value === true) return undefined;
    const principals = index.membersOf(service).flatMap(({ contribution, certain }) => {
        const principal = partOf(contribution);
        if (principal?.part !== "endpoint-principal" || principal.everyTenant.value === false) return [];
        const cause = certain ? undefined : contribution.belongsTo?.cause;
        return [[...principal.everyTenant.causes, ...(cause === undefined ? [] : [cause])]];
    });
    const ways = part.everyTenant.value === false ? principals : [[...part.everyTenant.causes], ...principals];
    const [best] = ways.toSorted((one, other) => one.length - other.length);
    return best === undefined ? undefined : [...part.needsAcceptance.causes, ...best];
}

interface Led {
    readonly balancer: Contribution;
    readonly more: readonly Cause[];
}

function balancersOf(index: StackIndex, link: Link, from: Resource): readonly Led[] {
    const { certain, candidates } = index.resolve(link, from);
    return [
        ...certain.slice(0, 1).map((balancer) => ({ balancer, more: [] })),
        ...candidates.map((balancer) => ({ balancer, more: [link.cause] })),
    ];
}
