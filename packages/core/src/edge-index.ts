import type { LaneAddress } from "./address.js";
import { type Edges, edgesUpTo } from "./edges.js";
import { compareLanes, lane, type Width } from "./lanes.js";

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
            const at = edge * width + split;
            const own = this.slotOf(lane(edges, at), split + 1 < width ? lane(edges, at + 1) : 0);
            while (slot <= own) this.before[slot++] = edge;
        }
        this.before.fill(count, slot);
    }

    /** Indexes a set, where it is large enough to gain by it. */
    static of(edges: Edges, width: Width): EdgeIndex | undefined {
        return edges.length >= FEW_EDGES * width ? new EdgeIndex(edges, width) : undefined;
    }

    /** True if the address, which is of the family of the edges, is in the set. */
    has(address: LaneAddress): boolean {
        const { edges, width, splitLane, before } = this;
        if (splitLane > 0 && !this.sharesLanes(address)) return this.hasOutside(address);
        // Nearly always the edges part in the first lane.
        const own = splitLane === 0 ? address.lane0 : laneOf(address, splitLane);
        if (((own ^ lane(edges, splitLane)) & this.splitMask) !== 0) return this.hasOutside(address);
        const slot = this.slotOf(own, splitLane === 0 ? address.lane1 : laneOf(address, splitLane + 1));
        let count = before[slot] ?? 0;
        const end = before[slot + 1] ?? 0;
        if (end - count > FEW_IN_A_SLOT) return this.hasInCrowd(address, count, end);
        while (count < end && isUpTo(edges, count * width, width, address)) count++;
        return (count & 1) === 1;
    }

    /** True if the address has the lanes that all edges share. */
    private sharesLanes(address: LaneAddress): boolean {
        for (let index = 0; index < this.splitLane; index++) {
            if (laneOf(address, index) >>> 0 !== lane(this.edges, index)) return false;
        }
        return true;
    }

    /** Answers for an address before the first edge, where nothing is in the set, or after the last. */
    private hasOutside(address: LaneAddress): boolean {
        const { edges, width } = this;
        return compareLanes(address.lanes, 0, edges, 0, width) > 0 && ((edges.length / width) & 1) === 1;
    }

    /** Answers where many edges share a slot: by a search among them. */
    private hasInCrowd(address: LaneAddress, least: number, most: number): boolean {
        return (edgesUpTo(this.edges, address.lanes, this.width, least, most) & 1) === 1;
    }

    /** The bits that follow the shared ones in the lane where those end, and in the next. */
    private slotOf(own: number, next: number): number {
        const { skip } = this;
        const low = skip === 0 ? 0 : next >>> (32 - skip);
        return ((own << skip) | low) >>> (32 - this.bits);
    }
}

/** One lane of an address, or zero behind the last. */
function laneOf(address: LaneAddress, index: number): number {
    if (index === 0) return address.lane0;
    if (index === 1) return address.lane1;
    return index === 2 ? address.lane2 : index === 3 ? address.lane3 : 0;
}

/** True if the edge is no later than the address; nearly always the first lanes tell. */
function isUpTo(edges: Edges, at: number, width: Width, address: LaneAddress): boolean {
    const edge0 = lane(edges, at);
    const own0 = address.lane0 >>> 0;
    if (edge0 !== own0) return edge0 < own0;
    if (width === 1) return true;
    const edge1 = lane(edges, at + 1);
    const own1 = address.lane1 >>> 0;
    if (edge1 !== own1) return edge1 < own1;
    const edge2 = lane(edges, at + 2);
    const own2 = address.lane2 >>> 0;
    return edge2 === own2 ? lane(edges, at + 3) <= address.lane3 >>> 0 : edge2 < own2;
}
