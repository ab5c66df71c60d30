import { type Address, addressAt, type Family, lanesOf, widthOf } from "./address.js";
import { BARE_IPV4, BARE_IPV6, IPV6, MALFORMED, scanCidr } from "./address-scanner.js";
import { ipv4BlockText, ipv6Text } from "./address-text.js";
import { FirewallError } from "./error.js";
import { type Lanes, lane } from "./lanes.js";
import { quoted, spellingFault } from "./spelling-fault.js";

/** How {@link CidrBlock.read} takes what clouds accept and people should not write. */
export interface ReadOptions {
    /** Reads an address without prefix length as a block of one address. @default false */
    readonly bareAddress?: boolean;
}

const scanned = new Uint32Array(4);

/** A block of addresses that share a prefix, host bits zero. */
export class CidrBlock {
    /**
     * Lanes of the first address, those that IPv4 does not need zero. They are kept as signed integers, which the
     * engine stores in the object itself; larger numbers it would box one by one.
     */
    private constructor(
        readonly family: Family,
        readonly prefixLength: number,
        private readonly lane0: number,
        private readonly lane1: number,
        private readonly lane2: number,
        private readonly lane3: number,
    ) {}

    /** Makes a block of lanes whose host bits are zero. @internal */
    static at(family: Family, prefixLength: number, lanes: Lanes, at: number): CidrBlock {
        const first = lane(lanes, at) | 0;
        if (family === 4) return CidrBlock.ipv4(first, prefixLength);
        const [second, third] = [lane(lanes, at + 1) | 0, lane(lanes, at + 2) | 0];
        return new CidrBlock(6, prefixLength, first, second, third, lane(lanes, at + 3) | 0);
    }

    /** Makes an IPv4 block of its first address, a signed integer whose host bits are zero. @internal */
    static ipv4(first: number, prefixLength: number): CidrBlock {
        return new CidrBlock(4, prefixLength, first, 0, 0, 0);
    }

    /** Reads a block as people should write it: a strict address, a prefix length, no host bits. */
    static parse(text: string): CidrBlock {
        const kind = strictCidr(text, scanned);
        return kind >= IPV6 ? CidrBlock.at(6, kind - IPV6, scanned, 0) : CidrBlock.at(4, kind, scanned, 0);
    }

    /**
     * Reads a block as a cloud does: host bits are masked, a bare address is one address where asked.
     * Undefined for everything else: leading zeros, spaces and zone ids are not repaired here either.
     */
    static read(text: string, options: ReadOptions = {}): CidrBlock | undefined {
        if (typeof text !== "string") return undefined;
        const kind = scanCidr(text, scanned);
        if (kind === MALFORMED) return undefined;
        if (kind === BARE_IPV4 || kind === BARE_IPV6) {
            if (options.bareAddress !== true) return undefined;
            return kind === BARE_IPV4 ? CidrBlock.at(4, 32, scanned, 0) : CidrBlock.at(6, 128, scanned, 0);
        }
        const family = kind >= IPV6 ? 6 : 4;
        const length = family === 6 ? kind - IPV6 : kind;
        clearHostBits(scanned, length, family);
        return CidrBlock.at(family, length, scanned, 0);
    }

    get first(): Address {
        return addressAt(this.family, this.lanes(), 0);
    }

    get last(): Address {
        const lanes = this.lanes();
        for (let index = 0; index < lanes.length; index++) {
            lanes[index] = lane(lanes, index) | ~netmask(this.prefixLength, index);
        }
        return addressAt(this.family, lanes, 0);
    }

    /** True if every address of the other lies in this block. */
    contains(other: Address | CidrBlock): boolean {
        if (other.family !== this.family) return false;
        if (other instanceof CidrBlock && other.prefixLength < this.prefixLength) return false;
        const lanes = other instanceof CidrBlock ? other.lanes() : lanesOf(other);
        const own = this.lanes();
        return own.every((value, index) => ((value ^ lane(lanes, index)) & netmask(this.prefixLength, index)) === 0);
    }

    equals(other: CidrBlock): boolean {
        return other.prefixLength === this.prefixLength && this.contains(other);
    }

    toString(): string {
        if (this.family === 4) return ipv4BlockText(this.lane0, this.prefixLength);
        return `${ipv6Text(this.lane0, this.lane1, this.lane2, this.lane3)}/${this.prefixLength}`;
    }

    /** The block of a shorter prefix length around another block. @internal */
    static around(block: CidrBlock, prefixLength: number): CidrBlock {
        const lanes = block.lanes();
        clearHostBits(lanes, prefixLength, block.family);
        return CidrBlock.at(block.family, prefixLength, lanes, 0);
    }

    /** One lane of the first address. @internal */
    laneAt(index: number): number {
        return (index === 0 ? this.lane0 : index === 1 ? this.lane1 : index === 2 ? this.lane2 : this.lane3) >>> 0;
    }

    /** A copy of the lanes of the first address. @internal */
    lanes(): Lanes {
        const lanes = new Uint32Array(widthOf(this.family));
        lanes[0] = this.lane0;
        if (this.family === 6) {
            lanes[1] = this.lane1;
            lanes[2] = this.lane2;
            lanes[3] = this.lane3;
        }
        return lanes;
    }
}

/** The bits of one lane that belong to a prefix. */
function netmask(prefixLength: number, index: number): number {
    const bits = prefixLength - index * 32;
    return bits >= 32 ? -1 : bits <= 0 ? 0 : -1 << (32 - bits);
}

function clearHostBits(lanes: Lanes, prefixLength: number, family: Family): void {
    for (let index = 0; index < widthOf(family); index++) {
        lanes[index] = lane(lanes, index) & netmask(prefixLength, index);
    }
}

/**
 * Scans a block that a person wrote into `out`; answers the prefix length, plus {@link IPV6} for IPv6.
 * Throws what is wrong with it otherwise.
 *
 * @internal
 */
export function strictCidr(text: string, out: Lanes): number {
    const kind = typeof text === "string" ? scanCidr(text, out) : MALFORMED;
    if (kind === MALFORMED) throw malformed(text);
    if (kind === BARE_IPV4 || kind === BARE_IPV6) throw maskMissing(text, kind);
    if (kind < IPV6 ? (lane(out, 0) & ~netmask(kind, 0)) !== 0 : hasHostBits(out, kind - IPV6)) {
        throw hostBitsSet(text, out, kind);
    }
    return kind;
}

function hasHostBits(lanes: Lanes, prefixLength: number): boolean {
    for (let index = prefixLength >> 5; index < 4; index++) {
        if ((lane(lanes, index) & ~netmask(prefixLength, index)) !== 0) return true;
    }
    return false;
}

function malformed(text: unknown): FirewallError {
    const fault = spellingFault(text);
    return new FirewallError({
        code: "cidr-malformed",
        what: `${quoted(text)} is not a CIDR block`,
        why: fault.why,
        fix: fault.fix ?? "Write an address, a slash and a prefix length, such as 192.0.2.0/24 or 2001:db8::/32",
    });
}

function maskMissing(text: string, kind: number): FirewallError {
    const length = kind === BARE_IPV4 ? 32 : 128;
    return new FirewallError({
        code: "cidr-mask-missing",
        what: `${quoted(text)} has no prefix length`,
        why: "A CIDR block says how many addresses it means, and a bare address does not",
        fix: `Write "${text}/${length}" for this one address`,
    });
}

function hostBitsSet(text: string, lanes: Lanes, kind: number): FirewallError {
    const family = kind < IPV6 ? 4 : 6;
    const length = family === 4 ? kind : kind - IPV6;
    const single = `${text.slice(0, text.indexOf("/"))}/${family === 4 ? 32 : 128}`;
    clearHostBits(lanes, length, family);
    const block = CidrBlock.at(family, length, lanes, 0);
    return new FirewallError({
        code: "cidr-host-bits-set",
        what: `${quoted(text)} has bits set outside its /${length} prefix`,
        why: "A cloud would round it to a block that may be larger than what was meant",
        // Nobody who wrote one address is offered the whole internet.
        fix: `Write "${single}" for the address${length === 0 ? "" : ` or "${block}" for the block`}`,
    });
}
