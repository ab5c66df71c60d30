import type { Composer } from "../stack/composer.js";
import type { Reader } from "../stack/contribution.js";
import * as aws from "./aws/index.js";
import * as azure from "./azure/index.js";
import * as gcp from "./gcp/index.js";
import * as kubernetes from "./kubernetes/index.js";
import * as other from "./other/index.js";

/** What one cloud brings: its readers by type token, and how its firewalls are composed where the plain way does not fit. */
export interface Cloud {
    readonly RESOURCE_TYPES: readonly string[];
    readonly readers: ReadonlyMap<string, Reader>;
    /** For tokens that follow a pattern, such as versioned ones. */
    readonly readerForToken?: (type: string) => Reader | undefined;
    /** Types whose resources only ever have a say in an order: alone, none of them opens anything for sure. */
    readonly ORDERED_TYPES?: readonly string[];
    readonly composers: Readonly<Record<string, Composer>>;
}

/** Every cloud that is read. */
export const CLOUDS: readonly Cloud[] = [aws, azure, gcp, kubernetes, other];

/** Every type token that has a reader of its own. */
export const RESOURCE_TYPES: readonly string[] = CLOUDS.flatMap((cloud) => cloud.RESOURCE_TYPES);

const BY_TYPE: ReadonlyMap<string, Reader> = new Map(CLOUDS.flatMap((cloud) => [...cloud.readers]));

/** The reader of a type token: the one of exactly that token first, then the first cloud that knows its pattern. */
export function readerFor(type: string): Reader | undefined {
    const exact = BY_TYPE.get(type);
    if (exact !== undefined) return exact;
    if (FOUND.has(type)) return FOUND.get(type);
    const reader = readerByPattern(type);
    // A stack has few types; whoever sends no end of them gets no memory for it.
    if (FOUND.size < MOST_FOUND) FOUND.set(type, reader);
    return reader;
}

const ORDERED: ReadonlySet<string> = new Set(CLOUDS.flatMap((cloud) => cloud.ORDERED_TYPES ?? []));

/**
 * True for a type whose resources make no firewall of unions: what stands before them elsewhere may deny what they
 * allow, so that who judges one resource alone need not read them. False also for types of which that is not known.
 */
export function isOrdered(type: string): boolean {
    return ORDERED.has(type);
}

/** What the patterns of the clouds said of a type: each is asked once. */
const FOUND = new Map<string, Reader | undefined>();
const MOST_FOUND = 10_000;

function readerByPattern(type: string): Reader | undefined {
    for (const cloud of CLOUDS) {
        const reader = cloud.readerForToken?.(type);
        if (reader !== undefined) return reader;
    }
    return undefined;
}
