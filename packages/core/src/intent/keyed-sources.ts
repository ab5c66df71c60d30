import { CidrBlock } from "../cidr-block.js";
import { FirewallError } from "../error.js";
import { begun, isLater, namedRecord, shown } from "./arguments.js";
import { refuseSameNames } from "./name.js";
import type { IntentSource } from "./plan.js";
import type { Role } from "./role.js";
import { parseCidrBlock, refuseInternet } from "./sources.js";

const KEY = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9_])?$/;

/**
 * Checks a name of the user's own that becomes part of names of rules.
 *
 * @throws FirewallError `name-malformed`.
 */
export function checkedKey(key: string, at: string): string {
    if (KEY.test(key)) return key;
    throw new FirewallError({
        code: "name-malformed",
        at,
        what: `${shown(key)} cannot name a source`,
        why: "The key becomes part of the names of its rules: letters, digits, dots, hyphens and underscores, at most 63, a letter or digit first, no dot or hyphen last",
        fix: `Rename the key, for example ${at}: { bastion: ... }`,
    });
}

/** What a value under a key is, where it is known when the program runs. */
export interface KnownForm {
    readonly pattern: RegExp;
    /** As the message says it: `a security group id such as sg-0123456789abcdef0`. */
    readonly says: string;
    /** The list that takes plain addresses, for who puts one here. */
    readonly addresses?: string;
}

/**
 * Reads a record of named sources, whose values may be outputs: the key is the name. A value that is a text is checked
 * at once.
 *
 * @param prefix short word that keeps keys of different kinds apart in names: `sg`, `tag`.
 * @throws FirewallError `name-malformed`, `argument-missing` or `argument-malformed`.
 */
export function keyedSources(
    role: Role,
    kind: string,
    prefix: string,
    record: { readonly [key: string]: unknown } | undefined,
    at: string,
    form: KnownForm,
): readonly IntentSource[] {
    const entries = Object.entries(namedRecord(record, at));
    refuseSameNames(
        entries.map(([key]) => key),
        at,
    );
    return entries.map(([key, value]) => {
        const name = `${prefix}-${checkedKey(key, at)}`;
        checkForm(value, `${at}.${key}`, form);
        return { role, at: `${at}.${key}`, kind, name, who: key };
    });
}

/**
 * Checks a value that may be an output: one that is a text is held to its form.
 *
 * @throws FirewallError `argument-missing` or `argument-malformed`.
 */
export function checkForm(value: unknown, at: string, form: KnownForm): void {
    if (isLater(value) || (typeof value === "string" && value !== "" && form.pattern.test(value))) return;
    const nothing = value === undefined || value === null || value === "";
    throw new FirewallError({
        code: nothing ? "argument-missing" : "argument-malformed",
        at,
        what: nothing ? "The name has no value" : `${begun(shown(value))} is given`,
        why: `It takes ${form.says}, as a text or as an output of the resource`,
        fix: mended(value, at, form),
    });
}

function mended(value: unknown, at: string, { addresses }: KnownForm): string {
    if (typeof value === "object" && value !== null)
        return `Write the resource's property, for example ${at.split(".").at(-1)}.id`;
    if (typeof value === "string" && CidrBlock.read(value, { bareAddress: true }) && addresses !== undefined)
        return `Put an address into ${addresses}`;
    return "Give it a value, or remove the name";
}

const ANY_BLOCK: KnownForm = { pattern: /./, says: "a CIDR block" };

/** The cluster's own addresses as arguments hold them. */
export interface OwnAddresses {
    readonly ownAddresses?: { readonly [key: string]: unknown };
    readonly ownIpv6Addresses?: { readonly [key: string]: unknown };
}

/**
 * Reads the cluster's own addresses of both families, named by keys: outputs as a rule, and checked at once where they
 * are texts.
 *
 * @param within path of the arguments, with its dot, where they are not the component's own: `publicAccess.`.
 * @throws FirewallError `cidr-...`, `open-to-world`, `name-malformed`, `argument-missing` or `argument-malformed`.
 */
export function ownAddressSources(args: OwnAddresses, within = ""): readonly IntentSource[] {
    return [
        ...ownOfFamily(4, args.ownAddresses, `${within}ownAddresses`),
        ...ownOfFamily(6, args.ownIpv6Addresses, `${within}ownIpv6Addresses`),
    ];
}

function ownOfFamily(
    family: 4 | 6,
    record: { readonly [key: string]: unknown } | undefined,
    at: string,
): readonly IntentSource[] {
    const [kind, prefix] = family === 4 ? (["ipv4", "ip"] as const) : (["ipv6", "ip6"] as const);
    return keyedSources("ownAddresses", kind, prefix, record, at, ANY_BLOCK).map((source) => {
        const value = record?.[source.who];
        if (typeof value === "string") checkKnownBlock(value, family, source.at);
        return source;
    });
}

/** A text that the program holds in the open may be shown; an output's value may not. */
function checkKnownBlock(text: string, family: 4 | 6, at: string): void {
    const block = parseCidrBlock(text, at);
    refuseInternet([block], at);
    if (block.family === family) return;
    throw new FirewallError({
        code: "cidr-family-mismatch",
        at,
        what: `${block} is an IPv${block.family} block`,
        why: "A rule takes one block of one family, and an output's family is known too late, so each family has its argument",
        fix: `Put it into ${block.family === 4 ? "ownAddresses" : "ownIpv6Addresses"}`,
    });
}
