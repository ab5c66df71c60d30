import { FirewallError } from "../error.js";
import { nearestName } from "./nearest-name.js";

const LONGEST_SHOWN = 100;

/** True for a value that another resource brings, or that arrives later: it says nothing when the program runs. */
export function isLater(value: unknown): value is object {
    return typeof value === "object" && value !== null && ("__pulumiOutput" in value || "then" in value);
}

/** What a value is, in words. Of an output it gives nothing away: it may be a secret. */
export function shown(value: unknown): string {
    if (value === undefined || value === null) return "nothing";
    if (isLater(value)) return "an output";
    if (Array.isArray(value)) return "a list";
    if (typeof value === "string")
        return JSON.stringify(value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}...` : value);
    return typeof value === "object" ? "an object" : typeof value === "function" ? "a function" : String(value);
}

/** The same at the beginning of a sentence. */
export function begun(words: string): string {
    return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * Refuses arguments of other names: a misspelt role would admit nobody without a word.
 *
 * @param args what the user gave; anything but a record of arguments is refused as well.
 * @throws FirewallError `argument-unknown`, with the nearest name that exists; `argument-malformed`.
 */
export function refuseUnknownArguments(args: unknown, names: readonly string[], at: string): void {
    if (typeof args !== "object" || args === null || Array.isArray(args) || isLater(args)) {
        throw new FirewallError({
            code: "argument-malformed",
            at,
            what: `${begun(shown(args))} stands where an object belongs`,
            why: "Arguments are given by name, in an object that is known when the program runs: which rules exist depends on it",
            fix: `Write an object with ${listed(names)}`,
        });
    }
    for (const name of Object.keys(args)) {
        if (names.includes(name)) continue;
        const near = nearestName(name, names);
        throw new FirewallError({
            code: "argument-unknown",
            at: at === "" ? name : `${at}.${name}`,
            what: `There is no argument ${shown(name)}`,
            why: "An argument that nothing reads would admit or refuse nobody, in silence",
            fix: near ? `Write ${near}` : `Use one of ${names.join(", ")}`,
        });
    }
}

function listed(names: readonly string[]): string {
    return names.length > 4 ? `${names.slice(0, 4).join(", ")} and so on` : names.join(", ");
}

/**
 * Checks that a value is a plain list of texts: it decides which rules exist, so it is known when the program runs.
 *
 * @param named the argument that takes outputs, which the error names.
 * @throws FirewallError `argument-malformed`, at the element that is none.
 */
export function textList(value: unknown, at: string, named: string): readonly string[] {
    return plainList(value, at).map((item, index) => plainText(item, `${at}[${index}]`, named));
}

/**
 * Checks that a value is a plain list, of whatever elements; nothing is the empty list.
 *
 * @throws FirewallError `argument-malformed`.
 */
export function plainList(value: unknown, at: string): readonly unknown[] {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value;
    throw new FirewallError({
        code: "argument-malformed",
        at,
        what: `${begun(shown(value))} stands where a plain list belongs`,
        why: "The list decides how many rules exist, so it is known when the program runs",
        fix: `Write a list of plain values in square brackets${isLater(value) ? "; an address that is an output goes under a name of yours into ownAddresses" : ""}`,
    });
}

/**
 * Checks that a value is a text that is known when the program runs.
 *
 * @param named the argument that takes outputs, where there is one.
 * @throws FirewallError `argument-malformed`, which never shows what an output holds.
 */
export function plainText(value: unknown, at: string, named?: string): string {
    if (typeof value === "string") return value;
    throw new FirewallError({
        code: "argument-malformed",
        at,
        what: `${begun(shown(value))} stands where a plain text belongs`,
        why: "It decides which rules exist or how they read, so it is known when the program runs, and it is no secret",
        fix:
            named === undefined || !isLater(value)
                ? "Write a text in quotes"
                : `Write a text in quotes, or put the output under a name of yours into ${named}`,
    });
}

/**
 * Checks that a value is a record from a name to a value, not a list or an output.
 *
 * @throws FirewallError `argument-malformed`.
 */
export function namedRecord<T>(
    value: { readonly [key: string]: T } | undefined | null,
    at: string,
): { readonly [key: string]: T } {
    if (value === undefined || value === null) return {};
    if (typeof value === "object" && !Array.isArray(value) && !isLater(value)) return value;
    throw new FirewallError({
        code: "argument-malformed",
        at,
        what: `${begun(shown(value))} stands where a record from a name to a value belongs`,
        why: "The names decide which rules exist and what they are called, so they are known when the program runs",
        fix: "Write { bastion: value }, with a name of your own",
    });
}

/**
 * Checks a switch.
 *
 * @throws FirewallError `argument-malformed`: a text such as "false" would count as true.
 */
export function flag(value: unknown, at: string, usual: boolean): boolean {
    if (value === undefined || value === null) return usual;
    if (typeof value === "boolean") return value;
    throw new FirewallError({
        code: "argument-malformed",
        at,
        what: `${at} is ${shown(value)}`,
        why: 'It is a switch that is known when the program runs, and a text such as "false" would count as true',
        fix: "Write true or false, without quotes",
    });
}

/**
 * Checks that a value is one of a few names.
 *
 * @throws FirewallError `argument-unknown`, with the nearest name.
 */
export function oneOf<T extends string>(value: unknown, names: readonly T[], at: string, why: string): T {
    const found = names.find((name) => name === value);
    if (found !== undefined) return found;
    const near = typeof value === "string" ? nearestName(value, names) : undefined;
    throw new FirewallError({
        code: "argument-unknown",
        at,
        what: `${begun(shown(value))} is not known here`,
        why,
        fix: near ? `Write "${near}"` : `Use one of ${names.join(", ")}`,
    });
}

/** What a number is checked against. */
export interface NumberBounds {
    readonly from: number;
    readonly to: number;
    readonly code: "port-out-of-range" | "priority-out-of-range" | "argument-malformed";
    readonly why: string;
}

/**
 * Checks a whole number between two bounds.
 *
 * @throws FirewallError with the given code.
 */
export function wholeNumber(value: unknown, at: string, bounds: NumberBounds): number {
    if (typeof value === "number" && Number.isInteger(value) && value >= bounds.from && value <= bounds.to)
        return value;
    throw new FirewallError({
        code: bounds.code,
        at,
        what: `${begun(shown(value))} is given`,
        why: bounds.why,
        fix: `Write a whole number from ${bounds.from} to ${bounds.to}${typeof value === "string" ? ", without quotes" : ""}`,
    });
}

/** Checks a TCP port from 1 to 65535. */
export function portNumber(value: unknown, at: string): number {
    return wholeNumber(value, at, {
        from: 1,
        to: 65535,
        code: "port-out-of-range",
        why: "A TCP port is a whole number from 1 to 65535",
    });
}
