import { type Edges, edgesUpTo } from "./edges.js";
import { compareLanes, type Lanes, lane, type Width } from "./lanes.js";

/** Fewer edges are found as fast without an index. */
const FEW_EDGES = 64;
/** So few edges of one slot are looked at one by one. */
const FEW_IN_A_SLOT = 8;
/** Most bits that the index tells apart. */
const MOST_BITS = 16;

/**
 * Finds the edges around an address without a search: all edges share their first bits, the next few bits of an
 * address name a slot, and the slot knows how many edges come before it.
 *
 *     edge    0010 0000 0000 0001  1101 ...        shared: 0010 0000 00; slots are told apart by what follows
 *     edge    0010 0000 0010 1010  0000 ...
 *
 * @internal
 */
export class EdgeIndex {
    /** The lane in which the shared bits end, and which of its bits are shared. */
    private readonly splitLane: number;
    private readonly splitMask: number;
    /** Bits of that lane to skip, and bits to tell apart. */
    private readonly skip: number;
    private readonly bits: number;
    /** For each slot the number of edges before it, and one more for the end. */
    private readonly before: Uint16Array | Uint32Array;

    private constructor(
        private readonly edges: Edges,
        private readonly width: Width,
    ) {
        const count = edges.length / width;
        const last = edges.length - width;
        let split = 0;
        while (split < width - 1 && edges[split] === edges[last + split]) split++;
        this.splitLane = split;
        this.skip = Math.clz32(lane(edges, split) ^ lane(edges, last + split));
        this.splitMask = this.skip === 0 ? 0 : -1 << (32 - this.skip);
        this.bits = Math.min(MOST_BITS, 33 - Math.clz32(count), (width - split) * 32 - this.skip);
        const slots = 2 ** this.bits + 1;
        this.before = count < 2 ** 16 ? new Uint16Array(slots) : new Uint32Array(slots);
        let slot = 0;
        for (let edge = 0; edge < count; edge++) {
            const own = this.slotOf(edges, edge * width);
            while (slot <= own) this.before[slot++] = edge;
        }
        this.before.fill(count, slot);
    }

    /** Indexes a set, where it is large enough to gain by it. */
    static of(edges: Edges, width: Width): EdgeIndex | undefined {
        return edges.length >= FEW_EDGES * width ? new EdgeIndex(edges, width) : undefined;
    }

    /** True if the IPv4 address is in the set: as below, of one lane. */
    hasIpv4(address: number): boolean {
        const { edges, before, skip, bits } = this;
        if (((address ^ lane(edges, 0)) & this.splitMask) !== 0) return this.hasOutside(Uint32Array.of(address));
        const slot = (address << skip) >>> (32 - bits);
        let count = before[slot] ?? 0;
        const high = before[slot + 1] ?? 0;
        if (high - count > FEW_IN_A_SLOT) count = edgesUpTo(edges, Uint32Array.of(address), 1, count, high);
        else while (count < high && lane(edges, count) <= address) count++;
        return (count & 1) === 1;
    }

    /** True if the IPv6 address is in the set. */
    hasIpv6(address: Lanes): boolean {
        const { edges, splitLane, before } = this;
        for (let index = 0; index < splitLane; index++) {
            if (lane(address, index) !== lane(edges, index)) return this.hasOutside(address);
        }
        if (((lane(address, splitLane) ^ lane(edges, splitLane)) & this.splitMask) !== 0)
            return this.hasOutside(address);
        const slot = this.slotOf(address, 0);
        let count = before[slot] ?? 0;
        const high = before[slot + 1] ?? 0;
        if (high - count > FEW_IN_A_SLOT) count = edgesUpTo(edges, address, 4, count, high);
        else while (count < high && isUpTo(edges, count * 4, address)) count++;
        return (count & 1) === 1;
    }

    /** Answers for an address before the first edge, where nothing is in the set, or after the last. */
    private hasOutside(address: Lanes): boolean {
        const { edges, width } = this;
        return compareLanes(address, 0, edges, 0, width) > 0 && ((edges.length / width) & 1) === 1;
    }

    /** The bits that follow the shared ones. */
    private slotOf(lanes: Lanes, at: number): number {
        const { splitLane, skip, width } = this;
        const high = lane(lanes, at + splitLane) << skip;
        const low = skip === 0 || splitLane + 1 >= width ? 0 : lane(lanes, at + splitLane + 1) >>> (32 - skip);
        return (high | low) >>> (32 - this.bits);
    }
}

/** True if the IPv6 edge is no later than the address; nearly always the first lanes tell. */
function isUpTo(edges: Edges, at: number, address: Lanes): boolean {
    const edge = lane(edges, at);
    const own = lane(address, 0);
    return edge === own ? compareLanes(edges, at, address, 0, 4) <= 0 : edge < own;
}
