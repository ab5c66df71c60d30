import { Field } from "../../field.js";
import { PortSet } from "../../port-set.js";
import type { Contribution, Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { causeOf, decimal, joinPorts, oddPorts, portsBetween, portsOfText, type Reading, read } from "../shape.js";
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

const NO_PORTS = read(PortSet.empty);

function balancedRule(resource: Resource, rule: Field): BalancedRule {
    const configuration = rule.get("frontendIPConfiguration").get("id");
    const frontend = configuration.isAbsent ? rule.get("frontendIpConfigurationName") : configuration;
    if (!rule.isObject) {
        return { frontend: undefined, ports: oddPorts(rule, { resource: resource.urn, action: "allow" }) };
    }
    return { frontend: frontend.text()?.toLowerCase(), ports: portsOf(resource, rule) };
}

/** The ports in front and behind, of what carries TCP; port 0 of every protocol is every port. */
function portsOf(resource: Resource, rule: Field): Reading<PortSet> {
    const reading = { resource: resource.urn, action: "allow" } as const;
    const protocol = rule.get("protocol");
    const word = protocol.isAbsent ? "tcp" : protocol.text()?.toLowerCase();
    if (word === "udp") return NO_PORTS;
    const single = ["frontendPort", "backendPort"].map((name) => rule.get(name)).filter((field) => !field.isAbsent);
    const ranges = ["frontendPortRange", "frontendPort"].map((name) => [
        rule.get(`${name}Start`),
        rule.get(`${name}End`),
    ]);
    const ports = joinPorts([
        ...single.map((field) => (isEveryPort(field, word) ? read(PortSet.all) : portsOfText(field, reading))),
        ...ranges.flatMap(([start, end]) =>
            start && end && !(start.isAbsent && end.isAbsent) ? [portsBetween(start, end, reading)] : [],
        ),
    ]);
    if (word === "tcp" || word === "all" || word === "*") return ports;
    return { least: PortSet.empty, most: ports.most, causes: [...ports.causes, causeOf(resource.urn, protocol)] };
}

function isEveryPort(field: Field, protocol: string | undefined): boolean {
    return protocol === "all" && decimal(field) === 0;
}
