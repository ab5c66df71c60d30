import type { CidrBlock } from "../cidr-block.js";
import { FirewallError } from "../error.js";
import type { PortProfile } from "./distribution.js";
import { sourceName } from "./name.js";
import type { Role } from "./role.js";
import { parseCidrBlocks, refuseInternet } from "./sources.js";

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

const KEY = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/;

/**
 * Reads a record of named sources, whose values may be outputs: the key is the name.
 *
 * @param prefix short word that keeps keys of different kinds apart in names: `sg`, `tag`.
 * @throws FirewallError `name-malformed`.
 */
export function keyedSources(
    role: Role,
    kind: string,
    prefix: string,
    record: { readonly [key: string]: unknown },
    at: string,
): readonly IntentSource[] {
    return Object.keys(record).map((key) => {
        if (!KEY.test(key)) {
            throw new FirewallError({
                code: "name-malformed",
                at,
                what: `${JSON.stringify(key)} cannot name a source`,
                why: "The key becomes part of the names of its rules: letters, digits, dots, hyphens and underscores, at most 63, a letter or digit first",
                fix: `Rename the key, for example ${at}: { bastion: ... }`,
            });
        }
        return { role, at: `${at}.${key}`, kind, name: `${prefix}-${key}`, who: key };
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
        what: `${at} names nobody`,
        why: "An empty allow list builds no rule: it reads as if somebody were admitted, and nobody is",
        fix: `Name who may come in, or leave ${at} out to admit nobody in that role`,
    });
}

/**
 * Refuses plain blocks of several roles that admit the internet only together.
 *
 * @throws FirewallError `open-to-world`.
 */
export function refuseInternetTogether(sources: readonly IntentSource[]): void {
    const blocks = sources.flatMap(({ role, block }) => (block && role !== "exposedOnPurpose" ? [block] : []));
    refuseInternet(blocks, "the sources of all roles together");
}

/**
 * Refuses sources that share a name and are not the same value, and plain values that stand under two names: either
 * would end as a rule that the cloud refuses as a duplicate, or as one source silently taken for another.
 *
 * @param values what the user gave, by property path; outputs are compared by identity.
 * @throws FirewallError `duplicate-entry`.
 */
export function refuseMixedUp(sources: readonly IntentSource[], values: ReadonlyMap<string, unknown>): void {
    const byName = new Map<string, IntentSource>();
    const byText = new Map<string, IntentSource>();
    for (const source of sources) {
        const value = values.get(source.at);
        const sameName = byName.get(source.name);
        if (sameName && !source.block && values.get(sameName.at) !== value) throw sharedName(source, sameName);
        byName.set(source.name, source);
        if (typeof value !== "string") continue;
        const sameText = byText.get(`${source.kind} ${value}`);
        if (sameText && sameText.name !== source.name) throw sharedValue(source, sameText);
        byText.set(`${source.kind} ${value}`, source);
    }
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
        fix: "Use one name for both",
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
