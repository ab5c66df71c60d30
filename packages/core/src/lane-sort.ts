import { compareLanes, type Lanes, lane, type Width } from "./lanes.js";

/** Up to this many, moving each into place costs less than counting. */
const FEW = 24;
/** From this many on, fewer passes are worth more counters: a pass sorts by so many bits. */
const MANY = 4096;
const FEW_BITS = 8;
const MANY_BITS = 11;
const counts = new Uint32Array(2 ** MANY_BITS + 1);

/** Two orders to work in, kept between uses. */
let scratch = [new Uint32Array(256), new Uint32Array(256)] as const;

/**
 * The order that sorts `count` records of `stride` lanes by the address each starts with; equal ones keep their order.
 * The answer stands in the first `count` places of an array that the next call uses again.
 *
 * Sorts by counting, a few bits at a time from the last, and skips all bits in which all records agree: what people
 * write shares long prefixes and ends in zeros, so that few bytes are left even of IPv6.
 *
 * @internal
 */
export function sortedOrder(lanes: Lanes, count: number, stride: number, width: Width): Uint32Array {
    if (count > scratch[0].length) scratch = [new Uint32Array(2 * count), new Uint32Array(2 * count)];
    let [from, to] = scratch;
    for (let index = 0; index < count; index++) from[index] = index;
    if (isSorted(lanes, count, stride, width)) return from;
    if (count <= FEW) {
        insert(from, lanes, count, stride, width);
        return from;
    }
    const bits = count < MANY ? FEW_BITS : MANY_BITS;
    for (let index = width - 1; index >= 0; index--) {
        const varying = varyingBits(lanes, count, stride, index);
        for (let shift = 0; shift < 32; shift += bits) {
            if (((varying >>> shift) & (2 ** bits - 1)) === 0) continue;
            pass(from, to, lanes, count, stride, index, shift, bits);
            [from, to] = [to, from];
        }
    }
    return from;
}

function isSorted(lanes: Lanes, count: number, stride: number, width: Width): boolean {
    for (let at = stride; at < count * stride; at += stride) {
        if (compareLanes(lanes, at - stride, lanes, at, width) > 0) return false;
    }
    return true;
}

function insert(order: Uint32Array, lanes: Lanes, count: number, stride: number, width: Width): void {
    for (let index = 1; index < count; index++) {
        const item = lane(order, index);
        let place = index;
        while (place > 0 && compareLanes(lanes, lane(order, place - 1) * stride, lanes, item * stride, width) > 0) {
            order[place] = lane(order, place - 1);
            place--;
        }
        order[place] = item;
    }
}

/** The bits of one lane in which not all records agree. */
function varyingBits(lanes: Lanes, count: number, stride: number, index: number): number {
    const sample = lane(lanes, index);
    let bits = 0;
    for (let at = index; at < count * stride; at += stride) bits |= lane(lanes, at) ^ sample;
    return bits;
}

/** One stable pass over the bits of one lane from `shift` on. */
function pass(
    from: Uint32Array,
    to: Uint32Array,
    lanes: Lanes,
    count: number,
    stride: number,
    index: number,
    shift: number,
    bits: number,
): void {
    const slots = 2 ** bits;
    counts.fill(0, 0, slots + 1);
    for (let at = index, end = count * stride; at < end; at += stride) {
        const slot = ((lane(lanes, at) >>> shift) & (slots - 1)) + 1;
        counts[slot] = lane(counts, slot) + 1;
    }
    for (let slot = 1; slot <= slots; slot++) counts[slot] = lane(counts, slot) + lane(counts, slot - 1);
    for (let position = 0; position < count; position++) {
        const item = lane(from, position);
        const slot = (lane(lanes, item * stride + index) >>> shift) & (slots - 1);
        const place = lane(counts, slot);
        to[place] = item;
        counts[slot] = place + 1;
    }
}
