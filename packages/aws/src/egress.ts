import { FirewallError } from "@portcullis/core";
import {
    aggregated,
    checkedKey,
    cidrSources,
    type IntentSource,
    KUBELET_PORT,
    keyedSources,
    namedRecord,
    nodePorts,
    oneOf,
    type PortProfile,
    parseCidrBlock,
    portNumber,
    portText,
    refuseUnknownArguments,
} from "@portcullis/core/intent";
import { type ApiServerSecurityGroupArgs, EgressMode } from "./args.js";
import { maxEntries, PREFIX_LIST_ID } from "./intent.js";
import { describe, familyOf, type PlannedRule, type Quota } from "./rules.js";

const MODES = Object.values(EgressMode);
/** Amazon's time service; DNS of the VPC's resolver needs no rule, a security group does not filter it. */
const AMAZON_NTP = ["169.254.169.123/32", "fd00:ec2::123/128"];

interface Destination {
    readonly source: IntentSource;
    readonly protocol: string;
    readonly from?: number;
    readonly to?: number;
    readonly why: string;
    /** Rules it takes from the quota, where not one. */
    readonly quota?: number;
}

/**
 * Plans what may leave. Least privilege: the control plane itself on all its ports, the nodes' kubelets and webhooks,
 * the time service, and the destinations that the user names. All of it in the first group.
 *
 * @throws FirewallError `rule-limit-exceeded`, or the path of a bad destination.
 */
export function planEgress(
    args: ApiServerSecurityGroupArgs,
    sources: readonly IntentSource[],
    profiles: readonly PortProfile[],
    quota: Quota,
): readonly PlannedRule[] {
    const mode = oneOf(args.egress ?? EgressMode.LeastPrivilege, MODES, "egress", "It decides what may leave");
    if (mode === EgressMode.Unmanaged) return [];
    if (mode === EgressMode.AllowAll) return rulesTo(allowAll());
    const exact = rulesTo(leastPrivilege(args, sources, profiles));
    if (!excess(exact, quota)) return exact;
    const fewest = rulesTo(leastPrivilege(args, aggregated(sources), profiles));
    const over = excess(fewest, quota);
    if (over) throw over;
    return fewest;
}

function rulesTo(destinations: readonly Destination[]): readonly PlannedRule[] {
    return [...new Map(destinations.map((to) => [egressName(to), to])).values()].map(egressRule);
}

function excess(rules: readonly PlannedRule[], quota: Quota): FirewallError | undefined {
    for (const family of ["ipv4", "ipv6"] as const) {
        const counted = rules.filter((rule) => rule.family === family || rule.family === "both");
        const count = counted.reduce((sum, rule) => sum + rule.quota, 0);
        if (count > quota.rulesPerGroup) return limitExceeded(count, family, quota);
    }
    return undefined;
}

function leastPrivilege(
    args: ApiServerSecurityGroupArgs,
    sources: readonly IntentSource[],
    profiles: readonly PortProfile[],
): readonly Destination[] {
    const nodes = sources.filter(({ role }) => role === "nodes");
    const self = sources.filter(({ kind }) => kind === "self");
    const ports = nodePorts(args);
    return [
        ...self.flatMap((source) =>
            profiles.map((profile) => ({
                source,
                protocol: "tcp",
                from: profile.from,
                to: profile.to,
                why: `control plane: ${profile.purpose}`,
            })),
        ),
        ...nodes.flatMap((source) =>
            ports.map((port) => ({
                source,
                protocol: "tcp",
                from: port,
                to: port,
                why: port === KUBELET_PORT ? "nodes: kubelet" : "nodes: webhook",
            })),
        ),
        ...cidrSources("managementTools", AMAZON_NTP, "").map((source) => ({
            source,
            protocol: "udp",
            from: 123,
            to: 123,
            why: "time service",
        })),
        ...destinations(args),
    ];
}

function destinations(args: ApiServerSecurityGroupArgs): readonly Destination[] {
    return Object.entries(namedRecord(args.destinations, "destinations")).map(([name, destination]) => {
        const at = `destinations.${checkedKey(name, "destinations")}`;
        refuseUnknownArguments(destination, ["cidrBlock", "prefixList", "prefixListMaxEntries", "port"], at);
        const port = portNumber(destination.port ?? 443, `${at}.port`);
        if ((destination.cidrBlock === undefined) === (destination.prefixList === undefined))
            throw oneDestination(destination.cidrBlock !== undefined, at);
        const source = { role: "managementTools", at, name: `to-${name}`, who: name } as const;
        const to = { protocol: "tcp", from: port, to: port, why: name };
        if (destination.cidrBlock === undefined) {
            keyedSources(
                "managementTools",
                "destination",
                "to",
                { [name]: destination.prefixList },
                "destinations",
                PREFIX_LIST_ID,
            );
            const quota = maxEntries(destination.prefixListMaxEntries, `${at}.prefixListMaxEntries`, "20");
            return { ...to, source: { ...source, kind: "destination" }, quota };
        }
        // A destination may be any registry on the internet: what leaves is not what the API port admits.
        const block = parseCidrBlock(destination.cidrBlock, `${at}.cidrBlock`);
        return { ...to, source: { ...source, kind: "cidrBlock", block, who: block.toString() } };
    });
}

function oneDestination(both: boolean, at: string): FirewallError {
    return new FirewallError({
        code: both ? "argument-conflict" : "argument-missing",
        at,
        what: both ? "Both cidrBlock and prefixList are given" : "The destination says nowhere",
        why: "One egress rule has one destination",
        fix: 'Write one of the two, for example { cidrBlock: "203.0.113.0/24" }',
    });
}

function allowAll(): readonly Destination[] {
    return ["0.0.0.0/0", "::/0"].map((text) => {
        const block = parseCidrBlock(text, "egress");
        return {
            source: {
                role: "controlPlane",
                at: "egress",
                kind: "cidrBlock",
                name: block.first.family === 4 ? "ipv4" : "ipv6",
                who: text,
                block,
            },
            protocol: "-1",
            why: "everywhere",
        };
    });
}

function egressName({ source, protocol, from, to }: Destination): string {
    const port = from === undefined ? "all" : `${from}${to === from ? "" : `-${to}`}`;
    return `egress-${protocol === "udp" ? "udp-" : ""}${port}-${source.name}`;
}

function egressRule(destination: Destination): PlannedRule {
    const { source, protocol, from, to, why } = destination;
    return {
        name: egressName(destination),
        source,
        ipProtocol: protocol,
        ...(from === undefined || to === undefined ? {} : { fromPort: from, toPort: to }),
        description: describe(why),
        roles: ["egress"],
        port: from === undefined || to === undefined ? "all" : portText({ from, to, purpose: why, roles: [] }),
        why,
        family: familyOf(source),
        quota: destination.quota ?? 1,
        group: 0,
    };
}

function limitExceeded(count: number, family: string, quota: Quota): FirewallError {
    return new FirewallError({
        code: "rule-limit-exceeded",
        at: "rulesPerSecurityGroup",
        what: `The plan needs ${count} ${family === "ipv4" ? "IPv4" : "IPv6"} egress rules, also after aggregation, and a security group takes ${quota.rulesPerGroup}`,
        why: "Egress rules are counted apart from ingress rules, per group and family",
        fix: "Name fewer nodes by CIDR block (a security group reference is one rule), or use EgressMode.AllowAll",
    });
}
