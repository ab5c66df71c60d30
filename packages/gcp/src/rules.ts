import { FirewallError } from "@portcullis/core";
import {
    aggregated,
    boundedName,
    type IntentSource,
    mixedHash,
    type PortProfile,
    portText,
    ROLES,
    type Role,
    refuseSameNames,
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
    refuseSameNames(
        exact.map(({ name }) => name),
        "extraRules",
    );
    if (exact.length <= options.maxRules) return exact;
    const fewest = plan(aggregated(sources));
    if (fewest.length <= options.maxRules) return fewest;
    throw limitExceeded(fewest, options);
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
interface RuleSide {
    readonly direction: "INGRESS" | "EGRESS";
    readonly prefix: string;
    readonly ports: readonly string[];
    readonly why: string;
}

/** The rules of one role: ranges by family, split where there are more than a rule takes; tags and accounts together. */
function roleRules(
    role: Role,
    sources: readonly IntentSource[],
    side: RuleSide,
    options: PlanOptions,
): readonly PlannedRule[] {
    return (["ipv4", "ipv6", "both"] as const).flatMap((family) => {
        const peers = unique(sources.filter((source) => familyOf(source) === family));
        const word = family === "both" ? (peers[0]?.kind === "tag" ? "tags" : "accounts") : family;
        return shards(peers, mostPeers(peers, options)).map(({ members, suffix }) =>
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

/** One source once, since two entries of a role may name the same range; in an order that no way of writing changes. */
function unique(sources: readonly IntentSource[]): readonly IntentSource[] {
    const byName = new Map(sources.map((source) => [source.name, source]));
    return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Peers of one rule: ranges as the project's quota says; 30 source tags or 10 source accounts are Google's own bounds. */
function mostPeers(peers: readonly IntentSource[], options: PlanOptions): number {
    const kind = peers[0]?.kind;
    return kind === "tag" ? 30 : kind === "serviceAccount" ? 10 : options.rangesPerRule;
}

interface Shard {
    readonly members: readonly IntentSource[];
    readonly suffix: string;
}

/**
 * Splits sources over as many rules as they need: a rule that is full parts in two, by the next bit of each source's
 * own hash. So a new source changes the one rule that it falls into, or parts that one, and never another.
 */
function shards(sources: readonly IntentSource[], most: number, suffix = ""): readonly Shard[] {
    if (sources.length === 0) return [];
    if (sources.length <= most) return [{ members: sources, suffix }];
    const depth = suffix.replace("-", "").length;
    const side = (bit: "0" | "1"): readonly Shard[] =>
        shards(
            sources.filter(({ name }) => bitOf(name, depth) === bit),
            most,
            `${suffix === "" ? "-" : suffix}${bit}`,
        );
    return [...side("0"), ...side("1")];
}

/** A bit of a name, by position: of one hash after another, so that there are always more. */
function bitOf(name: string, position: number): "0" | "1" {
    const hash = mixedHash(`${Math.floor(position / 32)} ${name}`);
    return ((hash >>> (position % 32)) & 1) === 0 ? "0" : "1";
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

function limitExceeded(rules: readonly PlannedRule[], { maxRules, rangesPerRule }: PlanOptions): FirewallError {
    return new FirewallError({
        code: "rule-limit-exceeded",
        at: "maxRules",
        what: `The plan needs ${rules.length} firewall rules, also after aggregation`,
        why: `maxRules allows ${maxRules}, and a rule takes ${rangesPerRule} ranges`,
        fix: "Use fewer sources or a tag, or raise maxRules or rangesPerRule to your project's quota",
    });
}
