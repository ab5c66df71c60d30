import { FirewallError } from "@portcullis/core";
import {
    cidrSources,
    type IntentSource,
    keyedSources,
    namedRecord,
    type PortProfile,
    parseCidrBlock,
    portNumber,
    portText,
    refuseUnknownArguments,
    textList,
    webhookPorts,
} from "@portcullis/core/intent";
import { type ApiServerSecurityGroupArgs, EgressMode } from "./args.js";
import { describe, familyOf, type PlannedRule, type Quota } from "./rules.js";

const KUBELET = 10250;
/** Amazon's time service; DNS of the VPC's resolver needs no rule, a security group does not filter it. */
const AMAZON_NTP = ["169.254.169.123/32", "fd00:ec2::123/128"];

interface Destination {
    readonly source: IntentSource;
    readonly protocol: string;
    readonly from?: number;
    readonly to?: number;
    readonly why: string;
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
    const mode = args.egress ?? EgressMode.LeastPrivilege;
    const rules =
        mode === EgressMode.LeastPrivilege
            ? leastPrivilege(args, sources, profiles)
            : mode === EgressMode.AllowAll
              ? allowAll()
              : [];
    const planned = [...new Map(rules.map((rule) => [egressName(rule), rule])).values()].map(egressRule);
    for (const family of ["ipv4", "ipv6"] as const) {
        const count = planned.filter((rule) => rule.family === family || rule.family === "both").length;
        if (count > quota.rulesPerGroup) throw limitExceeded(count, family, quota);
    }
    return planned;
}

function leastPrivilege(
    args: ApiServerSecurityGroupArgs,
    sources: readonly IntentSource[],
    profiles: readonly PortProfile[],
): readonly Destination[] {
    const nodes = sources.filter(({ role }) => role === "nodes");
    const self = sources.filter(({ kind }) => kind === "self");
    const products = webhookPorts(textList(args.webhookProducts, "webhookProducts", "webhookPorts"), "webhookProducts");
    const custom = (args.webhookPorts ?? []).map((port, index) => portNumber(port, `webhookPorts[${index}]`));
    const nodePorts = [...new Set([KUBELET, ...products, ...custom])];
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
            nodePorts.map((port) => ({
                source,
                protocol: "tcp",
                from: port,
                to: port,
                why: port === KUBELET ? "nodes: kubelet" : "nodes: webhook",
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
    return Object.entries(namedRecord(args.destinations, "destinations")).flatMap(([name, destination]) => {
        const at = `destinations.${name}`;
        refuseUnknownArguments(destination, ["cidrBlock", "prefixList", "port"], at);
        const port = portNumber(destination.port ?? 443, `${at}.port`);
        if ((destination.cidrBlock === undefined) === (destination.prefixList === undefined)) {
            throw new FirewallError({
                code: destination.cidrBlock === undefined ? "argument-missing" : "argument-conflict",
                at,
                what:
                    destination.cidrBlock === undefined
                        ? "The destination says nowhere"
                        : "Both cidrBlock and prefixList are given",
                why: "One egress rule has one destination",
                fix: 'Write one of the two, for example { cidrBlock: "203.0.113.0/24" }',
            });
        }
        const keyed = keyedSources("managementTools", "destination", "to", { [name]: true }, "destinations");
        // A destination may be any registry on the internet: what leaves is not what the API port admits.
        const block =
            destination.cidrBlock === undefined ? undefined : parseCidrBlock(destination.cidrBlock, `${at}.cidrBlock`);
        return keyed.map((source) => ({
            source: block ? { ...source, kind: "cidrBlock", block, who: block.toString() } : source,
            protocol: "tcp",
            from: port,
            to: port,
            why: name,
        }));
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
        quota: 1,
        group: 0,
    };
}

function limitExceeded(count: number, family: string, quota: Quota): FirewallError {
    return new FirewallError({
        code: "rule-limit-exceeded",
        what: `The plan needs ${count} ${family} egress rules, and a security group takes ${quota.rulesPerGroup}`,
        why: "Egress rules are counted apart from ingress rules, per group and family",
        fix: "Name fewer nodes by CIDR block (a security group reference is one rule), or use EgressMode.AllowAll",
    });
}
