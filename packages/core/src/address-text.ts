import { type Lanes, lane } from "./lanes.js";

/** Writes an IPv4 address. @internal */
export function ipv4Text(value: number): string {
    return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

/**
 * Writes an IPv6 address as RFC 5952 says: lower case, no leading zeros, the first longest run of two or more zero
 * groups as `::`, and IPv4 in its own notation behind `::ffff:0:0/96`.
 *
 * @internal
 */
export function ipv6Text(lanes: Lanes, at: number): string {
    if (lane(lanes, at) === 0 && lane(lanes, at + 1) === 0 && lane(lanes, at + 2) === 0xffff) {
        return `::ffff:${ipv4Text(lane(lanes, at + 3))}`;
    }
    let best = -1;
    let bestLength = 1;
    let length = 0;
    for (let group = 0; group < 8; group++) {
        length = groupAt(lanes, at, group) === 0 ? length + 1 : 0;
        if (length > bestLength) {
            bestLength = length;
            best = group - length + 1;
        }
    }
    if (best < 0) return groupsText(lanes, at, 0, 8);
    return `${groupsText(lanes, at, 0, best)}::${groupsText(lanes, at, best + bestLength, 8)}`;
}

function groupAt(lanes: Lanes, at: number, group: number): number {
    const value = lane(lanes, at + (group >> 1));
    return (group & 1) === 0 ? value >>> 16 : value & 0xffff;
}

function groupsText(lanes: Lanes, at: number, from: number, to: number): string {
    let text = "";
    for (let group = from; group < to; group++) {
        text += group === from ? "" : ":";
        text += groupAt(lanes, at, group).toString(16);
    }
    return text;
}
