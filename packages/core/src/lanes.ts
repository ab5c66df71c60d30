/**
 * Addresses as numbers that fit a typed array: one 32-bit lane for IPv4, four for IPv6, the most significant first.
 * A lane array holds many addresses of one width back to back; an offset names where one starts.
 *
 * @internal
 */
export type Lanes = Uint32Array;

/** Lanes an address takes: 1 (IPv4) or 4 (IPv6). @internal */
export type Width = 1 | 4;

/** Reads one lane. Every caller stays in bounds, and typed arrays have no holes: the zero is for the type only. @internal */
export function lane(lanes: Lanes, index: number): number {
    return lanes[index] ?? 0;
}

/**
 * Orders two addresses: negative, zero or positive. Lanes are compared, not subtracted: a difference of two would be a
 * floating-point number.
 *
 * @internal
 */
export function compareLanes(a: Lanes, at: number, b: Lanes, bt: number, width: Width): number {
    const one = lane(a, at);
    const other = lane(b, bt);
    if (one !== other) return one < other ? -1 : 1;
    return width === 1 ? 0 : compareRest(a, at, b, bt);
}

/** Orders two IPv6 addresses that share their first lane. */
function compareRest(a: Lanes, at: number, b: Lanes, bt: number): number {
    for (let index = 1; index < 4; index++) {
        const one = lane(a, at + index);
        const other = lane(b, bt + index);
        if (one !== other) return one < other ? -1 : 1;
    }
    return 0;
}

/** True for the address whose bits are all zero, which as an end means "after the last address". @internal */
export function isZero(lanes: Lanes, at: number, width: Width): boolean {
    if (lane(lanes, at) !== 0) return false;
    return width === 1 || (lane(lanes, at + 1) | lane(lanes, at + 2) | lane(lanes, at + 3)) === 0;
}

/** Copies an address. @internal */
export function copyLanes(from: Lanes, at: number, to: Lanes, tt: number, width: Width): void {
    to[tt] = lane(from, at);
    if (width === 1) return;
    to[tt + 1] = lane(from, at + 1);
    to[tt + 2] = lane(from, at + 2);
    to[tt + 3] = lane(from, at + 3);
}

/**
 * Adds the size of a block with this prefix length (1 up to all bits) in place; past the last address it wraps to zero.
 *
 * @internal
 */
export function addBlock(lanes: Lanes, at: number, prefixLength: number): void {
    let index = at + ((prefixLength - 1) >> 5);
    // A bit to add is a power of two: the lane wrapped exactly if no bit at or above it is left.
    let bit = 1 << (31 - ((prefixLength - 1) & 31));
    let sum = (lane(lanes, index) + bit) >>> 0;
    lanes[index] = sum;
    while (sum < bit >>> 0 && index > at) {
        bit = 1;
        index--;
        sum = (lane(lanes, index) + 1) >>> 0;
        lanes[index] = sum;
    }
}

/** Prefix length of the largest block that can start at this IPv6 address: 0 for the zero address. @internal */
export function alignment(address: Lanes): number {
    for (let index = 3; index >= 0; index--) {
        const value = lane(address, index);
        if (value !== 0) return index * 32 + 1 + Math.clz32(value & -value);
    }
    return 0;
}

/** Prefix length of the largest IPv6 block no larger than the way to an end; 0 where that is the whole space. @internal */
export function largestUpTo(from: Lanes, end: Lanes): number {
    let length = 0;
    let borrow = 0;
    for (let index = 3; index >= 0; index--) {
        const difference = lane(end, index) - lane(from, index) - borrow;
        if (difference !== 0 && difference !== -(2 ** 32)) length = index * 32 + 1 + Math.clz32(difference);
        borrow = difference < 0 ? 1 : 0;
    }
    return length;
}

/** The value of an address. @internal */
export function toBigInt(lanes: Lanes, at: number, width: Width): bigint {
    let value = 0n;
    for (let index = 0; index < width; index++) value = (value << 32n) | BigInt(lane(lanes, at + index));
    return value;
}

/** Writes a value, taken modulo the size of the address space. @internal */
export function fromBigInt(value: bigint, lanes: Lanes, at: number, width: Width): void {
    let rest = value;
    for (let index = width - 1; index >= 0; index--) {
        lanes[at + index] = Number(BigInt.asUintN(32, rest));
        rest >>= 32n;
    }
}
