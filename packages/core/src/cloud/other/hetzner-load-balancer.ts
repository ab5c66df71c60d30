import type { Cause } from "../../cause.js";
import { Field } from "../../field.js";
import { assemble } from "../../stack/assemble.js";
import type { Composer, StackIndex } from "../../stack/composer.js";
import type { Contribution, Reader } from "../../stack/contribution.js";
import { weakenRule } from "../../stack/weaken.js";
import { everyone } from "./endpoint.js";
import { identityOf, type LinkedObject, linkById } from "./link.js";
import { wayRules } from "./load-balancer.js";
import { readSwitch, type Switch } from "./properties.js";

/** Name of the composer of load balancers of Hetzner. */
export const HETZNER_BALANCER = "hetzner-load-balancer";

const BALANCER: LinkedObject = { kind: "hetzner-load-balancer", name: "load balancer" };

/** Whether the load balancer of a network attachment keeps its public address. */
class NetworkPart {
    constructor(
        readonly isPublic: Switch,
        /** What to say where nobody knows whose network it is. */
        readonly link: Cause,
    ) {}
}

/** Reads `hcloud:index/loadBalancer:LoadBalancer`, whose services are resources of their own. */
export const readHetznerBalancer: Reader = (resource) => [
    {
        resource,
        kind: "load-balancer",
        semantics: "ordered",
        identity: identityOf(resource, BALANCER),
        rules: [],
        notes: [],
        composer: HETZNER_BALANCER,
    },
];

/** Reads `hcloud:index/loadBalancerService:LoadBalancerService`: load balancers filter nobody. */
export const readHetznerService: Reader = (resource) => {
    const root = new Field(resource.properties, "");
    const ports = [root.get("listenPort"), root.get("destinationPort")];
    const rules = wayRules({ resource, field: root, ports, peers: [everyone()], because: [], doubts: [] });
    const belongsTo = linkById(root.get("loadBalancerId"), resource, BALANCER);
    const composer = HETZNER_BALANCER;
    return [{ resource, kind: "load-balancer", semantics: "ordered", belongsTo, rules, notes: [], composer }];
};

/** Reads `hcloud:index/loadBalancerNetwork:LoadBalancerNetwork`, which may take the public address away. */
export const readHetznerNetwork: Reader = (resource) => {
    const root = new Field(resource.properties, "");
    const belongsTo = linkById(root.get("loadBalancerId"), resource, BALANCER);
    const isPublic = readSwitch(root.get("enablePublicInterface"), resource.urn, true);
    const facts = new NetworkPart(isPublic, belongsTo.cause);
    const composer = HETZNER_BALANCER;
    return [
        { resource, kind: "load-balancer", semantics: "ordered", belongsTo, rules: [], notes: [], facts, composer },
    ];
};

/** Makes one firewall of each service: open while its load balancer has a public address. */
export const composeHetznerBalancers: Composer = (index, parts) => {
    const networks = new Networks(index, parts);
    return parts
        .filter(({ rules }) => rules.length > 0)
        .map((service) => {
            const doubts = networks.closing(service);
            if (doubts === "closed") return assemble([{ ...service, rules: [] }]);
            const rules = service.rules.map((rule) => doubts.reduce((weak, cause) => weakenRule(weak, cause), rule));
            return assemble([{ ...service, rules }]);
        });
};

/** The attachments that take, or may take, a public address away, by the load balancer that they surely mean. */
class Networks {
    private readonly byBalancer = new Map<string, NetworkPart>();
    private readonly stray: NetworkPart | undefined;
    private readonly any: NetworkPart | undefined;

    constructor(
        private readonly index: StackIndex,
        parts: readonly Contribution[],
    ) {
        for (const part of parts) {
            const { facts } = part;
            if (!(facts instanceof NetworkPart) || facts.isPublic.value === true) continue;
            const balancer = this.balancerOf(part);
            this.any ??= facts;
            if (balancer === undefined) this.stray ??= facts;
            else if (this.byBalancer.get(balancer)?.isPublic.value !== false) this.byBalancer.set(balancer, facts);
        }
    }

    /** Whether the load balancer of a service is closed, or why it may be. */
    closing(service: Contribution): "closed" | readonly Cause[] {
        const balancer = this.balancerOf(service);
        const own = balancer === undefined ? undefined : this.byBalancer.get(balancer);
        if (own?.isPublic.value === false) return "closed";
        if (own !== undefined) return own.isPublic.causes;
        const perhaps = balancer === undefined ? this.any : this.stray;
        return perhaps === undefined ? [] : [...perhaps.isPublic.causes, perhaps.link];
    }

    private balancerOf({ belongsTo, resource }: Contribution): string | undefined {
        if (belongsTo === undefined) return undefined;
        const [owner] = this.index.resolve(belongsTo, resource).certain;
        if (owner !== undefined) return owner.resource.urn;
        return belongsTo.key === undefined ? undefined : JSON.stringify([resource.provider ?? null, belongsTo.key]);
    }
}
