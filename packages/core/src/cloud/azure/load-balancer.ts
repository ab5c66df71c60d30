import { Field } from "../../field.js";
import { PortSet } from "../../port-set.js";
import type { Contribution, Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { causeOf, joinPorts, oddPorts, portsOfText, type Reading, read } from "../shape.js";
import { identityOf, linkTo } from "./resource-id.js";

/** Kind of a load balancer; it filters nothing, but what is published through it is known by its ports. */
export const LOAD_BALANCER = "azure-load-balancer";

/** Name of the composer of load balancers and the private link services in front of them. */
export const PRIVATE_LINK = "azure-private-link";

/** What a load balancer passes on. */
export interface BalancedRule {
    /** Lower-case id or name of the frontend that it listens on; undefined where that is not known. */
    readonly frontend: string | undefined;
    /** The port in front and the port behind. */
    readonly ports: Reading<PortSet>;
}

/** Facts of a load balancer's contribution. */
export class BalancedRules {
    constructor(
        readonly rules: readonly BalancedRule[],
        /** How many frontends it has; zero for a rule that is a resource of its own. */
        readonly frontends: number,
    ) {}
}

/** Reads a load balancer, azure-native and classic: the network security groups behind it decide who comes in. */
export const readLoadBalancer: Reader = (resource) => {
    const field = new Field(resource.properties, "");
    const lists = ["loadBalancingRules", "inboundNatRules", "inboundNatPools"].map((name) => field.get(name));
    const frontends = [
        ...field.get("frontendIPConfigurations").items(),
        ...field.get("frontendIpConfigurations").items(),
    ];
    const own = field.get("loadBalancerName");
    const name = own.isAbsent ? field.get("name") : own;
    const rules = lists.flatMap((list) => list.items()).map((rule) => balancedRule(resource, rule));
    return [
        {
            ...part(resource, new BalancedRules(rules, frontends.length)),
            identity: identityOf(LOAD_BALANCER, resource, name, field.get("resourceGroupName")),
        },
    ];
};

/** Reads a rule that is a resource of its own: an inbound NAT rule, or a classic load balancing rule. */
export const readBalancedRule: Reader = (resource) => {
    const field = new Field(resource.properties, "");
    const ids = [field.get("loadbalancerId"), field.get("loadBalancerName")];
    const target = ids.find((id) => !id.isAbsent) ?? field.get("loadBalancerName");
    const resourceGroup = field.get("resourceGroupName");
    const belongsTo = linkTo({ kind: LOAD_BALANCER, resource, target, resourceGroup, noun: "load balancer" });
    return [{ ...part(resource, new BalancedRules([balancedRule(resource, field)], 0)), belongsTo }];
};

function part(resource: Resource, facts: BalancedRules): Contribution {
    return {
        resource,
        kind: "load-balancer",
        semantics: "union",
        rules: [],
        notes: [],
        facts,
        composer: PRIVATE_LINK,
    };
}

const UDP = /^udp$/i;

function balancedRule(resource: Resource, rule: Field): BalancedRule {
    const configuration = rule.get("frontendIPConfiguration").get("id");
    const frontend = configuration.isAbsent ? rule.get("frontendIpConfigurationName") : configuration;
    const reading = { resource: resource.urn, action: "allow" } as const;
    if (!rule.isObject) return { frontend: undefined, ports: oddPorts(rule, reading) };
    if (UDP.test(rule.get("protocol").text() ?? "")) return { frontend: undefined, ports: read(PortSet.empty) };
    const fields = ["frontendPort", "backendPort", "frontendPortRangeStart", "frontendPortRangeEnd"]
        .map((name) => rule.get(name))
        .filter((field) => !field.isAbsent);
    const unknown = fields.find((field) => field.isUnknown);
    const ports = joinPorts(fields.map((field) => portsOfText(field, reading)));
    return {
        frontend: frontend.text()?.toLowerCase(),
        ports: unknown ? { ...ports, causes: [causeOf(resource.urn, unknown)] } : ports,
    };
}
