import type { Cause } from "../../cause.js";
import type { Rule } from "../../rule.js";
import type { StackIndex } from "../../stack/composer.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Firewall } from "../../stack/firewall.js";
import { meeting } from "../../stack/provider-meeting.js";
import { weakenRule } from "../../stack/weaken.js";

/** More pairs of a deny and a firewall than this are not tried one by one. */
const MOST_PAIRS = 40_000;

/**
 * The firewalls with every deny that may belong to them, though nobody knows to which group it belongs: what it would
 * hide is then neither surely open nor closed. A rule whose own group is not known meets the denies of every group
 * that it may mean; where none of them hides it, it is open for sure.
 */
export function withLooseDenies(
    index: StackIndex,
    parts: readonly Contribution[],
    firewalls: readonly Firewall[],
): readonly Firewall[] {
    const denying = parts.filter(({ rules }) => rules.some(isDeny));
    const loose = denying.filter((part) => isLoose(index, part));
    const looseOnes = new Set(loose);
    const floating = new Map(
        parts.filter((part) => isLoose(index, part)).map((part) => [part.resource.urn, part] as const),
    );
    if (loose.length === 0 && floating.size === 0) return firewalls;
    const writers = byResource(parts);
    const isCrowded = (loose.length + floating.size) * Math.max(firewalls.length, denying.length) > MOST_PAIRS;
    return firewalls.map((firewall) => {
        if (!firewall.rules.some(isAllow)) return firewall;
        const own = writers.get(firewall.subject) ?? [];
        const members = new Set(firewall.members);
        const mayStandIn = (deny: Contribution) =>
            !members.has(deny.resource.urn) && own.some((part) => mayMeet(deny, part));
        if (isCrowded) return doubted(firewall, loose.find(mayStandIn));
        const alone = firewall.members.length === 1 && own.length === 1 ? floating.get(firewall.subject) : undefined;
        const near = (alone ? denying : loose).filter(mayStandIn);
        const causeOf = (deny: Contribution) => (looseOnes.has(deny) ? deny : alone)?.belongsTo?.cause;
        const denies = near.flatMap((deny) => possibleDenies(deny, causeOf(deny)));
        return { ...firewall, rules: [...(alone?.rules ?? firewall.rules), ...denies] };
    });
}

/**
 * Rules that belong to one of several groups, beside every deny of any of these: what is open even so is open whichever
 * group is meant. What is not says nothing, for each group judges the rule as well.
 */
export function besideCandidates(index: StackIndex, parts: readonly Contribution[]): readonly Firewall[] {
    const loose = parts.filter((part) => isLoose(index, part)).flatMap(({ rules }) => rules.filter(isDeny));
    const deniesOf = memoized((owner: Contribution) =>
        contributionsOf(index, owner).flatMap(({ rules }) => rules.filter(isDeny)),
    );
    let work = 0;
    return parts.flatMap((part): readonly Firewall[] => {
        if (part.belongsTo === undefined || part.identity !== undefined || !part.rules.some(isAllow)) return [];
        const { certain, candidates } = index.resolve(part.belongsTo, part.resource);
        if (certain.length > 0 || candidates.length === 0 || work > MOST_PAIRS) return [];
        const around = [loose, ...candidates.map(deniesOf)];
        work += around.reduce((sum, { length }) => sum + length, 0);
        if (work > MOST_PAIRS) return [];
        const denies = new Set(around.flat());
        for (const rule of part.rules) denies.delete(rule);
        if (denies.size === 0) return [];
        const { urn } = part.resource;
        const rules = [...part.rules.filter(isAllow), ...[...denies].map((rule) => ({ ...rule, certain: true }))];
        return [{ kind: part.kind, semantics: part.semantics, subject: urn, members: [urn], rules, notes: [] }];
    });
}

function memoized<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
    const made = new Map<Key, Value>();
    return (key) => {
        const known = made.get(key) ?? make(key);
        made.set(key, known);
        return known;
    };
}

function contributionsOf(index: StackIndex, owner: Contribution): readonly Contribution[] {
    return [...index.objectOf(owner), ...index.membersOf(owner).map(({ contribution }) => contribution)];
}

function isAllow(rule: Rule): boolean {
    return rule.action === "allow" && rule.direction === "ingress";
}

/** What a contribution may deny elsewhere. */
function possibleDenies({ rules }: Contribution, cause: Cause | undefined): readonly Rule[] {
    return rules.filter(isDeny).map((rule) => weakenRule(rule, cause));
}

function byResource(parts: readonly Contribution[]): ReadonlyMap<string, readonly Contribution[]> {
    const writers = new Map<string, Contribution[]>();
    for (const part of parts) {
        const before = writers.get(part.resource.urn);
        if (before) before.push(part);
        else writers.set(part.resource.urn, [part]);
    }
    return writers;
}

function isDeny(rule: Rule): boolean {
    return rule.action !== "allow" && rule.direction === "ingress";
}

/** Nothing in the stack is surely meant, and nothing outside it either. */
function isLoose(index: StackIndex, { belongsTo, identity, resource }: Contribution): boolean {
    if (belongsTo === undefined || identity !== undefined) return false;
    if (belongsTo.key !== undefined && belongsTo.scope !== undefined) return false;
    const { certain, candidates } = index.resolve(belongsTo, resource);
    return certain.length === 0 && candidates.length === 0;
}

/** What is known of the two objects does not tell them apart. */
function mayMeet(one: Contribution, other: Contribution): boolean {
    if (meeting(one.resource, other.resource) === "never") return false;
    const [keys, others] = [keysOf(one), keysOf(other)];
    const isNamedSo = keys.length === 0 || others.length === 0 || keys.some((key) => others.includes(key));
    const [scope, around] = [one, other].map(({ identity, belongsTo }) => (identity ?? belongsTo)?.scope);
    return isNamedSo && (scope === undefined || around === undefined || scope === around);
}

function keysOf({ identity, belongsTo }: Contribution): readonly string[] {
    return identity ? identity.keys : belongsTo?.key === undefined ? [] : [belongsTo.key];
}

function doubted(firewall: Firewall, deny: Contribution | undefined): Firewall {
    if (deny === undefined) return firewall;
    const cause = deny.belongsTo?.cause;
    return {
        ...firewall,
        rules: firewall.rules.map((rule) => (rule.action === "allow" ? weakenRule(rule, cause) : rule)),
    };
}
