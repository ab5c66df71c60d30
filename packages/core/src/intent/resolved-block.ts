import { CidrBlock } from "../cidr-block.js";
import { FirewallError } from "../error.js";
import { IpSet } from "../ip-set.js";
import { isInternet } from "./sources.js";

/**
 * Checks a block that an output brings, at preview or update: strict, of the family its name says, not the internet.
 * The value may be a secret, so no error shows it.
 *
 * @param taken blocks that other sources name, where the cloud refuses the same rule twice.
 * @throws FirewallError `cidr-malformed`, `cidr-family-mismatch`, `duplicate-entry` or `open-to-world`.
 */
export function resolvedBlock(text: unknown, family: 4 | 6, at: string, taken?: ReadonlySet<string>): string {
    const block = typeof text === "string" ? strictBlock(text) : undefined;
    if (!block || block.first.family !== family) {
        throw new FirewallError({
            code: block ? "cidr-family-mismatch" : "cidr-malformed",
            at,
            what: `The output holds no IPv${family} CIDR block`,
            why: "The value is known only now, and a rule takes one block of one family, with its prefix length and no host bits",
            fix:
                family === 4
                    ? "Give an address as address/32, and IPv6 blocks in ownIpv6Addresses"
                    : "Give an address as address/128, and IPv4 blocks in ownAddresses",
        });
    }
    if (taken?.has(block.toString())) throw alreadyNamed(at);
    if (!isInternet(IpSet.ofBlocks([block]))) return block.toString();
    throw new FirewallError({
        code: "open-to-world",
        at,
        what: "The output admits the internet",
        why: "Whoever reaches the Kubernetes API port talks to every secret and every workload behind it",
        fix: "Use an output that holds the cluster's own addresses, or sign for it in exposedOnPurpose",
    });
}

function alreadyNamed(at: string): FirewallError {
    return new FirewallError({
        code: "duplicate-entry",
        at,
        what: "The output holds a block that another source names already",
        why: "The cloud refuses the same rule twice",
        fix: `Remove ${at}, or the other source`,
    });
}

function strictBlock(text: string): CidrBlock | undefined {
    try {
        return CidrBlock.parse(text);
    } catch (error) {
        if (error instanceof FirewallError) return undefined;
        throw error;
    }
}
