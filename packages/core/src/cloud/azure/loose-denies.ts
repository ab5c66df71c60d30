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
 * hide is then neither surely open nor closed.
 */
export function withLooseDenies(
    index: StackIndex,
    parts: readonly Contribution[],
    firewalls: readonly Firewall[],
): readonly Firewall[] {
    const loose = parts.filter((part) => isLoose(index, part));
    if (loose.length === 0) return firewalls;
    const writers = byResource(parts);
    const isCrowded = loose.length * firewalls.length > MOST_PAIRS;
    return firewalls.map((firewall) => {
        if (!firewall.rules.some((rule) => rule.action === "allow" && rule.direction === "ingress")) return firewall;
        const own = writers.get(firewall.subject) ?? [];
        const members = new Set(firewall.members);
        const isNear = (deny: Contribution) =>
            !members.has(deny.resource.urn) && own.some((part) => mayMeet(deny, part));
        if (isCrowded) return doubted(firewall, loose.find(isNear));
        const near = loose.filter(isNear);
        const rules = near.flatMap(({ rules: denies, belongsTo }) =>
            denies.filter(isDeny).map((rule) => weakenRule(rule, belongsTo?.cause)),
        );
        return rules.length === 0 ? firewall : { ...firewall, rules: [...firewall.rules, ...rules] };
    });
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

function isLoose(index: StackIndex, { belongsTo, identity, resource, rules }: Contribution): boolean {
    if (belongsTo === undefined || identity !== undefined || !rules.some(isDeny)) return false;
    if (belongsTo.key !== undefined && belongsTo.scope !== undefined) return false;
    const { certain, candidates } = index.resolve(belongsTo, resource);
    return certain.length === 0 && candidates.length === 0;
}

/** What is known of the two objects does not tell them apart. */
function mayMeet(deny: Contribution, part: Contribution): boolean {
    if (meeting(deny.resource, part.resource) === "never") return false;
    const { key, scope } = deny.belongsTo ?? {};
    const keys = part.identity?.keys ?? (part.belongsTo?.key === undefined ? [] : [part.belongsTo.key]);
    const around = part.identity ? part.identity.scope : part.belongsTo?.scope;
    const isNamedSo = key === undefined || keys.length === 0 || keys.includes(key);
    return isNamedSo && (scope === undefined || around === undefined || scope === around);
}

function doubted(firewall: Firewall, deny: Contribution | undefined): Firewall {
    if (deny === undefined) return firewall;
    const cause: Cause | undefined = deny.belongsTo?.cause;
    return {
        ...firewall,
        rules: firewall.rules.map((rule) => (rule.action === "allow" ? weakenRule(rule, cause) : rule)),
    };
}
