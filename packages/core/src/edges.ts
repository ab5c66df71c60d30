import { kept, workLanes } from "./lane-buffer.js";
import { compareLanes, copyLanes, isZero, type Lanes, type Width } from "./lanes.js";

/**
 * A set of addresses of one family as its edges: the places, in order, where membership changes, reading from zero up.
 *
 *     0        e0=======e1        e2====e3
 *     outside  |inside  |outside  |inside|outside
 *
 * Edges strictly rise, so intervals are disjoint, never adjacent and as few as can be: two sets are equal exactly if
 * their edges are. An odd number of edges means that the last interval reaches the end of the address space.
 *
 * @internal
 */
export type Edges = Lanes;

/** No address. @internal */
export const NOTHING: Edges = new Uint32Array(0);

/** Every address of the family. @internal */
export function everyAddress(width: Width): Edges {
    return new Uint32Array(width);
}

/** Which of "in the first" (1), "in the second" (2) and "in both" (3) belong to the result: one bit per case. @internal */
export type Operation = number;
/** @internal */
export const UNION: Operation = 0b1110;
/** @internal */
export const INTERSECTION: Operation = 0b1000;
/** @internal */
export const DIFFERENCE: Operation = 0b0010;

/** Combines two sets in one walk over the edges of both. @internal */
export function combine(a: Edges, b: Edges, width: Width, operation: Operation): Edges {
    const result = workLanes(a.length + b.length);
    let length = 0;
    let i = 0;
    let j = 0;
    let state = 0;
    let inside = 0;
    while (i < a.length || j < b.length) {
        const order = i === a.length ? 1 : j === b.length ? -1 : compareLanes(a, i, b, j, width);
        const source = order <= 0 ? a : b;
        const at = order <= 0 ? i : j;
        if (order <= 0) {
            state ^= 1;
            i += width;
        }
        if (order >= 0) {
            state ^= 2;
            j += width;
        }
        const next = (operation >> state) & 1;
        if (next !== inside) {
            copyLanes(source, at, result, length, width);
            length += width;
            inside = next;
        }
    }
    return kept(result, length);
}

/** True if no address is in both sets under the operation: stops at the first that is. @internal */
export function combinesToNothing(a: Edges, b: Edges, width: Width, operation: Operation): boolean {
    let i = 0;
    let j = 0;
    let state = 0;
    while (i < a.length || j < b.length) {
        const order = i === a.length ? 1 : j === b.length ? -1 : compareLanes(a, i, b, j, width);
        if (order <= 0) {
            state ^= 1;
            i += width;
        }
        if (order >= 0) {
            state ^= 2;
            j += width;
        }
        if (((operation >> state) & 1) === 1) return false;
    }
    return true;
}

/** Everything else: the same edges, with one at zero added or taken away. @internal */
export function complementOf(edges: Edges, width: Width): Edges {
    if (edges.length > 0 && isZero(edges, 0, width)) return edges.slice(width);
    const result = new Uint32Array(edges.length + width);
    result.set(edges, width);
    return result;
}

/** @internal */
export function equalEdges(a: Edges, b: Edges): boolean {
    if (a.length !== b.length) return false;
    for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
    return true;
}

/** Number of edges at or before an address, between two counts that enclose it; odd means that it is in the set. @internal */
export function edgesUpTo(edges: Edges, lanes: Lanes, width: Width, least: number, most: number): number {
    let low = least;
    let high = most;
    while (low < high) {
        const middle = (low + high) >>> 1;
        if (compareLanes(edges, middle * width, lanes, 0, width) <= 0) low = middle + 1;
        else high = middle;
    }
    return low;
}
