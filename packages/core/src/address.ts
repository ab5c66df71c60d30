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

/** An address that keeps its lanes at hand, so that asking a set for it needs no BigInt arithmetic. */
class LaneAddress implements Address {
    readonly #lanes: Lanes;

    constructor(
        readonly family: Family,
        readonly value: bigint,
        lanes: Lanes,
    ) {
        this.#lanes = lanes;
    }

    static lanesOf(address: Address): Lanes {
        if (#lanes in address) return address.#lanes;
        const width = widthOf(address.family);
        const lanes = new Uint32Array(width);
        fromBigInt(address.value, lanes, 0, width);
        return lanes;
    }
}

/** Lanes that an address of the family takes. @internal */
export function widthOf(family: Family): Width {
    return family === 4 ? 1 : 4;
}

/** The lanes of an address; not to be written to. @internal */
export function lanesOf(address: Address): Lanes {
    return LaneAddress.lanesOf(address);
}

/** Makes an address of the lanes at an offset. @internal */
export function addressAt(family: Family, lanes: Lanes, at: number): Address {
    const width = widthOf(family);
    return new LaneAddress(family, toBigInt(lanes, at, width), lanes.slice(at, at + width));
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
