import type { Edges } from "./edges.js";
import { addBlock, alignment, compareLanes, copyLanes, type Lanes, largestUpTo, type Width } from "./lanes.js";

/** Takes one block of a cover: its prefix length, and its first address at offset 0. @internal */
export type TakeBlock = (prefixLength: number, first: Lanes) => void;

const start = new Uint32Array(4);
const end = new Uint32Array(4);

/**
 * Visits the fewest blocks that make up a set, in order: of each interval the largest aligned block that fits, again
 * and again. Intervals are maximal, so no block can span two of them and no shorter cover exists.
 *
 * @internal
 */
export function forEachCoverBlock(edges: Edges, width: Width, take: TakeBlock): void {
    for (let from = 0; from < edges.length; from += 2 * width) {
        copyLanes(edges, from, start, 0, width);
        // An interval without end ends where the address space wraps: at zero.
        if (from + width < edges.length) copyLanes(edges, from + width, end, 0, width);
        else end.fill(0);
        for (;;) {
            const length = Math.max(alignment(start, 0, width), largestUpTo(start, 0, end, 0, width));
            take(length, start);
            if (length === 0) break;
            addBlock(start, 0, length);
            if (compareLanes(start, 0, end, 0, width) === 0) break;
        }
    }
}
