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

/** Orders two addresses: negative, zero or positive. @internal */
export function compareLanes(a: Lanes, at: number, b: Lanes, bt: number, width: Width): number {
    for (let index = 0; index < width; index++) {
        const difference = lane(a, at + index) - lane(b, bt + index);
        if (difference !== 0) return difference;
    }
    return 0;
}

/** True for the address whose bits are all zero, which as an end means "after the last address". @internal */
export function isZero(lanes: Lanes, at: number, width: Width): boolean {
    for (let index = 0; index < width; index++) if (lane(lanes, at + index) !== 0) return false;
    return true;
}

/**
 * Adds the size of a block with this prefix length (1 up to all bits) in place; past the last address it wraps to zero.
 *
 * @internal
 */
export function addBlock(lanes: Lanes, at: number, prefixLength: number): void {
    let index = at + ((prefixLength - 1) >> 5);
    let sum = lane(lanes, index) + 2 ** (31 - ((prefixLength - 1) & 31));
    lanes[index] = sum;
    while (sum >= 2 ** 32 && index > at) {
        index--;
        sum = lane(lanes, index) + 1;
        lanes[index] = sum;
    }
}

/** Length of the shortest prefix that holds this address as its first one: 0 for the zero address. @internal */
export function alignment(lanes: Lanes, at: number, width: Width): number {
    for (let index = width - 1; index >= 0; index--) {
        const value = lane(lanes, at + index);
        if (value !== 0) return index * 32 + 32 - trailingZeros(value);
    }
    return 0;
}

function trailingZeros(value: number): number {
    return 31 - Math.clz32(value & -value);
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
