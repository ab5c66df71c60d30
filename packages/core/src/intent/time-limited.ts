import { FirewallError } from "../error.js";
import { namedRecord, refuseUnknownArguments, textList } from "./arguments.js";
import { checkExpiry } from "./date.js";
import { parseExposure, type SignedExposure } from "./exposed-on-purpose.js";
import { checkedKey } from "./keyed-sources.js";
import { blockSources, cidrSource, cidrSources, type IntentSource, refuseEmpty } from "./plan.js";
import type { Role } from "./role.js";
import { refuseSharedCiRanges } from "./sources.js";

/** Sources that were read, and what the user should hear about them. */
export interface ReadSources {
    readonly sources: readonly IntentSource[];
    readonly warnings: readonly string[];
}

/**
 * Reads the entries of the role `ci`: fixed addresses, each with its last day.
 *
 * @param words the cloud's names for one block and for several: `cidrBlock`, `cidrBlocks`.
 * @param at path of the entries, where they are not the component's own: `publicAccess.ci`.
 * @throws FirewallError with the path of the entry: expired, without a date, a hosting provider's shared ranges.
 */
export function ciSources(
    entries: { readonly [name: string]: object } | undefined,
    words: { readonly one: string; readonly many: string },
    now: Date,
    at = "ci",
): ReadSources {
    const read = Object.entries(namedRecord(entries, at)).map(([name, entry]) =>
        ciEntry(`${at}.${checkedKey(name, at)}`, entry, words, now),
    );
    return { sources: read.flatMap(({ sources }) => sources), warnings: read.flatMap(({ warnings }) => warnings) };
}

function ciEntry(
    at: string,
    entry: object,
    words: { readonly one: string; readonly many: string },
    now: Date,
): ReadSources {
    refuseUnknownArguments(entry, [words.one, words.many, "expires"], at);
    const fields = new Map<string, unknown>(Object.entries(entry));
    const [one, many] = [fields.get(words.one), fields.get(words.many)];
    if (one !== undefined && many !== undefined) throw oneAndMany(at, words);
    const soon = checkExpiry(fields.get("expires"), `${at}.expires`, now) === "soon";
    const sources =
        one === undefined
            ? cidrSources("ci", textList(many, `${at}.${words.many}`, "ownAddresses"), `${at}.${words.many}`)
            : cidrSource("ci", one, `${at}.${words.one}`);
    refuseSharedCiRanges(
        sources.flatMap(({ block }) => (block ? [block] : [])),
        at,
    );
    return {
        sources: refuseEmpty(sources, at),
        warnings: soon ? [`${at} ends on ${String(fields.get("expires"))}`] : [],
    };
}

function oneAndMany(at: string, { one, many }: { readonly one: string; readonly many: string }): FirewallError {
    return new FirewallError({
        code: "argument-conflict",
        at: `${at}.${one}`,
        what: `Both ${one} and ${many} are given`,
        why: "An entry names its addresses in one place, so that a reader sees all of them",
        fix: `Put every address into ${many}`,
    });
}

/**
 * Reads an exposure on purpose. It always warns: whoever deploys it should see it.
 *
 * @throws FirewallError with the path of the part that is missing, malformed or past its date.
 */
export function exposureSources(exposure: SignedExposure | undefined | null, now: Date): ReadSources {
    if (exposure === undefined || exposure === null) return { sources: [], warnings: [] };
    refuseUnknownArguments(exposure, ["sources", "reason", "owner", "expires"], "exposedOnPurpose");
    const { blocks, expiry } = parseExposure(exposure, "exposedOnPurpose", now);
    const { owner, expires, reason } = exposure;
    return {
        sources: blockSources("exposedOnPurpose", blocks, "exposedOnPurpose.sources"),
        warnings: [
            `The API is exposed on purpose to ${blocks.join(", ")} until ${expires}: ${reason} (${owner})`,
            ...(expiry === "soon" ? [`exposedOnPurpose ends on ${expires}`] : []),
        ],
    };
}

const DEPLOYERS: readonly Role[] = ["administrators", "ci", "managementTools", "exposedOnPurpose"];

/** Says so where the sources leave nobody who could run the next deployment to the cluster. */
export function lockOutWarnings(sources: readonly IntentSource[]): readonly string[] {
    if (sources.some(({ role }) => DEPLOYERS.includes(role))) return [];
    return [
        "No administrator, CI or management tool may reach the API: the next deployment to this cluster has no way in. Name one in administrators, ci or managementTools",
    ];
}
