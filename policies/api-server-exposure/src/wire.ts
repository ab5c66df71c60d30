/** A field of a protobuf message, by its offsets in the bytes. */
export interface Field {
    readonly number: number;
    /** Where the field begins, its tag included. */
    readonly from: number;
    /** Where its content begins. */
    readonly start: number;
    readonly end: number;
    /** True for texts and messages, false for numbers. */
    readonly isDelimited: boolean;
}

const VARINT = 0;
const FIXED_64 = 1;
const DELIMITED = 2;
const FIXED_32 = 5;

/** The fields of the message between two offsets, none taken apart. Throws a `RangeError` at what is no such message. */
export function* fieldsOf(bytes: Uint8Array, begin: number, end: number): Generator<Field> {
    let at = begin;
    const varint = (): number => {
        let value = 0;
        // Not by shifts: these would make a length of two gigabytes negative.
        for (let weight = 1; weight < 2 ** 70; weight *= 128) {
            const byte = bytes[at];
            if (byte === undefined || at >= end) throw new RangeError("a number goes past the end");
            at += 1;
            value += (byte & 127) * weight;
            if (byte < 128) return value;
        }
        throw new RangeError("a number does not end");
    };
    while (at < end) {
        const from = at;
        const tag = varint();
        const type = tag % 8;
        let start = at;
        if (type === VARINT) varint();
        else if (type === FIXED_64) at += 8;
        else if (type === FIXED_32) at += 4;
        else if (type === DELIMITED) {
            const length = varint();
            start = at;
            at += length;
        } else throw new RangeError("a field of an unknown form");
        if (at > end) throw new RangeError("a field goes past the end");
        yield { number: Math.floor(tag / 8), from, start, end: at, isDelimited: type === DELIMITED };
    }
}
