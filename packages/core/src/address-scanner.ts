import { type Lanes, lane } from "./lanes.js";

/**
 * Strict scanners of addresses and prefix lengths: RFC 4291 text for IPv6, four decimal octets without leading zeros
 * for IPv4, nothing else. They allocate nothing; a text is read once, from left to right.
 */

const COLON = 58;
const DOT = 46;
/** A slash ends an address; the end of the text is read as one. */
const END = 47;
const groups = new Uint16Array(8);
const tail = new Uint32Array(1);

function codeAt(text: string, index: number): number {
    return index < text.length ? text.charCodeAt(index) : END;
}

/**
 * Scans an IPv4 address up to a slash or the end; answers where it stopped, or -1. Octets have one to three digits, and
 * a zero in front of others is refused. How many digits there are cannot be guessed, and wrong guesses of the processor
 * would take most of the time: so three characters are read, and masks leave out those that are not of the octet.
 *
 * @internal
 */
export function scanIpv4(text: string, start: number, out: Lanes, at: number): number {
    let value = 0;
    let index = start;
    for (let part = 0; ; part++) {
        const first = codeAt(text, index) - 48;
        const second = codeAt(text, index + 1) - 48;
        const third = codeAt(text, index + 2) - 48;
        // All ones where the octet has a second and a third digit: dot and slash come before the digits.
        const two = ~(second >> 31);
        const three = two & ~(third >> 31);
        const tens = first + ((first * 9 + second) & two);
        const octet = tens + ((tens * 9 + third) & three);
        // Negative where a character is no digit, a zero leads, or the octet is too large.
        const faults =
            first | (9 - first) | (two & ((9 - second) | (first - 1))) | (three & (9 - third)) | (255 - octet);
        index += 1 - two - three;
        if (faults < 0 || codeAt(text, index) !== (part === 3 ? END : DOT)) return -1;
        value = (value << 8) | octet;
        if (part === 3) {
            out[at] = value;
            return index;
        }
        index++;
    }
}

/** The value of each hexadecimal digit by its code; -1 for every other character. */
const HEX_DIGITS = Int8Array.from({ length: 128 }, (_, code) => {
    const value = Number.parseInt(String.fromCharCode(code), 16);
    return Number.isNaN(value) ? -1 : value;
});

function hexDigit(code: number): number {
    return HEX_DIGITS[code] ?? -1;
}

/** Scans an IPv6 address up to a slash or the end; answers where it stopped, or -1. @internal */
export function scanIpv6(text: string, start: number, out: Lanes, at: number): number {
    let count = 0;
    let gap = -1;
    let index = start;
    if (codeAt(text, index) === COLON) {
        if (codeAt(text, index + 1) !== COLON) return -1;
        gap = 0;
        index += 2;
    }
    while (gap !== count || codeAt(text, index) !== END) {
        const from = index;
        let group = 0;
        let code = codeAt(text, index);
        for (let digit = hexDigit(code); digit >= 0; digit = hexDigit(code)) {
            group = (group << 4) | digit;
            if (++index - from > 4) return -1;
            code = codeAt(text, index);
        }
        if (index === from || count > 7) return -1;
        if (code === DOT) {
            index = count > 6 ? -1 : scanIpv4(text, from, tail, 0);
            if (index < 0) return -1;
            groups[count++] = lane(tail, 0) >>> 16;
            groups[count++] = lane(tail, 0);
            break;
        }
        groups[count++] = group;
        if (code !== COLON) break;
        index++;
        if (codeAt(text, index) === COLON) {
            if (gap >= 0) return -1;
            gap = count;
            index++;
        }
    }
    if (codeAt(text, index) !== END || !(gap < 0 ? count === 8 : count < 8)) return -1;
    placeGroups(count, gap, out, at);
    return index;
}

/** Writes the groups as lanes: those after the gap move to the right end, zeros fill it. */
function placeGroups(count: number, gap: number, out: Lanes, at: number): void {
    const shift = 8 - count;
    if (gap >= 0) {
        groups.copyWithin(gap + shift, gap, count);
        groups.fill(0, gap, gap + shift);
    }
    for (let index = 0; index < 4; index++) {
        out[at + index] = ((groups[index * 2] ?? 0) << 16) | (groups[index * 2 + 1] ?? 0);
    }
}

/** Reads decimal digits from `from` to the end of the text, without leading zeros; -1 for anything else. */
function scanPrefixLength(text: string, from: number, most: number): number {
    const length = text.length;
    if (from >= length || length - from > 3) return -1;
    let value = 0;
    for (let index = from; index < length; index++) {
        const digit = text.charCodeAt(index) - 48;
        if (digit < 0 || digit > 9 || (index > from && value === 0)) return -1;
        value = value * 10 + digit;
    }
    return value > most ? -1 : value;
}

/** What {@link scanCidr} found: a prefix length of IPv4 as it is, one of IPv6 plus {@link IPV6}, or one of these. @internal */
export const MALFORMED = -1;
/** Added to the prefix lengths of IPv6. @internal */
export const IPV6 = 256;
/** An address without a prefix length. @internal */
export const BARE_IPV4 = 128;
/** An address without a prefix length. @internal */
export const BARE_IPV6 = 512;

/** Scans `address/prefix length`, or a bare address; the address goes to `out`. Host bits are left as written. @internal */
export function scanCidr(text: string, out: Lanes): number {
    const stop = scanIpv4(text, 0, out, 0);
    if (stop >= 0) return stop === text.length ? BARE_IPV4 : scanPrefixLength(text, stop + 1, 32);
    const slash = scanIpv6(text, 0, out, 0);
    if (slash < 0) return MALFORMED;
    if (slash === text.length) return BARE_IPV6;
    const length = scanPrefixLength(text, slash + 1, 128);
    return length < 0 ? MALFORMED : IPV6 + length;
}
