import { PUBLIC_IPV4, PUBLIC_IPV6, type PublicSources, type ReferencePeer } from "@portcullis/core";
import { listed } from "./message.js";

const ALL_IPV4 = PUBLIC_IPV4.size(4);
const ALL_IPV6 = PUBLIC_IPV6.size(6);

/** Who gets in, in words: `everyone on the internet`, `about 16.7 million public addresses`, `nobody`. */
export function sourcesText(sources: PublicSources): string {
    const ipv4 = isNearlyAll(sources.countIpv4, ALL_IPV4);
    const ipv6 = isNearlyAll(sources.countIpv6, ALL_IPV6);
    if (ipv4) return "everyone on the internet";
    const parts = [
        ...(ipv6 ? ["everyone on the internet with an IPv6 address"] : []),
        ...(sources.countIpv4 > 0n ? [countText(sources.countIpv4)] : []),
        ...(!ipv6 && sources.countIpv6 > 0n ? [blockText(sources.countIpv6)] : []),
        ...sources.references.slice(0, 3).map(referenceText),
    ];
    return parts.length === 0 ? "nobody" : listed(parts);
}

/** A named source in words. */
function referenceText(reference: ReferencePeer): string {
    const name = referenceName(reference);
    // Some clouds have no name for them: "every AWS account, through a private link".
    if (name.startsWith("every ")) return name;
    return reference.class === "cloud-tenant" ? `every customer of ${name}` : `everyone in ${name}`;
}

/** The name of a source as the user wrote it, without the quotes of a property. */
export function referenceName(reference: ReferencePeer): string {
    return reference.text.replace(/^"(.*)"$/, "$1");
}

/** What is left of a family when own addresses are taken off is still everyone. */
function isNearlyAll(count: bigint, all: bigint): boolean {
    return count * 100n >= all * 98n;
}

function countText(count: bigint): string {
    if (count < 1_000_000n) {
        return count === 1n
            ? "one public address"
            : `${String(count).replace(/\B(?=(\d{3})+$)/g, ",")} public addresses`;
    }
    const [unit, name] =
        count < 1_000_000_000n ? ([1_000_000, "million"] as const) : ([1_000_000_000, "billion"] as const);
    return `about ${(Number(count) / unit).toFixed(1)} ${name} public addresses`;
}

function blockText(count: bigint): string {
    const bits = count.toString(2).length - 1;
    return `as many public IPv6 addresses as a /${128 - bits} has`;
}
