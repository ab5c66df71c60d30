import { FirewallError, IpSet } from "@portcullis/core";
import {
    blockSources,
    boundedName,
    type IntentSource,
    type PortProfile,
    portText,
    ROLES,
    type Role,
    shortHash,
    slug,
} from "@portcullis/core/intent";

/** One firewall rule to write: everything but the outputs, which only the component has. */
export interface PlannedRule {
    /** Stable end of the resource's name. */
    readonly end: string;
    /** The rule's name in the project: at most 63 characters of RFC 1035. */
    readonly name: string;
    readonly direction: "INGRESS" | "EGRESS";
    readonly action: "allow" | "deny";
    readonly priority: number;
    readonly protocol: string;
    /** Every port where empty. */
    readonly ports: readonly string[];
    /** Ranges of one family, or tags, or service accounts. */
    readonly peers: readonly IntentSource[];
    readonly description: string;
    readonly role?: Role;
    readonly why: string;
    readonly family: "ipv4" | "ipv6" | "both";
}

/** What the plan of a firewall depends on beside its sources. */
export interface PlanOptions {
    readonly namePrefix: string;
    readonly priority: number;
    readonly rangesPerRule: number;
    readonly maxRules: number;
    readonly further: readonly PlannedRule[];
}

/** How far the deny stands below the allows: room for rules of the user's own between them. */
export const DENY_BELOW = 100;

/**
 * Plans the firewall rules for an intent: per role one rule for IPv4, one for IPv6, one for tags or accounts; and the
 * deny of the control-plane ports below them, for both families.
 *
 * @throws FirewallError `rule-limit-exceeded` with the counts.
 */
export function planRules(
    sources: readonly IntentSource[],
    profiles: readonly PortProfile[],
    options: PlanOptions,
): readonly PlannedRule[] {
    const plan = (from: readonly IntentSource[]): readonly PlannedRule[] => [
        ...ingress(from, profiles, options),
        ...denyRules(profiles, options),
        ...options.further,
    ];
    const exact = plan(sources);
    if (exact.length <= options.maxRules) return exact;
    const aggregated = plan(aggregate(sources));
    if (aggregated.length <= options.maxRules) return aggregated;
    throw limitExceeded(aggregated, options);
}

function ingress(
    sources: readonly IntentSource[],
    profiles: readonly PortProfile[],
    options: PlanOptions,
): readonly PlannedRule[] {
    return [...new Set(sources.map(({ role }) => role))].flatMap((role) => {
        const needed = profiles.filter((profile) => profile.roles.includes(role));
        if (needed.length === 0) return [];
        const side = {
            direction: "INGRESS",
            prefix: "",
            ports: needed.map(portText),
            why: needed.map(({ purpose }) => purpose).join(", "),
        } as const;
        return roleRules(
            role,
            sources.filter((source) => source.role === role),
            side,
            options,
        );
    });
}

/** What a role's rules share. */
export interface RuleSide {
    readonly direction: "INGRESS" | "EGRESS";
    readonly prefix: string;
    readonly ports: readonly string[];
    readonly why: string;
}

/** The rules of one role: ranges by family, split where there are more than a rule takes; tags and accounts together. */
export function roleRules(
    role: Role,
    sources: readonly IntentSource[],
    side: RuleSide,
    options: PlanOptions,
): readonly PlannedRule[] {
    return (["ipv4", "ipv6", "both"] as const).flatMap((family) => {
        const peers = unique(sources.filter((source) => familyOf(source) === family));
        const word = family === "both" ? (peers[0]?.kind === "tag" ? "tags" : "accounts") : family;
        return shards(peers, family === "both" ? peers.length : options.rangesPerRule).map(({ members, suffix }) =>
            rule({
                role,
                side,
                options,
                end: `${side.prefix}${slug(ROLES[role])}-${word}${suffix}`,
                peers: members,
                family,
            }),
        );
    });
}

function rule(parts: {
    readonly role: Role;
    readonly side: RuleSide;
    readonly options: PlanOptions;
    readonly end: string;
    readonly peers: readonly IntentSource[];
    readonly family: PlannedRule["family"];
}): PlannedRule {
    const { role, side, options, end, peers, family } = parts;
    return {
        end,
        name: boundedName([slug(options.namePrefix), end], 63),
        direction: side.direction,
        action: "allow",
        priority: options.priority,
        protocol: "tcp",
        ports: side.ports,
        peers,
        description: `${side.why}: ${ROLES[role]}`,
        role,
        why: side.why,
        family,
    };
}

/** One source once: two entries of a role may name the same range. */
function unique(sources: readonly IntentSource[]): readonly IntentSource[] {
    return [...new Map(sources.map((source) => [source.name, source])).values()];
}

/**
 * Splits sources over as many rules as they need. Which one a source goes to depends on its own name, so that a new
 * source changes one rule; where they all fit, there is one rule without a number.
 */
function shards(
    sources: readonly IntentSource[],
    most: number,
): readonly { readonly members: readonly IntentSource[]; readonly suffix: string }[] {
    if (sources.length === 0) return [];
    if (sources.length <= most) return [{ members: sources, suffix: "" }];
    const count = Math.ceil(sources.length / most);
    const rules = Array.from({ length: count }, (): IntentSource[] => []);
    for (const source of sources) {
        const first = Number.parseInt(shortHash(source.name), 36) % count;
        const order = rules.map((_, index) => rules[(first + index) % count]);
        order.find((members) => members !== undefined && members.length < most)?.push(source);
    }
    return rules.map((members, index) => ({ members, suffix: `-${index + 1}` }));
}

function denyRules(profiles: readonly PortProfile[], options: PlanOptions): readonly PlannedRule[] {
    return (["0.0.0.0/0", "::/0"] as const).map((range) => {
        const family = range === "::/0" ? "ipv6" : "ipv4";
        const end = `deny-${family}`;
        return {
            end,
            name: boundedName([slug(options.namePrefix), end], 63),
            direction: "INGRESS",
            action: "deny",
            priority: options.priority + DENY_BELOW,
            protocol: "tcp",
            ports: profiles.map(portText),
            peers: [{ role: "controlPlane", at: "", kind: "range", name: family, who: range }],
            description: "Everyone else",
            why: "everyone else",
            family,
        };
    });
}

/** The family of a source that is a range; tags and accounts are of both. */
export function familyOf(source: IntentSource): "ipv4" | "ipv6" | "both" {
    if (source.block) return source.block.family === 4 ? "ipv4" : "ipv6";
    return source.kind === "ipv4" || source.kind === "ipv6" ? source.kind : "both";
}

function aggregate(sources: readonly IntentSource[]): readonly IntentSource[] {
    const plain = sources.filter(({ block }) => block);
    const cover = [...new Set(plain.map(({ role }) => role))].flatMap((role) => {
        const blocks = plain.flatMap((source) => (source.role === role && source.block ? [source.block] : []));
        return blockSources(role, IpSet.ofBlocks(blocks).toCidrBlocks(), role);
    });
    return [...sources.filter(({ block }) => !block), ...cover];
}

function limitExceeded(rules: readonly PlannedRule[], { maxRules, rangesPerRule }: PlanOptions): FirewallError {
    return new FirewallError({
        code: "rule-limit-exceeded",
        what: `The plan needs ${rules.length} firewall rules, also after aggregation`,
        why: `maxRules allows ${maxRules}, and a rule takes ${rangesPerRule} ranges`,
        fix: "Use fewer sources or a tag, or raise maxRules or rangesPerRule to your project's quota",
    });
}
