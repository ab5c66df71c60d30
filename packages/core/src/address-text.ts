/** Each octet with the dot that follows it, and each byte in hexadecimal, with and without a leading zero. */
const OCTETS = Array.from({ length: 256 }, (_, octet) => `${octet}.`);
const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16));
const LOW_BYTES = BYTES.map((text) => text.padStart(2, "0"));
/** How an IPv4 block ends, by its last octet and prefix length; each is written when it is first needed. */
const BLOCK_ENDS = new Array<string | undefined>(256 * 33).fill(undefined);

/** Writes an IPv4 address. @internal */
export function ipv4Text(value: number): string {
    return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

/** Writes an IPv4 block: most of the time goes into joining texts, so they are few. @internal */
export function ipv4BlockText(value: number, prefixLength: number): string {
    const octet = value & 255;
    const place = octet * 33 + prefixLength;
    let end = BLOCK_ENDS[place];
    if (end === undefined) {
        end = `${octet}/${prefixLength}`;
        BLOCK_ENDS[place] = end;
    }
    return `${OCTETS[value >>> 24]}${OCTETS[(value >>> 16) & 255]}${OCTETS[(value >>> 8) & 255]}${end}`;
}

/**
 * Writes an IPv6 address, given as its four lanes, as RFC 5952 says: lower case, no leading zeros, the first longest
 * run of two or more zero groups as `::`, and IPv4 in its own notation behind `::ffff:0:0/96`.
 *
 * @internal
 */
export function ipv6Text(lane0: number, lane1: number, lane2: number, lane3: number): string {
    if (lane0 === 0 && lane1 === 0 && lane2 === 0xffff) return `::ffff:${ipv4Text(lane3)}`;
    let best = 8;
    let bestLength = 1;
    let length = 0;
    for (let group = 0; group < 8; group++) {
        const value = groupOf(lane0, lane1, lane2, lane3, group);
        length = value === 0 ? length + 1 : 0;
        if (length > bestLength) {
            bestLength = length;
            best = group - length + 1;
        }
    }
    let text = "";
    for (let group = 0; group < 8; group++) {
        if (group === best) {
            text += "::";
            group += bestLength - 1;
            continue;
        }
        const value = groupOf(lane0, lane1, lane2, lane3, group);
        if (group > 0 && group !== best + bestLength) text += ":";
        text += value > 255 ? `${BYTES[value >>> 8]}${LOW_BYTES[value & 255]}` : BYTES[value];
    }
    return text;
}

function groupOf(lane0: number, lane1: number, lane2: number, lane3: number, group: number): number {
    const lane = group < 4 ? (group < 2 ? lane0 : lane1) : group < 6 ? lane2 : lane3;
    return (group & 1) === 0 ? lane >>> 16 : lane & 0xffff;
}
