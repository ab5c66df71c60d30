import { FirewallError } from "@portcullis/core";
import {
    boundedName,
    checkedKey,
    cidrSources,
    type IntentSource,
    namedRecord,
    nodePorts,
    oneOf,
    type PortProfile,
    parseCidrBlock,
    portNumber,
    portText,
    refuseUnknownArguments,
    slug,
    textList,
} from "@portcullis/core/intent";
import { type ApiServerFirewallArgs, EgressMode } from "./args.js";
import { DENY_BELOW, familyOf, type PlannedRule } from "./rules.js";

const MODES = Object.values(EgressMode);

/**
 * Plans what may leave. Least privilege: the cluster's own ranges at the control-plane, kubelet and webhook ports, the
 * destinations that the user names, and a deny of the rest.
 *
 * @throws FirewallError with the path of a bad destination, or where least privilege has no ranges to name.
 */
export function planEgress(
    args: ApiServerFirewallArgs,
    profiles: readonly PortProfile[],
    options: { readonly namePrefix: string; readonly priority: number },
): readonly PlannedRule[] {
    const mode = oneOf(args.egress ?? EgressMode.Unmanaged, MODES, "egress", "It decides what may leave");
    if (mode === EgressMode.Unmanaged) return [];
    const rule = egressRule(options);
    const everywhere = (["0.0.0.0/0", "::/0"] as const).map((range) => anyRange(range));
    if (mode === EgressMode.AllowAll) {
        return everywhere.map((to) =>
            rule({ end: `egress-all-${familyOf(to)}`, peers: [to], ports: [], protocol: "all", why: "everywhere" }),
        );
    }
    return [
        ...clusterRules(args, profiles).map(rule),
        ...Object.entries(namedRecord(args.destinations, "destinations")).map(([name, destination]) => {
            const at = `destinations.${checkedKey(name, "destinations")}`;
            refuseUnknownArguments(destination, ["range", "port"], at);
            const block = parseCidrBlock(destination.range, `${at}.range`);
            const to: IntentSource = { role: "controlPlane", at, kind: "range", name, who: block.toString(), block };
            return rule({
                end: `egress-to-${slug(name)}`,
                peers: [to],
                ports: [String(portNumber(destination.port ?? 443, `${at}.port`))],
                protocol: "tcp",
                why: name,
            });
        }),
        ...everywhere.map((to) => ({
            ...rule({
                end: `egress-deny-${familyOf(to)}`,
                peers: [to],
                ports: [],
                protocol: "all",
                why: "everything else",
            }),
            action: "deny" as const,
            priority: options.priority + DENY_BELOW,
        })),
    ];
}

interface Outgoing {
    readonly end: string;
    readonly peers: readonly IntentSource[];
    readonly ports: readonly string[];
    readonly protocol: string;
    readonly why: string;
}

function egressRule(options: {
    readonly namePrefix: string;
    readonly priority: number;
}): (outgoing: Outgoing) => PlannedRule {
    return ({ end, peers, ports, protocol, why }) => ({
        end,
        name: boundedName([slug(options.namePrefix), end], 63),
        direction: "EGRESS",
        action: "allow",
        priority: options.priority,
        protocol,
        ports,
        peers,
        description: why,
        why,
        family: peers[0] ? familyOf(peers[0]) : "both",
    });
}

function clusterRules(args: ApiServerFirewallArgs, profiles: readonly PortProfile[]): readonly Outgoing[] {
    const ranges = cidrSources(
        "controlPlane",
        textList(args.clusterRanges, "clusterRanges", "ownAddresses"),
        "clusterRanges",
    );
    if (ranges.length === 0) throw noRanges();
    const ports = [...new Set([...profiles.map(portText), ...nodePorts(args).map(String)])];
    return (["ipv4", "ipv6"] as const).flatMap((family) => {
        const peers = ranges.filter((range) => familyOf(range) === family).sort((a, b) => (a.name < b.name ? -1 : 1));
        return peers.length === 0
            ? []
            : [{ end: `egress-cluster-${family}`, peers, ports, protocol: "tcp", why: "the cluster itself" }];
    });
}

function anyRange(range: "0.0.0.0/0" | "::/0"): IntentSource {
    return {
        role: "controlPlane",
        at: "egress",
        kind: "range",
        name: range,
        who: range,
        block: parseCidrBlock(range, "egress"),
    };
}

function noRanges(): FirewallError {
    return new FirewallError({
        code: "argument-missing",
        at: "clusterRanges",
        what: "Least-privilege egress has no cluster ranges",
        why: "A GCP egress rule names destinations by range only: without the cluster's own, the control plane could not reach its nodes, nor itself",
        fix: 'Write clusterRanges: ["10.0.0.0/16"] with the ranges of nodes and pods, or leave egress unmanaged',
    });
}
