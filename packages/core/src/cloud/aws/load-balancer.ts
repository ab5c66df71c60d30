import type { Field } from "../../field.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Link } from "../../stack/link.js";
import type { Resource } from "../../value.js";
import { foreignCause } from "../shape.js";
import { groupLink, SECURITY_GROUP } from "./group-link.js";
import { identityOf } from "./link.js";
import {
    LOAD_BALANCER,
    type LoadBalancerPart,
    partContribution,
    type Switch,
    switchOf,
    wordSwitch,
} from "./load-balancer-part.js";
import { portOf } from "./port-value.js";

const TYPES: ReadonlyMap<string, LoadBalancerPart["type"]> = new Map([
    ["application", "application"],
    ["network", "network"],
    ["gateway", "gateway"],
]);
const SCHEMES: ReadonlyMap<string, boolean> = new Map([
    ["internal", true],
    ["internet-facing", false],
]);
const ENFORCES: ReadonlyMap<string, boolean> = new Map([
    ["on", true],
    ["off", false],
]);
/** Listeners of these speak no TCP. */
const WITHOUT_TCP: ReadonlyMap<string, boolean> = new Map([
    ["udp", false],
    ["quic", false],
    ["geneve", false],
    ["tcp", true],
    ["tls", true],
    ["tcp_udp", true],
    ["tcp_quic", true],
    ["http", true],
    ["https", true],
    ["ssl", true],
]);

/** Reads an application, network or gateway load balancer. */
export function readLoadBalancer(resource: Resource, root: Field): readonly Contribution[] {
    const internal = switchOf(resource, root.get("internal"), false);
    return [balancer(resource, root, typeOf(root.get("loadBalancerType")), internal)];
}

/** Reads one as CloudFormation writes it. */
export function readNativeLoadBalancer(resource: Resource, root: Field): readonly Contribution[] {
    const internal = wordSwitch(resource, root.get("scheme"), SCHEMES, false);
    return [balancer(resource, root, typeOf(root.get("type")), internal)];
}

/** Reads a classic load balancer: its listeners stand inside, each with the port of the instances behind it. */
export function readClassicLoadBalancer(resource: Resource, root: Field): readonly Contribution[] {
    const internal = switchOf(resource, root.get("internal"), false);
    const ports = { front: "lbPort", back: "instancePort", protocol: "lbProtocol" };
    return [balancer(resource, root, "classic", internal, classicListeners(resource, root, ports))];
}

/** Reads a classic one as CloudFormation writes it. */
export function readNativeClassicLoadBalancer(resource: Resource, root: Field): readonly Contribution[] {
    const internal = wordSwitch(resource, root.get("scheme"), SCHEMES, false);
    const ports = { front: "loadBalancerPort", back: "instancePort", protocol: "protocol" };
    return [balancer(resource, root, "classic", internal, classicListeners(resource, root, ports))];
}

/** Whether a listener speaks TCP: not where it is known to speak something else. */
export function tcpSwitch(resource: Resource, protocol: Field): Switch {
    return wordSwitch(resource, protocol, WITHOUT_TCP, true);
}

/** The security groups that a property names; null and absent are none. */
export function groupLinks(resource: Resource, groups: Field): readonly Link[] {
    return groups.items().map((item) => groupLink(item, resource, SECURITY_GROUP));
}

function balancer(
    resource: Resource,
    root: Field,
    type: LoadBalancerPart["type"],
    internal: Switch,
    listeners: LoadBalancerPart["listeners"] = [],
): Contribution {
    const groups = root.get("securityGroups");
    const enforces = root.get("enforceSecurityGroupInboundRulesOnPrivateLinkTraffic");
    const part: LoadBalancerPart = {
        part: "load-balancer",
        type,
        internal,
        groups: groupLinks(resource, groups),
        groupsCause: foreignCause(resource.urn, groups, "no group is named, so the default group of the VPC decides"),
        listeners,
        filtersPrivateLinks: wordSwitch(resource, enforces, ENFORCES, true),
    };
    return partContribution(resource, part, { identity: identityOf(resource, LOAD_BALANCER) });
}

function typeOf(type: Field): LoadBalancerPart["type"] {
    return type.isAbsent ? "application" : TYPES.get(type.text()?.toLowerCase() ?? "");
}

function classicListeners(
    resource: Resource,
    root: Field,
    names: { readonly front: string; readonly back: string; readonly protocol: string },
): LoadBalancerPart["listeners"] {
    return root
        .get("listeners")
        .items()
        .map((item) => ({
            part: "listener",
            port: portOf(resource, item.get(names.front)),
            target: portOf(resource, item.get(names.back)),
            tcp: tcpSwitch(resource, item.get(names.protocol)),
            forwards: [],
        }));
}
