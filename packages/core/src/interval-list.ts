import { type Edges, NOTHING } from "./edges.js";
import { sortedOrder } from "./lane-sort.js";
import { compareLanes, isZero, type Lanes, lane, type Width } from "./lanes.js";

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

    /** Adds every interval of a set. */
    addEdges(edges: Edges): void {
        const { width } = this;
        for (let from = 0; from < edges.length; from += 2 * width) {
            const at = this.add();
            for (let index = 0; index < 2 * width; index++) this.lanes[at + index] = edges[from + index] ?? 0;
        }
    }

    /** Takes the union of all intervals as a set, and empties the list. */
    takeUnion(): Edges {
        const { count, width } = this;
        this.count = 0;
        if (count === 0) return NOTHING;
        const edges = union(this.lanes, sortedOrder(this.lanes, count, 2 * width, width), width);
        return edges;
    }
}

/** Sweeps the intervals by their first address, joining those that overlap or touch. */
function union(lanes: Lanes, order: Uint32Array, width: Width): Edges {
    const result = new Uint32Array(order.length * 2 * width);
    let length = 0;
    const stride = 2 * width;
    const copy = (from: number) => {
        for (let index = 0; index < width; index++) result[length + index] = lane(lanes, from + index);
        length += width;
    };
    /** Offset of the end of the interval that is being joined; none yet. */
    let end = -1;
    for (let position = 0; position < order.length; position++) {
        const first = lane(order, position) * stride;
        if (end < 0 || compareLanes(lanes, first, lanes, end, width) > 0) {
            if (end >= 0) copy(end);
            copy(first);
            end = first + width;
        } else if (compareLanes(lanes, first + width, lanes, end, width) > 0) {
            end = first + width;
        }
        if (isZero(lanes, first + width, width)) return result.slice(0, length);
    }
    copy(end);
    return length === result.length ? result : result.slice(0, length);
}
