import type { CidrBlock } from "../cidr-block.js";
import { FirewallError } from "../error.js";
import { IpSet } from "../ip-set.js";
import type { PortProfile } from "./distribution.js";
import { sourceName } from "./name.js";
import type { Role } from "./role.js";
import { isInternet, parseCidrBlock, parseCidrBlocks, refuseInternet } from "./sources.js";

/** One source of one role: a CIDR block, or something of the cloud's that the user named by a key. */
export interface IntentSource {
    readonly role: Role;
    /** Property path that names it, such as `administrators.cidrBlocks[0]`. */
    readonly at: string;
    /** What sort of source, in the cloud's word: `cidrBlock`, `securityGroup`, `tag`. */
    readonly kind: string;
    /** Stable part of its rules' names, from its content or the user's key; sources of one name are the same source. */
    readonly name: string;
    /** As an inventory shows it: the block, or the user's key. */
    readonly who: string;
    /** The block, for plain CIDR blocks. */
    readonly block?: CidrBlock;
}

/** One source admitted to one port range, by all the roles that ask for it. */
export interface Admission {
    readonly profile: PortProfile;
    readonly source: IntentSource;
    readonly roles: readonly Role[];
}

/**
 * Reads a role's CIDR blocks: strict spelling, no block twice, not the internet.
 *
 * @throws FirewallError `cidr-…`, `duplicate-entry` or `open-to-world`, each with its property path.
 */
export function cidrSources(role: Role, texts: readonly string[], at: string): readonly IntentSource[] {
    const blocks = parseCidrBlocks(texts, at);
    refuseInternet(blocks, at);
    return blockSources(role, blocks, at);
}

/** Reads one CIDR block in a place of its own. Errors as for {@link cidrSources}, at the place itself. */
export function cidrSource(role: Role, text: unknown, at: string): readonly IntentSource[] {
    const block = parseCidrBlock(text, at);
    refuseInternet([block], at);
    return blockSources(role, [block], at).map((source) => ({ ...source, at }));
}

/** Sources from blocks that are parsed (and signed for) already. */
export function blockSources(role: Role, blocks: readonly CidrBlock[], at: string): readonly IntentSource[] {
    const seen = new Map<string, number>();
    return blocks.map((block, index) => {
        const text = block.toString();
        const earlier = seen.get(text);
        if (earlier !== undefined) throw duplicate(`${at}[${index}]`, text, `${at}[${earlier}]`);
        seen.set(text, index);
        return { role, at: `${at}[${index}]`, kind: "cidrBlock", name: sourceName(text), who: text, block };
    });
}

/**
 * Refuses an allow list that is given and names nobody.
 *
 * @throws FirewallError `allow-list-empty`.
 */
export function refuseEmpty(sources: readonly IntentSource[], at: string): readonly IntentSource[] {
    if (sources.length > 0) return sources;
    throw new FirewallError({
        code: "allow-list-empty",
        at,
        what: "The allow list names nobody",
        why: "An empty one builds no rule: it reads as if somebody were admitted, and nobody is",
        fix: `Name who may come in, or leave ${at} out to admit nobody there`,
    });
}

/**
 * Refuses plain blocks of several roles that admit the internet only together. The path is that of the block with
 * which they do.
 *
 * @throws FirewallError `open-to-world`.
 */
export function refuseInternetTogether(sources: readonly IntentSource[]): void {
    const plain = sources.filter(({ role, block }) => block && role !== "exposedOnPurpose");
    const blocksOf = (some: readonly IntentSource[]) => some.flatMap(({ block }) => (block ? [block] : []));
    if (!isInternet(IpSet.ofBlocks(blocksOf(plain)))) return;
    const last = plain.findIndex((_, index) => isInternet(IpSet.ofBlocks(blocksOf(plain.slice(0, index + 1)))));
    const widestFirst = blocksOf(plain.slice(0, last + 1)).sort((a, b) => a.prefixLength - b.prefixLength);
    refuseInternet(widestFirst, plain[last]?.at ?? "");
}

/**
 * Refuses sources that share a name and are not the same value, and plain values that stand under two names: either
 * would end as a rule that the cloud refuses as a duplicate, or as one source silently taken for another. Of outputs
 * nothing is known yet: {@link agreedValue} and {@link resolvedBlock} look when they are.
 *
 * @param values what the user gave, by property path.
 * @param perRole true where each role has rules of its own, so that roles may share sources.
 * @throws FirewallError `duplicate-entry`.
 */
export function refuseMixedUp(
    sources: readonly IntentSource[],
    values: ReadonlyMap<string, unknown>,
    { perRole }: { readonly perRole: boolean },
): void {
    const byName = new Map<string, IntentSource>();
    const byText = new Map<string, IntentSource>();
    for (const source of sources) {
        const scope = perRole ? `${source.role} ` : "";
        const text = source.block ? source.who : values.get(source.at);
        const sameName = byName.get(`${scope}${source.name}`);
        if (sameName && !source.block && differ(values.get(sameName.at), text)) throw sharedName(source, sameName);
        byName.set(`${scope}${source.name}`, source);
        if (typeof text !== "string") continue;
        const key = `${scope}${source.block ? `ipv${source.block.family}` : source.kind} ${text}`;
        const sameText = byText.get(key);
        if (sameText && sameText.name !== source.name) throw sharedValue(source, sameText);
        byText.set(key, source);
    }
}

function differ(one: unknown, other: unknown): boolean {
    return typeof one === "string" && typeof other === "string" && one !== other;
}

/**
 * The one value of several that stand under one name, once they are known. None is shown: each may be a secret.
 *
 * @throws FirewallError `duplicate-entry`.
 */
export function agreedValue(texts: readonly string[], paths: readonly string[]): string {
    const [first = ""] = texts;
    const other = texts.findIndex((text) => text !== first);
    if (other === -1) return first;
    throw new FirewallError({
        code: "duplicate-entry",
        at: paths[other] ?? "",
        what: `${paths[other]} and ${paths[0]} have one name and two values`,
        why: "The name is what tells their rules apart, so that one would be taken for the other",
        fix: "Give one of the two another name",
    });
}

function sharedName(source: IntentSource, earlier: IntentSource): FirewallError {
    return new FirewallError({
        code: "duplicate-entry",
        at: source.at,
        what: `${source.who} names two different sources`,
        why: `${earlier.at} has the same name and another value, and the name is what tells their rules apart`,
        fix: "Give one of the two another name",
    });
}

function sharedValue(source: IntentSource, earlier: IntentSource): FirewallError {
    return new FirewallError({
        code: "duplicate-entry",
        at: source.at,
        what: `${source.who} and ${earlier.who} are the same source`,
        why: `${earlier.at} has the same value, and the clouds refuse the same rule twice`,
        fix: earlier.block || source.block ? "Remove one of the two" : "Use one name for both",
    });
}

/**
 * Crosses sources with the port ranges that their roles need. A source that several roles name is admitted once, under
 * all of them. Sorted by port, then name: the order in which a user wrote things changes nothing.
 */
export function admissions(sources: readonly IntentSource[], profiles: readonly PortProfile[]): readonly Admission[] {
    const merged = new Map<string, { profile: PortProfile; source: IntentSource; roles: Set<Role> }>();
    for (const profile of profiles) {
        for (const source of sources) {
            if (!profile.roles.includes(source.role)) continue;
            const key = `${String(profile.from).padStart(5, "0")}-${profile.to} ${source.name}`;
            const entry = merged.get(key) ?? { profile, source, roles: new Set<Role>() };
            entry.roles.add(source.role);
            merged.set(key, entry);
        }
    }
    return [...merged.entries()]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, { profile, source, roles }]) => ({ profile, source, roles: [...roles].sort() }));
}

/** The same addresses in fewer blocks, role by role: nobody is added, nobody lost. */
export function aggregated(sources: readonly IntentSource[]): readonly IntentSource[] {
    const plain = sources.filter(({ block }) => block);
    const cover = [...new Set(plain.map(({ role }) => role))].flatMap((role) => {
        const blocks = plain.flatMap((source) => (source.role === role && source.block ? [source.block] : []));
        return blockSources(role, IpSet.ofBlocks(blocks).toCidrBlocks(), role);
    });
    return [...sources.filter(({ block }) => !block), ...cover];
}

/**
 * Parts sources into those that stand for themselves and those whose block lies inside another's, for clouds that
 * refuse blocks of one family that overlap in one rule. Blocks nest or are apart, so one walk in their order finds all.
 */
export function withoutCovered(sources: readonly IntentSource[]): {
    readonly peers: readonly IntentSource[];
    readonly covered: readonly IntentSource[];
} {
    const blocks = sources.flatMap(({ block }, index) => (block ? [{ block, index, first: block.first.value }] : []));
    blocks.sort((a, b) =>
        a.first === b.first ? a.block.prefixLength - b.block.prefixLength : a.first < b.first ? -1 : 1,
    );
    const inside = new Set<number>();
    let around: CidrBlock | undefined;
    for (const { block, index } of blocks) {
        if (around?.contains(block)) inside.add(index);
        else around = block;
    }
    return {
        peers: sources.filter((_, index) => !inside.has(index)),
        covered: sources.filter((_, index) => inside.has(index)),
    };
}

/** A port range as a name and an inventory show it: `6443`, `2379-2380`. */
export function portText(profile: PortProfile): string {
    return profile.from === profile.to ? String(profile.from) : `${profile.from}-${profile.to}`;
}

function duplicate(at: string, text: string, earlier: string): FirewallError {
    return new FirewallError({
        code: "duplicate-entry",
        at,
        what: `${text} is listed twice`,
        why: `${earlier} already names it, and the clouds refuse the same rule twice`,
        fix: "Remove one of the two",
    });
}
