import type { CidrBlock } from "../cidr-block.js";
import { FirewallError } from "../error.js";
import { plainText, textList } from "./arguments.js";
import { checkExpiry } from "./date.js";
import { parseCidrBlocks } from "./sources.js";

/** What somebody signs for: who may come in although it is the internet, why, who answers for it, and until when. */
export interface SignedExposure {
    readonly sources: readonly string[];
    readonly reason: string;
    readonly owner: string;
    /** Last day, YYYY-MM-DD. */
    readonly expires: string;
}

/**
 * Checks an exposure on purpose and parses its sources.
 *
 * @throws FirewallError with the path of the part that is missing, malformed or past its date.
 */
export function parseExposure(
    exposure: SignedExposure,
    at: string,
    now: Date,
): { readonly blocks: readonly CidrBlock[]; readonly expiry: "valid" | "soon" } {
    for (const part of ["reason", "owner"] as const) {
        const text: unknown = exposure[part];
        if (text !== undefined && text !== null && plainText(text, `${at}.${part}`).trim() !== "") continue;
        throw new FirewallError({
            code: "argument-missing",
            at: `${at}.${part}`,
            what: `The exposure has no ${part}`,
            why: "Opening the Kubernetes API to the internet is a decision that somebody signs: with a reason, an owner and a last day",
            fix:
                part === "owner"
                    ? 'Name who answers for it, for example "platform@example.com"'
                    : "Say what stands in front, for example a gateway with WAF and mTLS",
        });
    }
    const sources = textList(exposure.sources, `${at}.sources`, "ownAddresses");
    if (sources.length === 0) {
        throw new FirewallError({
            code: "allow-list-empty",
            at: `${at}.sources`,
            what: "The exposure names no sources",
            why: "An exposure never widens beyond the sources it names",
            fix: 'List them, for example ["0.0.0.0/0", "::/0"], or remove exposedOnPurpose',
        });
    }
    const expiry = checkExpiry(exposure.expires, `${at}.expires`, now);
    return { blocks: parseCidrBlocks(sources, `${at}.sources`), expiry };
}
