import { FirewallError } from "../error.js";
import { shown } from "./arguments.js";

const DAY = 24 * 60 * 60 * 1000;

/** Days before its last day at which an entry is worth a warning. */
export const EXPIRES_SOON_DAYS = 14;

/**
 * Reads a date written YYYY-MM-DD: the last day (UTC) on which an entry counts.
 *
 * @throws FirewallError `date-malformed` for anything else, days that do not exist included.
 */
export function parseDate(text: unknown, at: string): Date {
    const date =
        typeof text === "string" && /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
    if (date && !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text) return date;
    throw new FirewallError({
        code: "date-malformed",
        at,
        what: `${text === undefined || text === null || text === "" ? "No date" : shown(text)} is given where a date belongs`,
        why: "An entry that is meant to end needs a day that exists in the calendar, written year-month-day",
        fix: 'Write the last day on which it counts, for example "2027-03-31"',
    });
}

/** Says how an entry stands on a given day: it counts through its last day, and warns in the two weeks before. */
export function expiryOf(lastDay: Date, now: Date): "valid" | "soon" | "expired" {
    const left = Math.floor((lastDay.getTime() + DAY - now.getTime()) / DAY);
    if (now.getTime() >= lastDay.getTime() + DAY) return "expired";
    return left < EXPIRES_SOON_DAYS ? "soon" : "valid";
}

/**
 * Checks the last day of an entry and says whether to warn.
 *
 * @throws FirewallError `date-malformed` or `entry-expired`.
 */
export function checkExpiry(expires: unknown, at: string, now: Date): "valid" | "soon" {
    const state = expiryOf(parseDate(expires, at), now);
    if (state !== "expired") return state;
    throw new FirewallError({
        code: "entry-expired",
        at,
        what: `The entry ended on ${String(expires)}`,
        why: "Time-limited access that is past its last day admits nobody, and an entry that does nothing hides that",
        fix: "Remove the entry, or give it a new date after checking that it is still needed",
    });
}
