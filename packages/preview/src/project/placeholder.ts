import { UNKNOWN_STRING } from "../values/signatures.js";

// A number that no program computes with by chance; it is recognised again when a resource carries it.
const UNKNOWN_NUMBER = 1_848_107_331;

/** Stands in for a configuration value that is not known here. */
export const Placeholder = {
    /** A number that is recognised again. */
    number: String(UNKNOWN_NUMBER),
    /**
     * A text that is recognised again, also inside another text. It ends with what it stands for: programs make names
     * of such texts, and names must differ. It is never the wire's own word for an unknown, which the SDK would not
     * pass on to a call.
     */
    text: (what: string | number): string => `unknown-${UNKNOWN_STRING}-${what}`,
} as const;

/** True for a placeholder, and for text that was made from one. */
export function isPlaceholder(value: string | number): boolean {
    return typeof value === "number"
        ? value === UNKNOWN_NUMBER
        : value.includes(UNKNOWN_STRING) || value === Placeholder.number;
}
