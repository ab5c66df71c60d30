import { FirewallError } from "../error.js";

/**
 * Refuses arguments of other names: a misspelt role would admit nobody without a word.
 *
 * @throws FirewallError `argument-unknown`, with the nearest name that exists.
 */
export function refuseUnknownArguments(args: object, names: readonly string[], at: string): void {
    for (const name of Object.keys(args)) {
        if (names.includes(name)) continue;
        const near = nearest(name, names);
        throw new FirewallError({
            code: "argument-unknown",
            at: at === "" ? name : `${at}.${name}`,
            what: `There is no argument ${JSON.stringify(name)}`,
            why: "An argument that nothing reads would admit or refuse nobody, in silence",
            fix: near ? `Write ${near}` : `Use one of ${names.join(", ")}`,
        });
    }
}

/**
 * Checks that a value is a plain list of texts: it decides which rules exist, so it is known when the program runs.
 *
 * @throws FirewallError `argument-malformed`.
 */
export function textList(value: unknown, at: string, named: string): readonly string[] {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
    throw new FirewallError({
        code: "argument-malformed",
        at,
        what: `${at} is not a plain list of texts`,
        why: "The list decides how many rules exist, so each element is a text that is known when the program runs, never an output",
        fix: `Write texts such as ["203.0.113.0/24"]; an address that is an output goes under a name of yours into ${named}`,
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
    if (typeof value === "object" && !Array.isArray(value) && !("__pulumiOutput" in value) && !("then" in value))
        return value;
    throw new FirewallError({
        code: "argument-malformed",
        at,
        what: `${at} is not a record from a name to a value`,
        why: "The names decide which rules exist and what they are called, so they are known when the program runs",
        fix: `Write ${at}: { bastion: value }, with a name of your own`,
    });
}

/**
 * Checks a whole number between two bounds.
 *
 * @throws FirewallError with the given code.
 */
export function wholeNumber(
    value: unknown,
    at: string,
    bounds: {
        readonly from: number;
        readonly to: number;
        readonly code: "port-out-of-range" | "priority-out-of-range" | "argument-malformed";
        readonly why: string;
    },
): number {
    if (typeof value === "number" && Number.isInteger(value) && value >= bounds.from && value <= bounds.to)
        return value;
    throw new FirewallError({
        code: bounds.code,
        at,
        what: `${at} is ${typeof value === "string" ? JSON.stringify(value) : String(value)}`,
        why: bounds.why,
        fix: `Write a whole number from ${bounds.from} to ${bounds.to}`,
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

function nearest(name: string, names: readonly string[]): string | undefined {
    const scored = names.map((candidate) => ({
        candidate,
        distance: editDistance(name.toLowerCase(), candidate.toLowerCase()),
    }));
    const best = scored.sort((a, b) => a.distance - b.distance)[0];
    return best && best.distance <= Math.max(2, Math.floor(name.length / 3)) ? best.candidate : undefined;
}

function editDistance(a: string, b: string): number {
    let row = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let i = 1; i <= a.length; i += 1) {
        const next = [i];
        for (let j = 1; j <= b.length; j += 1) {
            const substitute = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
            next.push(Math.min(substitute, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
        }
        row = next;
    }
    return row[b.length] ?? 0;
}
