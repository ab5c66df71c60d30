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
        return kept(result, union(this.lanes, order, count, width, result));
    }
}

/** Sweeps the intervals by their first address, joining those that overlap or touch; answers how many lanes result. */
function union(lanes: Lanes, order: Uint32Array, count: number, width: Width, result: Lanes): number {
    const stride = 2 * width;
    let length = 0;
    /** Offset of the end of the interval that is being joined; none yet. */
    let end = -1;
    for (let position = 0; position < count; position++) {
        const first = lane(order, position) * stride;
        if (end < 0 || compareLanes(lanes, first, lanes, end, width) > 0) {
            if (end >= 0) copyLanes(lanes, end, result, length - width, width);
            copyLanes(lanes, first, result, length, width);
            // Room for the end, which the next interval may move.
            length += stride;
            end = first + width;
        } else if (compareLanes(lanes, first + width, lanes, end, width) > 0) {
            end = first + width;
        }
        // Nothing lies behind an interval without end.
        if (isZero(lanes, first + width, width)) return length - width;
    }
    copyLanes(lanes, end, result, length - width, width);
    return length;
}
