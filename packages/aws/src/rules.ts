import { FirewallError } from "@portcullis/core";
import {
    type Admission,
    admissions,
    aggregated,
    type IntentSource,
    type PortProfile,
    portText,
    ROLES,
    refuseSameNames,
    shortHash,
} from "@portcullis/core/intent";
import type { Intent } from "./intent.js";

/** One security group rule to write: everything but the ids, which only the component has. */
export interface PlannedRule {
    /** Stable end of the resource's name. */
    readonly name: string;
    readonly source: IntentSource;
    readonly ipProtocol: string;
    readonly fromPort?: number;
    readonly toPort?: number;
    /** At most 255 characters of the set that EC2 takes. */
    readonly description: string;
    readonly roles: readonly string[];
    readonly port: string;
    readonly why: string;
    readonly family: "ipv4" | "ipv6" | "both";
    /** Rules it takes, in each family it counts in. */
    readonly quota: number;
    /** Which group gets it, from 0. */
    readonly group: number;
}

/** Quotas of the account: rules per group, direction and family; and how many groups may be used. */
export interface Quota {
    readonly rulesPerGroup: number;
    readonly groups: number;
}

/**
 * Plans the ingress rules for an intent: one rule per source and port range, named by content, each counted before
 * anything is created. Over the quota, plain blocks are aggregated without loss, then spread over the groups.
 *
 * @throws FirewallError `rule-limit-exceeded` with the counts.
 */
export function planIngress(
    intent: Intent,
    profiles: readonly PortProfile[],
    options: { readonly quota: Quota; readonly pathMtuDiscovery: boolean; readonly extra: readonly PlannedRule[] },
): readonly PlannedRule[] {
    const plan = (sources: readonly IntentSource[]): readonly PlannedRule[] => [
        ...admissions(sources, profiles).map((admission) => ingressRule(admission, intent)),
        ...(options.pathMtuDiscovery ? pathMtuRules(sources) : []),
        ...[...options.extra].sort((a, b) => (a.name < b.name ? -1 : 1)),
    ];
    refuseSameNames(
        plan(intent.sources).map(({ name }) => name),
        "extraRules",
    );
    const exact = spread(plan(intent.sources), options.quota);
    if (exact) return exact;
    const fewest = plan(aggregated(intent.sources));
    const fitted = spread(fewest, options.quota);
    if (fitted) return fitted;
    throw limitExceeded(fewest, options.quota);
}

function ingressRule({ profile, source, roles }: Admission, intent: Intent): PlannedRule {
    const names = roles.map((role) => ROLES[role]);
    return {
        name: `${portText(profile)}-${source.name}`,
        source,
        ipProtocol: "tcp",
        fromPort: profile.from,
        toPort: profile.to,
        description: describe(`${profile.purpose}: ${names.join(", ")}`),
        roles: names,
        port: portText(profile),
        why: profile.purpose,
        family: familyOf(source),
        quota: intent.weights.get(source.name) ?? 1,
        group: 0,
    };
}

/** ICMP that says "packet too big", beside each plain block: without it, connections through a VPN stall. */
function pathMtuRules(sources: readonly IntentSource[]): readonly PlannedRule[] {
    const plain = sources.filter(({ block }) => block);
    const anyPort: PortProfile = {
        from: 0,
        to: 0,
        purpose: "path MTU discovery",
        roles: plain.map(({ role }) => role),
    };
    return admissions(plain, [anyPort]).map(({ source, roles }) => {
        const ipv4 = familyOf(source) === "ipv4";
        return {
            name: `pmtud-${source.name}`,
            source,
            ipProtocol: ipv4 ? "icmp" : "icmpv6",
            fromPort: ipv4 ? 3 : 2,
            toPort: ipv4 ? 4 : 0,
            description: describe(anyPort.purpose),
            roles: roles.map((role) => ROLES[role]),
            port: ipv4 ? "ICMP 3/4" : "ICMPv6 2/0",
            why: anyPort.purpose,
            family: familyOf(source),
            quota: 1,
            group: 0,
        };
    });
}

/**
 * Gives every rule its group. With one group there is nothing to choose; with several, a rule's own name decides, so
 * that a new source moves no other rule, unless a group is full. Undefined where they do not fit.
 */
function spread(rules: readonly PlannedRule[], quota: Quota): readonly PlannedRule[] | undefined {
    const used = Array.from({ length: quota.groups }, () => ({ ipv4: 0, ipv6: 0 }));
    const placed: PlannedRule[] = [];
    for (const rule of rules) {
        const first = Number.parseInt(shortHash(rule.name), 36) % quota.groups;
        const order = used.map((_, index) => (first + index) % quota.groups);
        const group = order.find((index) => fits(used[index], rule, quota.rulesPerGroup));
        const room = group === undefined ? undefined : used[group];
        if (group === undefined || !room) return undefined;
        if (rule.family !== "ipv6") room.ipv4 += rule.quota;
        if (rule.family !== "ipv4") room.ipv6 += rule.quota;
        placed.push({ ...rule, group });
    }
    return placed;
}

function fits(used: { ipv4: number; ipv6: number } | undefined, rule: PlannedRule, limit: number): boolean {
    if (!used) return false;
    const ipv4 = rule.family === "ipv6" ? 0 : rule.quota;
    const ipv6 = rule.family === "ipv4" ? 0 : rule.quota;
    return used.ipv4 + ipv4 <= limit && used.ipv6 + ipv6 <= limit;
}

/** The family a source counts in; references to groups and lists count in both. */
export function familyOf(source: IntentSource): "ipv4" | "ipv6" | "both" {
    if (source.block) return source.block.family === 4 ? "ipv4" : "ipv6";
    return source.kind === "ipv4" || source.kind === "ipv6" ? source.kind : "both";
}

/**
 * Checks a description against what EC2 takes, which the provider does not do before apply.
 *
 * @throws FirewallError `description-malformed`.
 */
export function describe(text: string, at = ""): string {
    if (text.length <= 255 && /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]*$/.test(text)) return text;
    throw new FirewallError({
        code: "description-malformed",
        at,
        what: `${JSON.stringify(text.slice(0, 60))} cannot describe a security group rule`,
        why: "EC2 takes at most 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$* in a description, and says so only when it creates the rule",
        fix: "Shorten it, and leave out quotes, angle brackets and letters with accents",
    });
}

function limitExceeded(rules: readonly PlannedRule[], quota: Quota): FirewallError {
    const count = (family: "ipv4" | "ipv6"): number =>
        rules
            .filter((rule) => rule.family === family || rule.family === "both")
            .reduce((sum, rule) => sum + rule.quota, 0);
    const room = quota.rulesPerGroup * quota.groups;
    return new FirewallError({
        code: "rule-limit-exceeded",
        at: "rulesPerSecurityGroup",
        what: `The plan needs ${count("ipv4")} IPv4 and ${count("ipv6")} IPv6 ingress rules, also after aggregation, and there is room for ${room} of each`,
        why: `A security group takes ${quota.rulesPerGroup} rules per direction and family, and ${quota.groups} may be used; group references and prefix lists count in both families, a prefix list with its maximum entries`,
        fix: "Use fewer sources or a security group reference, or raise maxSecurityGroups (an interface takes 5, up to 16) or rulesPerSecurityGroup to your account's quota",
    });
}
