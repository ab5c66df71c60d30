import { scanIpv4, scanIpv6 } from "./address-scanner.js";
import { ipv4Text, ipv6Text } from "./address-text.js";
import { FirewallError } from "./error.js";
import { fromBigInt, type Lanes, lane, toBigInt, type Width } from "./lanes.js";
import { quoted, spellingFault } from "./spelling-fault.js";

/** IPv4 or IPv6: two universes that never meet. */
export type Family = 4 | 6;

/** One address; its value is the address as a number. */
export interface Address {
    readonly family: Family;
    readonly value: bigint;
}

/** What {@link LaneAddress.lanes} gives. */
const written = new Uint32Array(4);

/**
 * An address that keeps its lanes at hand, so that asking a set for it needs no BigInt arithmetic. They are private to
 * the language, hence no part of a comparison of values; and signed, hence stored in the object itself.
 *
 * @internal
 */
export class LaneAddress implements Address {
    readonly #lane0: number;
    readonly #lane1: number;
    readonly #lane2: number;
    readonly #lane3: number;

    constructor(
        readonly family: Family,
        readonly value: bigint,
        lanes: Lanes,
        at: number,
    ) {
        this.#lane0 = lane(lanes, at) | 0;
        this.#lane1 = family === 4 ? 0 : lane(lanes, at + 1) | 0;
        this.#lane2 = family === 4 ? 0 : lane(lanes, at + 2) | 0;
        this.#lane3 = family === 4 ? 0 : lane(lanes, at + 3) | 0;
    }

    /** True for the addresses made here; people may write their own. */
    static is(value: object): value is LaneAddress {
        return #lane0 in value;
    }

    /** The address itself, or one made of what people wrote. */
    static of(address: Address): LaneAddress {
        return LaneAddress.is(address) ? address : new LaneAddress(address.family, address.value, lanesOf(address), 0);
    }

    /** The lanes one by one, as signed integers; all but the first are zero for IPv4. */
    get lane0(): number {
        return this.#lane0;
    }

    get lane1(): number {
        return this.#lane1;
    }

    get lane2(): number {
        return this.#lane2;
    }

    get lane3(): number {
        return this.#lane3;
    }

    /** The four lanes, in an array that the next call writes again. */
    get lanes(): Lanes {
        written[0] = this.#lane0;
        written[1] = this.#lane1;
        written[2] = this.#lane2;
        written[3] = this.#lane3;
        return written;
    }
}

/** Lanes that an address of the family takes. @internal */
export function widthOf(family: Family): Width {
    return family === 4 ? 1 : 4;
}

/** The lanes of an address. @internal */
export function lanesOf(address: Address): Lanes {
    const width = widthOf(address.family);
    const lanes = new Uint32Array(width);
    fromBigInt(address.value, lanes, 0, width);
    return lanes;
}

/** Makes an address of the lanes at an offset. @internal */
export function addressAt(family: Family, lanes: Lanes, at: number): Address {
    return new LaneAddress(family, toBigInt(lanes, at, widthOf(family)), lanes, at);
}

const scanned = new Uint32Array(4);

/** Reads an address, or answers undefined where {@link parseAddress} would throw. */
export function tryParseAddress(text: string): Address | undefined {
    if (typeof text !== "string") return undefined;
    if (scanIpv4(text, 0, scanned, 0) === text.length) return addressAt(4, scanned, 0);
    if (scanIpv6(text, 0, scanned, 0) === text.length) return addressAt(6, scanned, 0);
    return undefined;
}

/**
 * Reads an address: four decimal octets without leading zeros, or IPv6 as RFC 4291 writes it.
 * Zone ids, spaces and every other spelling are errors, never repaired.
 */
export function parseAddress(text: string): Address {
    const address = tryParseAddress(text);
    if (address !== undefined) return address;
    const fault = spellingFault(text);
    throw new FirewallError({
        code: "address-malformed",
        what: `${quoted(text)} is not an IP address`,
        why: fault.why,
        fix: fault.fix ?? "Write an address such as 192.0.2.10 or 2001:db8::10",
    });
}

/** Writes an address: dotted decimal, or RFC 5952. */
export function formatAddress(address: Address): string {
    const lanes = lanesOf(address);
    return address.family === 4
        ? ipv4Text(lane(lanes, 0))
        : ipv6Text(lane(lanes, 0), lane(lanes, 1), lane(lanes, 2), lane(lanes, 3));
}
