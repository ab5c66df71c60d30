import { FirewallError } from "../error.js";

/**
 * A short, stable hash of a text, eight base-36 characters: names that are too long end with it.
 * (FNV-1a over two 32-bit lanes; it tells names apart, it protects nothing.)
 */
export function shortHash(text: string): string {
    let low = 0x811c9dc5;
    let high = 0x1b873593;
    for (const character of text) {
        const code = character.codePointAt(0) ?? 0;
        low = Math.imul(low ^ code, 0x01000193) >>> 0;
        high = Math.imul(high ^ (code + 0x9e37), 0x85ebca6b) >>> 0;
    }
    return (low.toString(36) + high.toString(36)).padStart(8, "0").slice(-8);
}

/** A number from 0 to 2^32 - 1 whose bits are all equally mixed: what is placed by its name is placed by these. */
export function mixedHash(text: string): number {
    let hash = 0x811c9dc5;
    for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return (hash ^ (hash >>> 16)) >>> 0;
}

/** A text as part of a resource name: lower-case letters, digits and single hyphens. `2001:db8::/32` is `2001-db8--32` without its doubles. */
export function slug(text: string): string {
    return text
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-+|-+$/g, "");
}

/**
 * A source as part of a name, from its content and nothing else, so that order and neighbours do not matter.
 * Different texts never share one: what {@link slug} loses, the hash keeps apart.
 */
export function sourceName(text: string): string {
    const plain = slug(text);
    const lossless = /^[0-9.]+\/[0-9]+$/.test(text) || plain === text;
    return lossless && plain.length <= 40 ? plain : `${plain.slice(0, 31)}-${shortHash(text)}`;
}

/** Joins parts into a name of at most `most` characters; a longer one is cut and ends with the hash of the whole. */
export function boundedName(parts: readonly string[], most: number): string {
    const whole = parts.filter((part) => part !== "").join("-");
    return whole.length <= most ? whole : `${whole.slice(0, most - 9).replace(/-+$/, "")}-${shortHash(whole)}`;
}

/**
 * Refuses two rules of one name, upper and lower case alike, as clouds compare them.
 *
 * @throws FirewallError `duplicate-entry`.
 */
export function refuseSameNames(names: readonly string[], at: string): void {
    const seen = new Map<string, string>();
    for (const name of names) {
        const earlier = seen.get(name.toLowerCase());
        if (earlier !== undefined) {
            throw new FirewallError({
                code: "duplicate-entry",
                at,
                what: `Two names are ${earlier === name ? name : `${earlier} and ${name}`}`,
                why: "Each becomes the name of a rule, and upper and lower case are the same in it",
                fix: "Rename one of the two",
            });
        }
        seen.set(name.toLowerCase(), name);
    }
}
