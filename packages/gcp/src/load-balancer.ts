import { FirewallError } from "@portcullis/core";
import { cidrSources, type IntentSource, oneOf, refuseUnknownArguments, textList } from "@portcullis/core/intent";
import { type FirewallLoadBalancer, LoadBalancerKind } from "./args.js";

/**
 * Where Google's health checks come from, by load balancer.
 * https://cloud.google.com/load-balancing/docs/firewall-rules
 */
const HEALTH_CHECKS: { readonly [kind in LoadBalancerKind]: readonly string[] } = {
    [LoadBalancerKind.InternalPassthrough]: ["35.191.0.0/16", "130.211.0.0/22", "2600:2d00:1:b029::/64"],
    [LoadBalancerKind.ExternalPassthrough]: [
        "35.191.0.0/16",
        "209.85.152.0/22",
        "209.85.204.0/22",
        "2600:1901:8001::/48",
    ],
    [LoadBalancerKind.InternalProxy]: ["35.191.0.0/16", "130.211.0.0/22", "2600:2d00:1:b029::/64"],
    [LoadBalancerKind.ExternalProxy]: [
        "35.191.0.0/16",
        "130.211.0.0/22",
        "2600:2d00:1:b029::/64",
        "2600:2d00:1:1::/64",
    ],
};

const KINDS = Object.values(LoadBalancerKind);

/**
 * The sources of a load balancer's health checks, and of its proxies.
 *
 * @throws FirewallError `load-balancer-unfiltered` for an external proxy without a client filter.
 */
export function loadBalancerSources(balancer: FirewallLoadBalancer | undefined): readonly IntentSource[] {
    if (balancer === undefined || balancer === null) return [];
    refuseUnknownArguments(balancer, ["kind", "clientFilter", "proxySubnetRanges"], "loadBalancer");
    const kind = oneOf(balancer.kind, KINDS, "loadBalancer.kind", "The kind decides where health checks come from");
    if (kind === LoadBalancerKind.ExternalProxy && noFilter(balancer.clientFilter)) throw unfiltered();
    const subnet = textList(balancer.proxySubnetRanges, "loadBalancer.proxySubnetRanges", "ownAddresses");
    return [
        ...cidrSources("loadBalancerHealthChecks", HEALTH_CHECKS[kind], "loadBalancer.kind"),
        ...cidrSources("loadBalancerHealthChecks", subnet, "loadBalancer.proxySubnetRanges"),
    ];
}

function noFilter(filter: unknown): boolean {
    return filter === undefined || filter === null || filter === "";
}

function unfiltered(): FirewallError {
    return new FirewallError({
        code: "load-balancer-unfiltered",
        at: "loadBalancer.clientFilter",
        what: "An external proxy load balancer stands in front without a client filter",
        why: "Its clients reach the hosts from Google's own ranges, so a firewall rule that admits the proxy admits everyone on the internet",
        fix: "Name the Cloud Armor security policy that filters them (clientFilter: policy.id), or use a passthrough or an internal load balancer",
    });
}
