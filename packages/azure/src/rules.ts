import { FirewallError, IpSet } from "@portcullis/core";
import {
    blockSources,
    type IntentSource,
    type PortProfile,
    portText,
    ROLES,
    type Role,
    slug,
} from "@portcullis/core/intent";
import { BANDS, DENY_PRIORITY, pinnedPriority, placedPriority, refuseSamePriority } from "./priority.js";

/** One security rule to write: everything but the ids and outputs, which only the component has. */
export interface PlannedRule {
    /** Stable end of the resource's name, and the rule's own name in Azure. */
    readonly name: string;
    readonly direction: "Inbound" | "Outbound";
    readonly access: "Allow" | "Deny";
    readonly priority: number;
    readonly protocol: "Tcp" | "Udp" | "Icmp" | "Esp" | "Ah" | "*";
    /** The far side: sources of an inbound rule, destinations of an outbound one. Prefixes of one family, or one group, or one tag. */
    readonly peers: readonly IntentSource[] | "*";
    readonly ports: readonly string[] | "*";
    readonly description: string;
    readonly role?: Role;
    readonly why: string;
    readonly family: "ipv4" | "ipv6" | "both";
}

/** Quotas of a network security group, and the priorities that the user pinned. */
export interface PlanOptions {
    readonly pins: { readonly [name: string]: unknown };
    readonly maxRules: number;
    readonly maxAddresses: number;
    readonly extra: readonly PlannedRule[];
    readonly outbound: readonly PlannedRule[];
}

/**
 * Plans a network security group: one rule per role and family of prefixes, one per application security group and
 * service tag, each at a priority of its own, and the deny of the control-plane ports that outranks Azure's default
 * allow for the whole virtual network.
 *
 * @throws FirewallError `rule-limit-exceeded` with the counts, `priority-taken`, `priority-out-of-range`.
 */
export function planRules(
    sources: readonly IntentSource[],
    profiles: readonly PortProfile[],
    options: PlanOptions,
): readonly PlannedRule[] {
    const plan = (from: readonly IntentSource[]): readonly PlannedRule[] =>
        pinned([...inbound(from, profiles), ...options.extra, denyRule(profiles), ...options.outbound], options.pins);
    const exact = plan(sources);
    const rules = fits(exact, options) ? exact : plan(aggregate(sources));
    if (!fits(rules, options)) throw limitExceeded(rules, options);
    refuseSamePriority(rules);
    return rules;
}

function inbound(sources: readonly IntentSource[], profiles: readonly PortProfile[]): readonly PlannedRule[] {
    const roles = [...new Set(sources.map(({ role }) => role))];
    return roles.flatMap((role) => {
        const needed = profiles.filter((profile) => profile.roles.includes(role));
        const side = { direction: "Inbound", ports: needed.map(portText), band: BANDS[role], prefix: "" } as const;
        return needed.length === 0
            ? []
            : roleRules(
                  role,
                  sources.filter((source) => source.role === role),
                  { ...side, why: needed.map(({ purpose }) => purpose).join(", ") },
              );
    });
}

/** What a role's rules share. */
export interface RuleSide {
    readonly direction: "Inbound" | "Outbound";
    readonly ports: readonly string[];
    readonly band: number;
    /** Put before the rules' names. */
    readonly prefix: string;
    readonly why: string;
}

/** The rules of one role: prefixes by family, then a rule for each group and tag. */
export function roleRules(role: Role, sources: readonly IntentSource[], side: RuleSide): readonly PlannedRule[] {
    const rule = (
        end: string,
        peers: readonly IntentSource[],
        priority: number,
        family: PlannedRule["family"],
    ): PlannedRule => ({
        name: `${side.prefix}${slug(ROLES[role])}-${end}`,
        direction: side.direction,
        access: "Allow",
        priority,
        protocol: "Tcp",
        peers,
        ports: side.ports,
        description: `${side.why}: ${ROLES[role]}`.slice(0, 140),
        role,
        why: side.why,
        family,
    });
    const families = (["ipv4", "ipv6"] as const).flatMap((family, index) => {
        const peers = sources.filter((source) => familyOf(source) === family);
        return peers.length === 0 ? [] : [rule(family, peers, side.band + index, family)];
    });
    const single = sources.filter((source) => familyOf(source) === "both");
    return [
        ...families,
        ...single.map((source) => rule(source.name, [source], placedPriority(side.band, source.name), "both")),
    ];
}

/** The family of a source that is a prefix; groups and tags are of both. */
export function familyOf(source: IntentSource): "ipv4" | "ipv6" | "both" {
    if (source.block) return source.block.family === 4 ? "ipv4" : "ipv6";
    return source.kind === "ipv4" || source.kind === "ipv6" ? source.kind : "both";
}

function denyRule(profiles: readonly PortProfile[]): PlannedRule {
    return {
        name: "deny-control-plane-ports",
        direction: "Inbound",
        access: "Deny",
        priority: DENY_PRIORITY,
        protocol: "*",
        peers: "*",
        ports: profiles.map(portText),
        description: "Everyone else, the virtual network included",
        why: "everyone else",
        family: "both",
    };
}

function pinned(rules: readonly PlannedRule[], pins: PlanOptions["pins"]): readonly PlannedRule[] {
    for (const name of Object.keys(pins)) {
        if (rules.some((rule) => rule.name === name)) continue;
        throw new FirewallError({
            code: "argument-unknown",
            at: `priorities.${name}`,
            what: `No rule is named ${JSON.stringify(name)}`,
            why: "A pin that holds nothing would let two rules meet later, in silence",
            fix: `Use one of ${rules.map((rule) => rule.name).join(", ")}`,
        });
    }
    return rules.map((rule) =>
        Object.hasOwn(pins, rule.name)
            ? { ...rule, priority: pinnedPriority(pins[rule.name], `priorities.${rule.name}`) }
            : rule,
    );
}

/** The same addresses in fewer prefixes, role by role: nobody is added, nobody lost. */
function aggregate(sources: readonly IntentSource[]): readonly IntentSource[] {
    const plain = sources.filter(({ block }) => block);
    const cover = [...new Set(plain.map(({ role }) => role))].flatMap((role) => {
        const blocks = plain.flatMap((source) => (source.role === role && source.block ? [source.block] : []));
        return blockSources(role, IpSet.ofBlocks(blocks).toCidrBlocks(), role);
    });
    return [...sources.filter(({ block }) => !block), ...cover];
}

function addressCount(rules: readonly PlannedRule[]): number {
    return rules.reduce(
        (sum, { peers, direction }) => sum + (direction === "Inbound" && peers !== "*" ? peers.length : 0),
        0,
    );
}

function fits(rules: readonly PlannedRule[], { maxRules, maxAddresses }: PlanOptions): boolean {
    return rules.length <= maxRules && addressCount(rules) <= maxAddresses;
}

function limitExceeded(rules: readonly PlannedRule[], { maxRules, maxAddresses }: PlanOptions): FirewallError {
    return new FirewallError({
        code: "rule-limit-exceeded",
        what: `The plan needs ${rules.length} rules with ${addressCount(rules)} source addresses, also after aggregation`,
        why: `A network security group takes ${maxRules} rules, and ${maxAddresses} source addresses over all of them`,
        fix: "Use fewer sources, an application security group or a service tag, or raise maxRules or maxAddresses to your subscription's quota",
    });
}
