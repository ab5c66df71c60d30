/** Escape sequences of terminals: CSI, OSC and the short ones. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const ESCAPES = /[\u001b\u009b](?:\[[0-?]*[ -/]*[@-~]?|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[0-?]*[ -/]*[@-~])/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
/** Characters that turn the direction of text, or that nobody sees. */
const INVISIBLE = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
/** Colour markup of Pulumi's displays: `<{%fg 1%}>`. */
const MARKUP = /<\{%|%\}>/g;
/** Half of a character: no text that holds one can be sent. */
const HALVES = /\p{Surrogate}/gu;
const MOST_CHARACTERS = 400;
const CHARACTERS_AT_END = 120;

/** One line of text that shows as it is in every display: no escapes, no colour markup, no line breaks. */
export function plainText(text: string): string {
    let plain = text.replace(ESCAPES, "").replace(CONTROLS, " ").replace(INVISIBLE, "").replace(HALVES, "\ufffd");
    // Taking one mark out may join two halves of another.
    while (plain.search(MARKUP) >= 0) plain = plain.replace(MARKUP, "");
    return plain;
}

/** A text of bounded length: a longer one loses its middle, so that a sentence keeps its end. */
export function bounded(text: string): string {
    if (text.length <= MOST_CHARACTERS) return text;
    const start = text.slice(0, MOST_CHARACTERS - CHARACTERS_AT_END);
    return `${start}...${text.slice(-CHARACTERS_AT_END)}`.replace(HALVES, "\ufffd");
}
