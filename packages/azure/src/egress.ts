import { FirewallError } from "@portcullis/core";
import {
    checkedKey,
    type IntentSource,
    namedRecord,
    nodePorts,
    oneOf,
    type PortProfile,
    parseCidrBlock,
    plainText,
    portNumber,
    portText,
    refuseUnknownArguments,
    slug,
} from "@portcullis/core/intent";
import { type ApiServerNetworkSecurityGroupArgs, EgressMode, type NetworkSecurityGroupDestination } from "./args.js";
import { BANDS, DENY_OUTBOUND_PRIORITY, DESTINATION_BAND, DNS_PRIORITY, placedPriority } from "./priority.js";
import { familyOf, type PlannedRule, roleRules } from "./rules.js";
import { checkedServiceTag } from "./service-tag.js";

const MODES = Object.values(EgressMode);
/** Azure's resolver; the host keeps the time of its machines, so no rule is needed for it. */
const RESOLVER = "168.63.129.16/32";

/**
 * Plans what may leave. Least privilege: the control plane itself, the nodes' kubelets and webhooks, DNS, the
 * destinations that the user names, and a deny of the rest.
 *
 * @throws FirewallError with the path of a bad destination or webhook.
 */
export function planOutbound(
    args: ApiServerNetworkSecurityGroupArgs,
    sources: readonly IntentSource[],
    profiles: readonly PortProfile[],
): readonly PlannedRule[] {
    const mode = oneOf(args.egress ?? EgressMode.LeastPrivilege, MODES, "egress", "It decides what may leave");
    if (mode === EgressMode.Unmanaged) return [];
    if (mode === EgressMode.AllowAll) return [everywhere("Allow", "egress-all", BANDS.controlPlane)];
    const of = (role: "controlPlane" | "nodes") => sources.filter((source) => source.role === role);
    const side = { direction: "Outbound", prefix: "egress-" } as const;
    return [
        ...roleRules("controlPlane", of("controlPlane"), {
            ...side,
            band: BANDS.controlPlane,
            ports: profiles.map(portText),
            why: "control plane",
        }),
        ...roleRules("nodes", of("nodes"), {
            ...side,
            band: BANDS.nodes,
            ports: nodePorts(args).map(String),
            why: "kubelet and webhooks",
        }),
        dns(),
        ...Object.entries(namedRecord(args.destinations, "destinations")).map(([name, to]) =>
            destinationRule(name, to),
        ),
        everywhere("Deny", "egress-deny-all", DENY_OUTBOUND_PRIORITY),
    ];
}

function dns(): PlannedRule {
    const block = parseCidrBlock(RESOLVER, "egress");
    return {
        name: "egress-dns",
        direction: "Outbound",
        access: "Allow",
        priority: DNS_PRIORITY,
        protocol: "*",
        peers: [{ role: "controlPlane", at: "egress", kind: "cidrBlock", name: "dns", who: RESOLVER, block }],
        ports: ["53"],
        description: "DNS: Azure's resolver",
        why: "DNS",
        family: "ipv4",
    };
}

function destinationRule(name: string, destination: NetworkSecurityGroupDestination): PlannedRule {
    const at = `destinations.${checkedKey(name, "destinations")}`;
    refuseUnknownArguments(destination, ["addressPrefix", "serviceTag", "port"], at);
    const peer = destinationPeer(name, destination, at);
    return {
        name: `egress-to-${slug(name)}`,
        direction: "Outbound",
        access: "Allow",
        priority: placedPriority(DESTINATION_BAND, name),
        protocol: "Tcp",
        peers: [peer],
        ports: [String(portNumber(destination.port ?? 443, `${at}.port`))],
        description: `destination: ${name}`.slice(0, 140),
        why: name,
        family: familyOf(peer),
    };
}

function destinationPeer(
    name: string,
    { addressPrefix, serviceTag }: NetworkSecurityGroupDestination,
    at: string,
): IntentSource {
    const peer = { role: "controlPlane", at, name: `to-${name}` } as const;
    if (addressPrefix !== undefined && serviceTag === undefined) {
        const block = parseCidrBlock(addressPrefix, `${at}.addressPrefix`);
        return { ...peer, kind: "cidrBlock", who: block.toString(), block };
    }
    // What leaves is not what the API port admits, so a wide tag is the user's own choice here.
    if (serviceTag !== undefined && addressPrefix === undefined) {
        const path = `${at}.serviceTag`;
        return { ...peer, kind: "serviceTag", who: checkedServiceTag(plainText(serviceTag, path), path) };
    }
    throw new FirewallError({
        code: addressPrefix === undefined ? "argument-missing" : "argument-conflict",
        at,
        what:
            addressPrefix === undefined
                ? "The destination says nowhere"
                : "Both addressPrefix and serviceTag are given",
        why: "One outbound rule has one destination",
        fix: 'Write one of the two, for example { serviceTag: "AzureContainerRegistry" }',
    });
}

function everywhere(access: "Allow" | "Deny", name: string, priority: number): PlannedRule {
    const why = access === "Allow" ? "everywhere" : "everything else";
    return {
        name,
        direction: "Outbound",
        access,
        priority,
        protocol: "*",
        peers: "*",
        ports: "*",
        description: why,
        why,
        family: "both",
    };
}
