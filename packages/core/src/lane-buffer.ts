import { type Lanes, lane } from "./lanes.js";

/** Up to this many lanes share a buffer: one of their own each would cost more than all the work on a small set. */
const SHARED = 256;
const BUFFER_LANES = 4096;

let work = new Uint32Array(1024);
let buffer = new ArrayBuffer(BUFFER_LANES * 4);
let used = 0;

/** Lanes to write a result of at most this length to; the next call gives the same ones. @internal */
export function workLanes(most: number): Lanes {
    if (work.length < most) work = new Uint32Array(2 * most);
    return work;
}

/** Copies the first lanes of a result, to be kept. @internal */
export function kept(lanes: Lanes, length: number): Lanes {
    if (length > SHARED) return lanes.slice(0, length);
    const copy = newLanes(length);
    for (let index = 0; index < length; index++) copy[index] = lane(lanes, index);
    return copy;
}

/** Makes that many lanes, whose values are not defined. @internal */
export function newLanes(length: number): Lanes {
    if (length > SHARED) return new Uint32Array(length);
    if (used + length > BUFFER_LANES) {
        buffer = new ArrayBuffer(BUFFER_LANES * 4);
        used = 0;
    }
    const view = new Uint32Array(buffer, used * 4, length);
    used += length;
    return view;
}
