import { FirewallError } from "@portcullis/core";
import {
    aggregated,
    boundedName,
    type IntentSource,
    type PortProfile,
    portText,
    ROLES,
    type Role,
    refuseSameNames,
    slug,
    withoutCovered,
} from "@portcullis/core/intent";
import { BANDS, DENY_PRIORITY, pinnedPriority, placedPriority, refuseSamePriority } from "./priority.js";

/** Characters of a security rule's name. */
const LONGEST_NAME = 80;
/** Application security groups over all rules of a network security group: Azure's own bound. */
const MOST_GROUPS = 100;

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
    /** Sources that lie inside a peer: they are admitted through it, and Azure refuses prefixes that overlap in a rule. */
    readonly covered?: readonly IntentSource[];
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
    const rules = excess(exact, options) === undefined ? exact : plan(aggregated(sources));
    const over = excess(rules, options);
    if (over) throw over;
    refuseSameNames(
        rules.map(({ name }) => name),
        "extraRules",
    );
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
        name: boundedName([`${side.prefix}${slug(ROLES[role])}`, end], LONGEST_NAME),
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
    const sorted = [...sources].sort((a, b) => (a.name < b.name ? -1 : 1));
    const families = (["ipv4", "ipv6"] as const).flatMap((family, index) => {
        const all = sorted.filter((source) => familyOf(source) === family);
        const { peers, covered } = withoutCovered(all);
        if (peers.length === 0) return [];
        return [{ ...rule(family, peers, side.band + index, family), ...(covered.length > 0 ? { covered } : {}) }];
    });
    const single = sorted.filter((source) => familyOf(source) === "both");
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

/** Sources of inbound rules and destinations of outbound ones: Azure counts the two apart. */
function addressCount(rules: readonly PlannedRule[], direction: PlannedRule["direction"]): number {
    return rules.reduce(
        (sum, rule) => sum + (rule.direction === direction && rule.peers !== "*" ? rule.peers.length : 0),
        0,
    );
}

function groupCount(rules: readonly PlannedRule[]): number {
    const peers = rules.flatMap((rule) => (rule.peers === "*" ? [] : rule.peers));
    return new Set(peers.filter(({ kind }) => kind === "applicationSecurityGroup").map(({ name }) => name)).size;
}

/** What of the plan is over a quota, as the error that says so. */
function excess(rules: readonly PlannedRule[], { maxRules, maxAddresses }: PlanOptions): FirewallError | undefined {
    const [sources, destinations] = [addressCount(rules, "Inbound"), addressCount(rules, "Outbound")];
    const also = "also after aggregation";
    if (rules.length > maxRules) return overLimit("maxRules", `${rules.length} rules`, `${maxRules} rules`);
    if (sources > maxAddresses)
        return overLimit(
            "maxAddresses",
            `${sources} source addresses, ${also}`,
            `${maxAddresses} source addresses over all of them`,
        );
    if (destinations > maxAddresses)
        return overLimit(
            "maxAddresses",
            `${destinations} destination addresses, ${also}`,
            `${maxAddresses} destination addresses over all of them`,
        );
    const groups = groupCount(rules);
    if (groups <= MOST_GROUPS) return undefined;
    return overLimit(
        "",
        `${groups} application security groups`,
        `${MOST_GROUPS} application security groups over all its rules`,
    );
}

function overLimit(at: string, needs: string, takes: string): FirewallError {
    return new FirewallError({
        code: "rule-limit-exceeded",
        at,
        what: `The plan needs ${needs}`,
        why: `A network security group takes ${takes}`,
        fix: "Use fewer sources, an application security group or a service tag, or raise maxRules or maxAddresses to your subscription's quota",
    });
}
