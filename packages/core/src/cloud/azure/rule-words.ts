import type { Cause } from "../../cause.js";
import type { Field } from "../../field.js";
import type { Action, Between, Protocols } from "../../rule.js";
import { causeOf, integer, type Reading, read } from "../shape.js";

/** What one word of a rule says; all that it may say where it is not known or not a word of Azure's. */
export interface Word<T> {
    readonly options: readonly T[];
    readonly causes: readonly Cause[];
}

const DIRECTIONS: ReadonlyMap<string, Between<"ingress" | "egress">["least"]> = new Map([
    ["inbound", "ingress"],
    ["outbound", "egress"],
]);

const ACCESS: ReadonlyMap<string, Action> = new Map([
    ["allow", "allow"],
    ["deny", "deny"],
]);

/** Administrator rules stand before the network security groups: an Allow leaves the answer to them. */
const ADMIN_ACCESS: ReadonlyMap<string, Action> = new Map([
    ["alwaysallow", "allow"],
    ["deny", "deny"],
    ["allow", "pass"],
]);

const PROTOCOLS: ReadonlyMap<string, Protocols> = new Map<string, Protocols>([
    ["*", "any"],
    ["any", "any"],
    ["tcp", [6]],
    ["udp", [17]],
    ["icmp", [1, 58]],
    ["esp", [50]],
    ["ah", [51]],
]);

function wordOf<T>(resource: string, field: Field, words: ReadonlyMap<string, T>, all: readonly T[]): Word<T> {
    const meaning = words.get(field.text()?.toLowerCase() ?? "");
    if (meaning !== undefined) return { options: [meaning], causes: [] };
    return { options: all, causes: [causeOf(resource, field)] };
}

/** `Inbound` or `Outbound`, in any case. */
export function directionOf(resource: string, field: Field): Word<"ingress" | "egress"> {
    return wordOf(resource, field, DIRECTIONS, ["ingress", "egress"]);
}

/** `Allow` or `Deny`, in any case. */
export function accessOf(resource: string, field: Field): Word<Action> {
    return wordOf(resource, field, ACCESS, ["allow", "deny"]);
}

/** `AlwaysAllow`, `Allow` or `Deny` of an administrator rule, in any case. */
export function adminAccessOf(resource: string, field: Field): Word<Action> {
    return wordOf(resource, field, ADMIN_ACCESS, ["allow", "deny"]);
}

/** `*`, `Any`, `Tcp`, `Udp`, `Icmp`, `Esp`, `Ah`; anything else may be every protocol or none. */
export function protocolOf(resource: string, field: Field): Reading<Protocols> {
    const word = wordOf(resource, field, PROTOCOLS, []);
    const [protocols] = word.options;
    return protocols ? read(protocols) : { least: [], most: "any", causes: word.causes };
}

/** Several protocols that are alternatives; none given is every protocol. */
export function protocolsOf(resource: string, field: Field): Reading<Protocols> {
    const readings = field.items().map((item) => protocolOf(resource, item));
    if (readings.length === 0) return read("any");
    const causes = readings.flatMap((reading) => reading.causes);
    const least = joined(readings.map((reading) => reading.least));
    return causes.length === 0 ? read(least) : { least, most: joined(readings.map((reading) => reading.most)), causes };
}

function joined(all: readonly Protocols[]): Protocols {
    const numbers: number[] = [];
    for (const protocols of all) {
        if (protocols === "any") return "any";
        numbers.push(...protocols);
    }
    return [...new Set(numbers)];
}

/** The priority; any that Azure accepts where it is not known. Numbers as text are numbers. */
export function priorityOf(
    resource: string,
    field: Field,
    limits: Between<number> = { least: 100, most: 4096 },
): Reading<number> {
    const value = integer(field);
    if (typeof value === "number") return read(value);
    return { ...limits, causes: [causeOf(resource, field)] };
}
