import { UNKNOWN_STRING } from "../values/signatures.js";

// A number that no program computes with by chance; it is recognised again when a resource carries it.
const UNKNOWN_NUMBER = 1_848_107_331;

/** Stands in for a configuration value that is not known here. */
export const Placeholder = {
    /** Is the wire's own word for an unknown text. */
    text: UNKNOWN_STRING,
    number: String(UNKNOWN_NUMBER),
    /** Is not that word itself: the SDK passes it on to the next call. */
    assumedText: `unknown-${UNKNOWN_STRING}`,
} as const;

/** True for a placeholder, and for text that was made from one. */
export function isPlaceholder(value: string | number): boolean {
    return typeof value === "number"
        ? value === UNKNOWN_NUMBER
        : value.includes(UNKNOWN_STRING) || value === Placeholder.number;
}
