import type { Rule } from "../../rule.js";

/** A rule of one firewall, with what tells it from the others. */
interface PlacedRule {
    readonly rule: Rule;
    /** Name that the cloud knows it by, in lower case; undefined where it makes one up. */
    readonly givenName: string | undefined;
}

/** Behind every rule that Azure has, where a deny clears nothing any more. */
const LAST = 70000;

/**
 * Azure takes no two rules of one priority (for one direction) or of one name, so which of them there will be is not
 * known: a deny among them clears nothing. It stays in the list, behind everything else, and says so.
 */
export function settleCollisions(placed: readonly PlacedRule[]): readonly Rule[] {
    const priorities = new Map<string, Set<string>>();
    const names = new Map<string, Set<string>>();
    for (const one of placed) {
        const priority = priorityKey(one.rule);
        if (priority !== undefined) note(priorities, priority, one.rule);
        if (one.givenName !== undefined) note(names, one.givenName, one.rule);
    }
    const several = (seen: Map<string, Set<string>>, key: string | undefined) =>
        key !== undefined && (seen.get(key)?.size ?? 0) > 1;
    return placed.map(({ rule, givenName }) => {
        if (rule.action !== "allow" && several(names, givenName)) return weakened(rule, "name");
        if (rule.action !== "allow" && several(priorities, priorityKey(rule))) return weakened(rule, "priority");
        return freed(rule, priorities);
    });
}

function priorityKey(rule: Rule): string | undefined {
    const { least, most } = rule.priority;
    return least === most && rule.certain ? `${rule.direction} ${least}` : undefined;
}

/** One written rule may be several of ours, which do not collide with each other. */
function note(seen: Map<string, Set<string>>, key: string, rule: Rule): void {
    const places = seen.get(key) ?? new Set();
    seen.set(key, places.add(`${rule.resource} ${rule.at}`));
}

/** A priority that is not known is none of those that others surely have. */
function freed(rule: Rule, taken: ReadonlyMap<string, unknown>): Rule {
    let { least, most } = rule.priority;
    if (least === most) return rule;
    while (least < most && taken.has(`${rule.direction} ${least}`)) least++;
    while (most > least && taken.has(`${rule.direction} ${most}`)) most--;
    return { ...rule, priority: { least, most } };
}

function weakened(rule: Rule, what: "priority" | "name"): Rule {
    const why = `another rule of the group has the same ${what}, so this one clears nothing`;
    return { ...rule, priority: { least: LAST, most: LAST }, because: [...rule.because, why] };
}
