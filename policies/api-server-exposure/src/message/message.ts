import { bounded, plainText } from "./plain-text.js";

/** A labelled line of a message. */
export type Line = readonly [label: string, text: string];

/** What a finding says: a whole first sentence, then labelled lines. */
export interface Message {
    readonly headline: string;
    readonly lines: readonly Line[];
}

/** At most a screen, with the header that the display puts in front. */
const MOST_LINES = 18;
/** Shorter secrets are words of every day; taking them out would garble the message and hide nothing. */
const SHORTEST_SECRET = 4;

/** The message as text. Secrets were never put in; a last look takes out what may have slipped through. */
export function renderMessage({ headline, lines }: Message, secretTexts: readonly string[]): string {
    const shown = lines.slice(0, MOST_LINES);
    const width = Math.max(...shown.map(([label]) => label.length), 0) + 1;
    const veil = veilOf(secretTexts);
    const textOf = (text: string) => bounded(veil(plainText(text)));
    const body = shown.map(([label, text]) => `  ${`${label}:`.padEnd(width)} ${textOf(text)}`);
    return [textOf(headline), ...body].join("\n").trimEnd();
}

function veilOf(secretTexts: readonly string[]): (text: string) => string {
    const secrets = [...new Set(secretTexts)].filter((secret) => secret.length >= SHORTEST_SECRET);
    const longestFirst = secrets.sort((one, other) => other.length - one.length);
    return (text) => longestFirst.reduce((veiled, secret) => veiled.replaceAll(secret, "[secret]"), text);
}

/** The first letter in upper case. */
export function sentence(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
    return items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}
