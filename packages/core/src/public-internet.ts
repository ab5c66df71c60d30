import { parseAddress } from "./address.js";
import { IpSet } from "./ip-set.js";

/** The public part of a set, IPv4 that IPv6 embeds counted as IPv4. */
export interface PublicPart {
    readonly ipv4: IpSet;
    readonly ipv6: IpSet;
    readonly countIpv4: bigint;
    readonly countIpv6: bigint;
}

/** Special-purpose blocks of the IANA registry that no client on the internet can use, and multicast. */
const NOT_PUBLIC_IPV4 = IpSet.of(
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
);

/** Global unicast that is special purpose, and 6to4, which is judged as the IPv4 it embeds. */
const NOT_PUBLIC_IPV6 = IpSet.of("2001::/23", "2001:db8::/32", "3fff::/20", "2002::/16");

/** Public IPv4: 3,702,258,432 addresses. */
export const PUBLIC_IPV4 = IpSet.ipv4.subtract(NOT_PUBLIC_IPV4);

/** Public IPv6: global unicast (2000::/3) without special-purpose blocks and 6to4. */
export const PUBLIC_IPV6 = IpSet.of("2000::/3").subtract(NOT_PUBLIC_IPV6);

/** An IPv6 prefix that holds all of IPv4: its blocks are as many bits longer as its own prefix is long. */
interface Embedding {
    readonly block: IpSet;
    readonly prefixLength: number;
    readonly base: bigint;
}

/** NAT64, IPv4-mapped and 6to4. */
const EMBEDDINGS: readonly Embedding[] = [
    embedding("64:ff9b::", 96),
    embedding("::ffff:0:0", 96),
    embedding("2002::", 16),
];

function embedding(address: string, prefixLength: number): Embedding {
    return { block: IpSet.of(`${address}/${prefixLength}`), prefixLength, base: parseAddress(address).value };
}

/** Every IPv6 address that stands for one of these IPv4 addresses. */
function embedded(ipv4: IpSet): IpSet {
    const parts: IpSet[] = [];
    for (const { prefixLength, base } of EMBEDDINGS) {
        const shift = BigInt(96 - prefixLength);
        for (const { first, last } of ipv4.ranges()) {
            const from = base + (first.value << shift);
            const to = base + ((last.value + 1n) << shift) - 1n;
            parts.push(IpSet.ofRange({ family: 6, value: from }, { family: 6, value: to }));
        }
    }
    return IpSet.unionOf(parts);
}

/** Every IPv4 address that some address of the set embeds. */
function embeddedIpv4(set: IpSet): IpSet {
    const parts: IpSet[] = [];
    for (const { block, prefixLength } of EMBEDDINGS) {
        const shift = BigInt(96 - prefixLength);
        for (const { first, last } of set.intersect(block).ranges()) {
            const from = BigInt.asUintN(32, first.value >> shift);
            const to = BigInt.asUintN(32, last.value >> shift);
            parts.push(IpSet.ofRange({ family: 4, value: from }, { family: 4, value: to }));
        }
    }
    return IpSet.unionOf(parts);
}

/** The whole public internet: public IPv4, public IPv6 and the IPv6 forms of public IPv4. */
export const INTERNET = IpSet.union(PUBLIC_IPV4, PUBLIC_IPV6, embedded(PUBLIC_IPV4));

/** Takes the public part of a set and counts it. */
export function publicPart(set: IpSet): PublicPart {
    const ipv4 = set.family(4).union(embeddedIpv4(set)).intersect(PUBLIC_IPV4);
    const ipv6 = set.intersect(PUBLIC_IPV6);
    return { ipv4, ipv6, countIpv4: ipv4.size(4), countIpv6: ipv6.size(6) };
}
