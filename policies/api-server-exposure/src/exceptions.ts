import {
    FirewallError,
    INTERNET,
    IpSet,
    type Peer,
    type ReferencePeer,
    type Rule,
    tryParseAddress,
} from "@portcullis/core";
import { expiryOf, parseDate } from "@portcullis/core/intent";
import { urnName } from "./message/urn.js";

/** A resource that is exposed on purpose. */
export interface Exception {
    /** Place in the configuration: `exceptions[0]`. */
    readonly at: string;
    readonly pattern: string;
    readonly addresses: IpSet;
    /** Service tags and countries. */
    readonly names: readonly string[];
    readonly reason: string;
    readonly owner: string;
    readonly expires: string;
    /** An expired one excuses nothing. */
    readonly state: "valid" | "soon" | "expired";
}

const KEYS = ["resource", "sources", "reason", "owner", "expires"] as const;

/** Checks exceptions. One that is not whole excuses nothing and is told. */
export function parseExceptions(
    list: readonly unknown[],
    now: Date,
): { readonly exceptions: readonly Exception[]; readonly faults: readonly FirewallError[] } {
    const exceptions: Exception[] = [];
    const faults: FirewallError[] = [];
    list.forEach((item, index) => {
        const at = `exceptions[${index}]`;
        const parsed = parseException(item, at, now);
        if (Array.isArray(parsed)) faults.push(...parsed);
        else exceptions.push(parsed);
    });
    return { exceptions, faults };
}

function parseException(item: unknown, at: string, now: Date): Exception | FirewallError[] {
    if (typeof item !== "object" || item === null || Array.isArray(item)) {
        return [fault(at, `it is ${JSON.stringify(item)}`, "An exception is an object", EXAMPLE)];
    }
    // An object that is no list has text keys; each value is checked below.
    const given = item as { readonly [key: string]: unknown };
    const faults: FirewallError[] = Object.keys(given)
        .filter((key) => !KEYS.some((known) => known === key))
        .map((key) =>
            fault(`${at}.${key}`, "it is set", "An exception has no such property", `Write one of ${KEYS.join(", ")}`),
        );
    const text = (key: "resource" | "reason" | "owner", why: string): string => {
        const value = given[key];
        if (typeof value === "string" && value.trim() !== "") return value;
        faults.push(fault(`${at}.${key}`, `The exception has no ${key}`, why, EXAMPLE));
        return "";
    };
    const pattern = text("resource", "An exception is for a resource, by its name or URN");
    if (isEveryResource(pattern)) {
        faults.push(
            fault(
                `${at}.resource`,
                `it is ${JSON.stringify(pattern)}`,
                "That is every resource, so the policy would be off",
                'Write the name of the resource, for example "gateway-*"',
            ),
        );
    }
    const reason = text("reason", "What is open on purpose needs a reason that can be checked");
    const owner = text("owner", "Somebody answers for what is open on purpose");
    const sources = parseSources(given["sources"], `${at}.sources`, faults);
    const state = parseExpiry(given["expires"], `${at}.expires`, now, faults);
    if (faults.length > 0) return faults;
    return { at, pattern, ...sources, reason, owner, expires: String(given["expires"]), state };
}

function parseExpiry(expires: unknown, at: string, now: Date, faults: FirewallError[]): Exception["state"] {
    try {
        return expiryOf(parseDate(expires, at), now);
    } catch (error) {
        if (!(error instanceof FirewallError)) throw error;
        faults.push(fault(at, error.what, error.why, error.fix));
        return "expired";
    }
}

function parseSources(
    given: unknown,
    at: string,
    faults: FirewallError[],
): { readonly addresses: IpSet; readonly names: readonly string[] } {
    if (!Array.isArray(given) || given.length === 0) {
        faults.push(
            fault(
                at,
                "The exception names no sources",
                "An exception never widens beyond the sources it names",
                EXAMPLE,
            ),
        );
        return { addresses: IpSet.empty, names: [] };
    }
    const names: string[] = [];
    const sets: IpSet[] = [];
    given.forEach((source: unknown, index) => {
        if (typeof source === "string" && isName(source)) names.push(source);
        else sets.push(parseBlock(source, `${at}[${index}]`, faults));
    });
    return { addresses: IpSet.unionOf(sets), names };
}

/** A service tag, a country or a group of a cloud; everybody has no name here. */
function isName(source: string): boolean {
    if (/^(any|internet|everyone|all)$/i.test(source) || tryParseAddress(source) !== undefined) return false;
    return /^[A-Za-z][A-Za-z0-9_.-]*$/.test(source);
}

function parseBlock(source: unknown, at: string, faults: FirewallError[]): IpSet {
    try {
        if (typeof source === "string") return IpSet.of(source);
        faults.push(
            fault(
                at,
                `it is ${JSON.stringify(source)}`,
                "A source is a CIDR block or the name of a service tag",
                EXAMPLE,
            ),
        );
    } catch (error) {
        if (!(error instanceof FirewallError)) throw error;
        faults.push(fault(at, error.what, error.why, error.fix));
    }
    return IpSet.empty;
}

const URN = "urn:";

/** True for a pattern that names neither a type nor a resource, only where all of them are. */
function isEveryResource(pattern: string): boolean {
    const isUrn = pattern.startsWith(URN);
    const [place = "", ...others] = pattern.split("*");
    // `urn:pulumi:STACK::PROJECT::` comes before the type.
    const named = isUrn ? place.split("::").slice(2).join("") : place;
    if (pattern !== "" && named === "" && others.every((text) => /^:*$/.test(text))) return true;
    return isUrn && isEveryOfProject(pattern.split("::"));
}

/** `urn:pulumi:*::PROJECT::*`, but not `urn:*::TYPE::*`: a type has a colon, and a project has none. */
function isEveryOfProject([, project = "", ...named]: readonly string[]): boolean {
    return named.length > 0 && !project.includes(":") && named.every((text) => /^[*:]*$/.test(text));
}

/**
 * True where the exception means that resource: `*` stands for any text, the rest for itself. Only a pattern that
 * begins as a URN does is held to URNs: the name of a project must not excuse all that is in it.
 */
export function isFor({ pattern }: Pick<Exception, "pattern">, urn: string): boolean {
    if (!pattern.startsWith(URN)) return matches(pattern, urnName(urn));
    return matches(pattern, urn) && !isForEvery({ pattern }, urn);
}

/** True for a pattern that fits whatever is in the stack of that resource, by the name of the stack or project alone. */
export function isForEvery({ pattern }: Pick<Exception, "pattern">, urn: string): boolean {
    const [place = "", project = ""] = urn.split("::");
    return pattern.startsWith(URN) && matches(pattern, `${place}::${project}::\u0000::\u0000`);
}

/** Glob by hand: a pattern of a user is no regular expression, and takes no longer than the text is long. */
function matches(pattern: string, text: string): boolean {
    const [first = "", ...rest] = pattern.split("*");
    if (rest.length === 0) return pattern === text;
    const last = rest.pop() ?? "";
    if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
    let at = first.length;
    for (const part of rest) {
        const found = text.indexOf(part, at);
        if (found < 0 || found + part.length > text.length - last.length) return false;
        at = found + part.length;
    }
    return at <= text.length - last.length;
}

/** True where everybody is excused on a resource: then what cannot be seen of it lets in nobody else. */
export function isWhollyExcused(urn: string, exceptions: readonly Exception[]): boolean {
    const valid = exceptions.filter((exception) => exception.state !== "expired" && isFor(exception, urn));
    return valid.length > 0 && IpSet.unionOf(valid.map(({ addresses }) => addresses)).contains(INTERNET);
}

/** The rules without the sources that are excused on the resources that write them. */
export function withoutExcused(
    rules: readonly Rule[],
    excusing: (resource: string) => readonly Exception[],
): readonly Rule[] {
    return rules.map((rule) => {
        if (rule.action !== "allow") return rule;
        const exceptions = excusing(rule.resource);
        return exceptions.length === 0
            ? rule
            : { ...rule, peers: rule.peers.flatMap((peer) => excuse(peer, exceptions)) };
    });
}

function excuse(peer: Peer, exceptions: readonly Exception[]): readonly Peer[] {
    const addresses = IpSet.unionOf(exceptions.map((exception) => exception.addresses));
    if (peer.kind === "addresses") return [{ ...peer, addresses: peer.addresses.subtract(addresses) }];
    if (peer.kind === "unknown") {
        return [{ ...peer, least: peer.least.subtract(addresses), most: peer.most.subtract(addresses) }];
    }
    if (peer.kind === "list") return peer.otherwise.kind === "unknown" ? excuse(peer.otherwise, exceptions) : [peer];
    return exceptions.some(({ names }) => names.some((name) => isNamed(peer, name))) ? [] : [peer];
}

/** Clouds take their tags in any case; the text of a property is quoted. */
function isNamed(peer: ReferencePeer, name: string): boolean {
    return [peer.name, peer.text, peer.text.replace(/^"(.*)"$/, "$1")].some(
        (one) => one.toLowerCase() === name.toLowerCase(),
    );
}

const EXAMPLE =
    'Write { resource: "gateway-*", sources: ["203.0.113.0/24"], reason: "...", owner: "platform@example.com", expires: "2027-03-31" }';

function fault(at: string, what: string, why: string, fix: string): FirewallError {
    return new FirewallError({ code: "configuration-invalid", at, what, why, fix });
}
