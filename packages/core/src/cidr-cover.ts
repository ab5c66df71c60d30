import { CidrBlock } from "./cidr-block.js";
import type { Edges } from "./edges.js";
import { addBlock, alignment, compareLanes, copyLanes, lane, largestUpTo } from "./lanes.js";

/**
 * Adds the fewest blocks that make up a set of IPv4 addresses, in order: of each interval the largest aligned block that
 * fits, again and again. Intervals are maximal, so no block can span two of them and no shorter cover exists.
 *
 * @internal
 */
export function addIpv4Cover(edges: Edges, blocks: CidrBlock[]): void {
    for (let from = 0; from < edges.length; from += 2) {
        let start = lane(edges, from) | 0;
        // An interval without end ends where the address space wraps: at zero.
        const end = from + 1 < edges.length ? lane(edges, from + 1) | 0 : 0;
        do {
            const prefixLength = Math.max(largestIpv4(start & -start), largestIpv4((end - start) | 0));
            blocks.push(CidrBlock.ipv4(start, prefixLength));
            start = prefixLength === 0 ? 0 : (start + (1 << (32 - prefixLength))) | 0;
        } while (start !== end);
    }
}

/** Prefix length of the largest block of no more than so many IPv4 addresses; zero means all there are. */
function largestIpv4(addresses: number): number {
    return addresses === 0 ? 0 : 1 + Math.clz32(addresses);
}

const start = new Uint32Array(4);
const end = new Uint32Array(4);

/** Adds the fewest blocks that make up a set of IPv6 addresses, in the same way. @internal */
export function addIpv6Cover(edges: Edges, blocks: CidrBlock[]): void {
    for (let from = 0; from < edges.length; from += 8) {
        copyLanes(edges, from, start, 0, 4);
        if (from + 4 < edges.length) copyLanes(edges, from + 4, end, 0, 4);
        else end.fill(0);
        do {
            const prefixLength = Math.max(alignment(start), largestUpTo(start, end));
            blocks.push(CidrBlock.at(6, prefixLength, start, 0));
            if (prefixLength === 0) break;
            addBlock(start, 0, prefixLength);
        } while (compareLanes(start, 0, end, 0, 4) !== 0);
    }
}
