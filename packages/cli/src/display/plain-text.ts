import { stripVTControlCharacters } from "node:util";

/** Colour markup that Pulumi's own display would interpret: `<{%fg 1%}>`. */
const MARKUP = /<\{%.*?%\}>/gs;

/** Control characters, and the invisible ones that reorder or break a line on a terminal. Line feeds are left alone. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Takes escape sequences and colour markup out of a user's text, and leaves the rest. */
export function plainMessage(text: string): string {
    const stripped = stripVTControlCharacters(text).replace(MARKUP, "");
    // What is left of a nested marker must not become one when Pulumi reads this output. A space breaks it for good.
    return stripped.replaceAll("<{%", "<{ %");
}

/**
 * Makes a user's text safe for a terminal: escape sequences and colour markup go, other control characters are shown
 * as `\u001b`. Line feeds stay: see {@link plainLine} for text that has to stay on its line.
 */
export function plainText(text: string): string {
    return plainMessage(text).replaceAll("\r\n", "\n").replaceAll("\t", "    ").replace(CONTROL, escapeCharacter);
}

/** Makes a user's text safe, and keeps it on one line: for names and keys. */
export function plainLine(text: string): string {
    return plainText(text).replaceAll("\n", "\\n");
}

/** Writes a character as its escape: `\u001b`. */
export function escapeCharacter(character: string): string {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
