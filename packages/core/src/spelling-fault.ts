/** Why a text is no address or CIDR block, in words, and what to write where that can be told. @internal */
export interface SpellingFault {
    readonly why: string;
    readonly fix?: string;
}

interface Row {
    readonly pattern: RegExp;
    readonly why: string;
    readonly fix?: string;
}

/** From the most telling fault to the least; the first that fits is said. */
const FAULTS: readonly Row[] = [
    { pattern: /^$/, why: "It is empty" },
    { pattern: /[ \t\r\n]/, why: "It holds a space or a line end", fix: "Remove the space" },
    { pattern: /[^\x20-\x7e]/, why: "It holds a character that is not plain ASCII", fix: "Retype it by hand" },
    {
        pattern: /%/,
        why: "A zone id names an interface of one machine, not an address",
        fix: "Remove the part from the %",
    },
    { pattern: /\/.*\//, why: "It holds more than one slash", fix: "Write one address, one slash, one prefix length" },
    { pattern: /\/$/, why: "Nothing follows the slash", fix: "Write the prefix length, such as /32 or /128" },
    {
        pattern: /(^|[.:])0[0-9]+\.|\.0[0-9]+($|\/)/,
        why: "An octet has a leading zero, which some systems read as octal",
        fix: "Write the octets in decimal without leading zeros",
    },
    { pattern: /\/0[0-9]+$/, why: "The prefix length has a leading zero", fix: "Write it without leading zeros" },
    {
        pattern: /\/\d+\.\d+\.\d+\.\d+$/,
        why: "A netmask stands where a prefix length belongs",
        fix: "Write the prefix length, such as /8 for 255.0.0.0",
    },
    {
        pattern: /^[0-9a-fA-F.:]+\/\d+$/,
        why: "The address is not written in full, or a number in it or its prefix length is out of range",
    },
    { pattern: /\//, why: "The prefix length is not a plain decimal number" },
    {
        pattern: /^0[xX]|\.0[xX]/,
        why: "Hexadecimal octets are not an address here",
        fix: "Write the octets in decimal",
    },
    { pattern: /^[0-9.]+$/, why: "An IPv4 address is four decimal numbers from 0 to 255 with dots between" },
    { pattern: /:/, why: "An IPv6 address is eight groups of up to four hexadecimal digits, or fewer around one ::" },
];

/** Shows a text in a message: quoted, bounded in length. @internal */
export function quoted(text: unknown): string {
    if (typeof text !== "string") return `A value of type ${typeof text}`;
    return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}...` : text);
}

/** Finds the fault in a text that the scanners refused. @internal */
export function spellingFault(text: unknown): SpellingFault {
    if (typeof text !== "string") return { why: `It is of type ${typeof text}, not text` };
    for (const { pattern, why, fix } of FAULTS) {
        if (pattern.test(text)) return fix === undefined ? { why } : { why, fix };
    }
    return { why: "It has neither the dots of IPv4 nor the colons of IPv6" };
}
