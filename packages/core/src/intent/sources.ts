import { CidrBlock } from "../cidr-block.js";
import { FirewallError } from "../error.js";
import { IpSet } from "../ip-set.js";
import { publicPart } from "../public-internet.js";
import { plainText } from "./arguments.js";

/** Public addresses from which on a source set is the internet and no allow list: a /12 of IPv4, a /24 of IPv6. */
export const INTERNET_IPV4 = 2n ** 20n;
export const INTERNET_IPV6 = 2n ** 104n;

/** Fixed addresses of a CI are few: a public block wider than this is a provider's shared range. */
const WIDEST_CI_IPV4 = 20;
const WIDEST_CI_IPV6 = 44;
const MOST_CI_BLOCKS = 64;

/**
 * Parses the CIDR blocks a user wrote, strictly, each error with its own path.
 *
 * @throws FirewallError of {@link CidrBlock.parse}, with `at` set to `path[index]`.
 */
export function parseCidrBlocks(texts: readonly string[], path: string): readonly CidrBlock[] {
    return texts.map((text, index) => parseCidrBlock(text, `${path}[${index}]`));
}

/** Parses one CIDR block; the error carries the path. */
export function parseCidrBlock(text: unknown, path: string): CidrBlock {
    const plain = plainText(text, path, "ownAddresses");
    try {
        return CidrBlock.parse(plain);
    } catch (error) {
        throw error instanceof FirewallError ? error.under(path) : error;
    }
}

/** True for a set that holds so many public addresses that it is the internet for every practical purpose. */
export function isInternet(set: IpSet): boolean {
    const { countIpv4, countIpv6 } = publicPart(set);
    return countIpv4 >= INTERNET_IPV4 || countIpv6 >= INTERNET_IPV6;
}

/**
 * Refuses source blocks that together admit the internet: `0.0.0.0/0`, its halves, or any other spelling of it.
 *
 * @throws FirewallError `open-to-world`, which names the one explicit way.
 */
export function refuseInternet(blocks: readonly CidrBlock[], at: string): void {
    if (!isInternet(IpSet.ofBlocks(blocks))) return;
    const shown = blocks.slice(0, 3).map(String).join(", ");
    throw new FirewallError({
        code: "open-to-world",
        at,
        what: `${shown}${blocks.length > 3 ? ` and ${blocks.length - 3} more` : ""} ${blocks.length === 1 ? "admits" : "together admit"} everyone on the internet`,
        why: "Whoever reaches the Kubernetes API port talks to every secret and every workload behind it",
        fix: 'Name the addresses that need it, or say so in the one explicit place: exposedOnPurpose: { sources: ["0.0.0.0/0"], reason: "...", owner: "...", expires: "2027-03-31" }',
    });
}

/**
 * Refuses a CI source list that is a hosting provider's shared ranges (GitHub Actions publishes thousands) instead of
 * fixed addresses of one's own.
 *
 * @throws FirewallError `source-list-refused`, which names the alternatives.
 */
export function refuseSharedCiRanges(blocks: readonly CidrBlock[], at: string): void {
    const wide = blocks.find(
        (block) => block.prefixLength < (block.first.family === 4 ? WIDEST_CI_IPV4 : WIDEST_CI_IPV6) && isPublic(block),
    );
    if (!wide && blocks.length <= MOST_CI_BLOCKS) return;
    throw new FirewallError({
        code: "source-list-refused",
        at,
        what: wide ? `${wide} is no fixed address of a CI` : `${blocks.length} CIDR blocks are given for one CI`,
        why: "The published ranges of hosted runners, such as those of GitHub Actions, are shared with everyone who rents one, and no cloud's rule quota holds them",
        fix: "Use runners with a static egress address, self-hosted runners, a VPN, or a short-lived entry that the pipeline adds for its own address and removes",
    });
}

function isPublic(block: CidrBlock): boolean {
    const { countIpv4, countIpv6 } = publicPart(IpSet.ofBlocks([block]));
    return countIpv4 > 0n || countIpv6 > 0n;
}
