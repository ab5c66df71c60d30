import type { Cause } from "../../cause.js";
import type { Rule } from "../../rule.js";
import type { Composer } from "../../stack/composer.js";
import type { Firewall } from "../../stack/firewall.js";
import { composeGroup } from "./compose-group.js";
import { groupParts } from "./group-parts.js";

/** Makes one firewall of a policy and its rules, for each set of instances that an allow selects. */
export const composePolicy: Composer = (index, parts) =>
    groupParts(index, parts).flatMap((group) => composeGroup(group).map(settlePriorities));

/**
 * A policy takes each priority once: of several rules with the same one, only one will exist, so a deny among them
 * clears nothing for sure. A priority that is not known is none of those that others surely have.
 */
function settlePriorities(firewall: Firewall): Firewall {
    const taken = new Map<number, Set<string>>();
    for (const rule of firewall.rules) {
        if (!rule.certain || rule.priority.least !== rule.priority.most) continue;
        const places = taken.get(rule.priority.least);
        if (places) places.add(placeOf(rule));
        else taken.set(rule.priority.least, new Set([placeOf(rule)]));
    }
    return { ...firewall, rules: firewall.rules.map((rule) => settled(rule, taken)) };
}

function settled(rule: Rule, taken: ReadonlyMap<number, ReadonlySet<string>>): Rule {
    let { least, most } = rule.priority;
    if (least === most) {
        const collides = rule.action !== "allow" && (taken.get(least)?.size ?? 0) > 1;
        return collides ? doubted(rule) : rule;
    }
    while (least < most && taken.has(least)) least++;
    while (most > least && taken.has(most)) most--;
    return { ...rule, priority: { least, most } };
}

function doubted(rule: Rule): Rule {
    const cause: Cause = {
        resource: rule.resource,
        at: rule.at,
        kind: "unreadable",
        text: `another rule has its priority ${rule.priority.least} and the policy takes only one of them`,
    };
    return { ...rule, certain: false, causes: [...rule.causes, cause] };
}

/** The rule of the policy, whichever of its layer 4 entries. */
function placeOf(rule: { readonly resource: string; readonly at: string }): string {
    return `${rule.resource} ${rule.at.replace(/\.?match\..*$/, "")}`;
}
