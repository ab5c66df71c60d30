import { namedRecord, refuseUnknownArguments, textList } from "./arguments.js";
import { checkExpiry } from "./date.js";
import { parseExposure, type SignedExposure } from "./exposed-on-purpose.js";
import { blockSources, cidrSources, type IntentSource, refuseEmpty } from "./plan.js";
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
 * @throws FirewallError with the path of the entry: expired, without a date, a hosting provider's shared ranges.
 */
export function ciSources(
    entries: { readonly [name: string]: object } | undefined,
    words: { readonly one: string; readonly many: string },
    now: Date,
): ReadSources {
    const read = Object.entries(namedRecord(entries, "ci")).map(([name, entry]) =>
        ciEntry(`ci.${name}`, entry, words, now),
    );
    return { sources: read.flatMap(({ sources }) => sources), warnings: read.flatMap(({ warnings }) => warnings) };
}

function ciEntry(
    at: string,
    entry: object,
    words: { readonly one: string; readonly many: string },
    now: Date,
): ReadSources {
    const fields = new Map<string, unknown>(Object.entries(namedRecord({ ...entry }, at)));
    refuseUnknownArguments(entry, [words.one, words.many, "expires"], at);
    const one = fields.get(words.one);
    const texts = [
        ...(one === undefined ? [] : textList([one], `${at}.${words.one}`, "ownAddresses")),
        ...textList(fields.get(words.many), `${at}.${words.many}`, "ownAddresses"),
    ];
    const soon = checkExpiry(fields.get("expires"), `${at}.expires`, now) === "soon";
    const sources = cidrSources("ci", texts, one === undefined ? `${at}.${words.many}` : at);
    refuseSharedCiRanges(
        sources.flatMap(({ block }) => (block ? [block] : [])),
        at,
    );
    return {
        sources: refuseEmpty(sources, at),
        warnings: soon ? [`${at} ends on ${String(fields.get("expires"))}`] : [],
    };
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
