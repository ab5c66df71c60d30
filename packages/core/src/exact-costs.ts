/**
 * Whole numbers below 2^129, exact and without the price of a BigInt: each is three limbs of 43 bits in a row, the most
 * significant first. Infinity in the first limb means that there is no such number.
 *
 * @internal
 */
export type Costs = number[];

const LIMBS = 3;
const LIMB_BITS = 43;
const BASE = 2 ** LIMB_BITS;

/** Makes that many costs, all infinite. @internal */
export function infiniteCosts(count: number): Costs {
    return new Array<number>(count * LIMBS).fill(Number.POSITIVE_INFINITY);
}

/** How many costs there are. @internal */
export function costCount(costs: Costs): number {
    return costs.length / LIMBS;
}

/** @internal */
export function setCost(costs: Costs, index: number, value: bigint): void {
    for (let limb = LIMBS - 1, rest = value; limb >= 0; limb--, rest >>= BigInt(LIMB_BITS)) {
        costs[index * LIMBS + limb] = Number(BigInt.asUintN(LIMB_BITS, rest));
    }
}

/** @internal */
export function isInfinite(costs: Costs, index: number): boolean {
    return costs[index * LIMBS] === Number.POSITIVE_INFINITY;
}

/** Lowers a cost to the sum of two others where that is less; says whether it did. @internal */
export function lower(costs: Costs, index: number, a: Costs, i: number, b: Costs, j: number): boolean {
    let high = limbOf(a, i, 0) + limbOf(b, j, 0);
    // Most sums are out of the running here; a carry could only make them larger.
    if (high > limbOf(costs, index, 0)) return false;
    let middle = limbOf(a, i, 1) + limbOf(b, j, 1);
    let low = limbOf(a, i, 2) + limbOf(b, j, 2);
    if (low >= BASE) {
        low -= BASE;
        middle++;
    }
    if (middle >= BASE) {
        middle -= BASE;
        high++;
    }
    const at = index * LIMBS;
    const order = high - limbOf(costs, index, 0) || middle - limbOf(costs, index, 1) || low - limbOf(costs, index, 2);
    // Infinity minus infinity is not a number, and not below zero either: what is impossible stays so.
    if (!(order < 0)) return false;
    costs[at] = high;
    costs[at + 1] = middle;
    costs[at + 2] = low;
    return true;
}

function limbOf(costs: Costs, index: number, limb: number): number {
    return costs[index * LIMBS + limb] ?? 0;
}
