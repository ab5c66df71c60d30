import { kept, workLanes } from "./lane-buffer.js";
import { compareLanes, isZero, type Lanes, lane, type Width } from "./lanes.js";

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

/**
 * Combines two sets in one walk over the edges of both. It goes by runs: edges of one set between two neighbours of the
 * other. Along a run the other set does not change, so that all edges of the run are edges of the result or none is.
 *
 * @internal
 */
export function combine(a: Edges, b: Edges, width: Width, operation: Operation): Edges {
    const result = workLanes(a.length + b.length);
    let length = 0;
    let i = 0;
    let j = 0;
    let state = 0;
    while (i < a.length || j < b.length) {
        const aEnd = runEnd(a, i, b, j, width);
        if (aEnd > i) {
            if (differs(operation, state, state ^ 1)) length = copyRun(a, i, aEnd, result, length);
            if ((((aEnd - i) / width) & 1) === 1) state ^= 1;
            i = aEnd;
            continue;
        }
        const bEnd = runEnd(b, j, a, i, width);
        if (bEnd > j) {
            if (differs(operation, state, state ^ 2)) length = copyRun(b, j, bEnd, result, length);
            if ((((bEnd - j) / width) & 1) === 1) state ^= 2;
            j = bEnd;
            continue;
        }
        // Neither comes first: both sets have this edge.
        if (differs(operation, state, state ^ 3)) length = copyRun(a, i, i + width, result, length);
        state ^= 3;
        i += width;
        j += width;
    }
    return kept(result, length);
}

/** Where the edges end that come before an edge of the other set, or before none where that has no more. */
function runEnd(edges: Edges, from: number, other: Edges, next: number, width: Width): number {
    if (next === other.length) return edges.length;
    const stop = lane(other, next);
    let at = from;
    while (at < edges.length && lane(edges, at) < stop) at += width;
    // Of IPv4 that is all; of IPv6 the first lanes nearly always tell.
    if (width === 1) return at;
    while (at < edges.length && compareLanes(edges, at, other, next, width) < 0) at += width;
    return at;
}

/** True if one of the states is in the result, and the other is not. */
function differs(operation: Operation, state: number, next: number): boolean {
    return (((operation >> state) ^ (operation >> next)) & 1) === 1;
}

/** Copies edges to the end of a result; answers the new end. */
function copyRun(edges: Edges, from: number, to: number, result: Lanes, length: number): number {
    let end = length;
    for (let at = from; at < to; at++) result[end++] = lane(edges, at);
    return end;
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
