import type { Edges } from "./edges.js";
import { addBlock, alignment, compareLanes, isZero, type Lanes, type Width } from "./lanes.js";

/** Takes one block of a cover: its prefix length, and its first address at offset 0. @internal */
export type TakeBlock = (prefixLength: number, first: Lanes) => void;

const start = new Uint32Array(4);
const next = new Uint32Array(4);

/**
 * Visits the fewest blocks that make up a set, in order: of each interval the largest aligned block that fits, again
 * and again. Intervals are maximal, so no block can span two of them and no shorter cover exists.
 *
 * @internal
 */
export function forEachCoverBlock(edges: Edges, width: Width, take: TakeBlock): void {
    const bits = width * 32;
    const stride = 2 * width;
    for (let from = 0; from < edges.length; from += stride) {
        const endless = from + width >= edges.length;
        for (let index = 0; index < width; index++) start[index] = edges[from + index] ?? 0;
        let length = alignment(start, 0, width);
        for (;;) {
            if (length === 0) {
                if (endless) take(0, start);
                if (endless) break;
                length = 1;
            }
            for (let index = 0; index < width; index++) next[index] = start[index] ?? 0;
            addBlock(next, 0, length);
            const wrapped = isZero(next, 0, width);
            const order = wrapped ? 1 : endless ? -1 : compareLanes(next, 0, edges, from + width, width);
            if (order > 0 && !(wrapped && endless)) {
                length++;
                if (length > bits) break;
                continue;
            }
            take(length, start);
            if (order === 0 || wrapped) break;
            for (let index = 0; index < width; index++) start[index] = next[index] ?? 0;
            length = Math.max(alignment(start, 0, width), 1);
        }
    }
}
