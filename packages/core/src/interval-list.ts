import { type Edges, NOTHING } from "./edges.js";
import { kept, workLanes } from "./lane-buffer.js";
import { sortedOrder } from "./lane-sort.js";
import { addBlock, compareLanes, copyLanes, isZero, type Lanes, lane, type Width } from "./lanes.js";

/**
 * A growing list of intervals in any order, overlaps allowed: first address and the address after the last, where zero
 * as an end means the end of the address space. Kept between uses, since small sets cost little but their allocation.
 *
 * @internal
 */
export class IntervalList {
    /** First and end of each interval, back to back. */
    lanes: Lanes;
    count = 0;

    constructor(readonly width: Width) {
        this.lanes = new Uint32Array(256 * width);
    }

    /** Makes room for one more and answers the offset of its first address; the end follows it. */
    add(): number {
        const stride = 2 * this.width;
        const at = this.count * stride;
        if (at + stride > this.lanes.length) {
            const larger = new Uint32Array(this.lanes.length * 2);
            larger.set(this.lanes);
            this.lanes = larger;
        }
        this.count++;
        return at;
    }

    /** Adds the block of that prefix length whose first address is at offset 0 of `first`. */
    addBlock(first: Lanes, prefixLength: number): void {
        const { width } = this;
        const at = this.add();
        copyLanes(first, 0, this.lanes, at, width);
        copyLanes(first, 0, this.lanes, at + width, width);
        if (prefixLength > 0) addBlock(this.lanes, at + width, prefixLength);
    }

    /** Adds every interval of a set. */
    addEdges(edges: Edges): void {
        const { width } = this;
        for (let from = 0; from < edges.length; from += 2 * width) {
            const at = this.add();
            copyLanes(edges, from, this.lanes, at, width);
            if (from + width < edges.length) copyLanes(edges, from + width, this.lanes, at + width, width);
            else this.lanes.fill(0, at + width, at + 2 * width);
        }
    }

    /** Takes the union of all intervals as a set, and empties the list. */
    takeUnion(): Edges {
        const { count, width } = this;
        this.count = 0;
        if (count === 0) return NOTHING;
        const order = sortedOrder(this.lanes, count, 2 * width, width);
        const result = workLanes(2 * width * count);
        const length =
            width === 1 ? unionOfIpv4(this.lanes, order, count, result) : unionOfIpv6(this.lanes, order, count, result);
        return kept(result, length);
    }
}

/** Sweeps the intervals by their first address, joining those that overlap or touch; answers how many lanes result. */
function unionOfIpv4(lanes: Lanes, order: Uint32Array, count: number, result: Lanes): number {
    let length = 0;
    /** The end of the interval that is being joined. */
    let end = 0;
    for (let position = 0; position < count; position++) {
        const at = lane(order, position) * 2;
        const first = lane(lanes, at);
        const ownEnd = lane(lanes, at + 1);
        if (length === 0 || first > end) {
            if (length > 0) result[length++] = end;
            result[length++] = first;
            end = ownEnd;
        } else if (ownEnd > end) {
            end = ownEnd;
        }
        // Nothing lies behind an interval without end.
        if (ownEnd === 0) return length;
    }
    result[length++] = end;
    return length;
}

/** The same for four lanes. */
function unionOfIpv6(lanes: Lanes, order: Uint32Array, count: number, result: Lanes): number {
    let length = 0;
    /** Offset of the end of the interval that is being joined; none yet. */
    let end = -1;
    for (let position = 0; position < count; position++) {
        const first = lane(order, position) * 8;
        if (end < 0 || compareLanes(lanes, first, lanes, end, 4) > 0) {
            if (end >= 0) copyLanes(lanes, end, result, length - 4, 4);
            copyLanes(lanes, first, result, length, 4);
            // Room for the end, which the next interval may move.
            length += 8;
            end = first + 4;
        } else if (compareLanes(lanes, first + 4, lanes, end, 4) > 0) {
            end = first + 4;
        }
        if (isZero(lanes, first + 4, 4)) return length - 4;
    }
    copyLanes(lanes, end, result, length - 4, 4);
    return length;
}
