import { IpSet } from "../../ip-set.js";
import type { Action, Between, Rule, Scope } from "../../rule.js";
import { known } from "../../rule.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Selector, Target } from "./target.js";

/** What composers of Google firewalls know beside the rule itself: at which instances it applies. */
export interface RuleTarget {
    readonly target: Target;
    /** Destination addresses alone, without the target. */
    readonly addresses: Between<Scope>;
}

/** A rule with its target. */
export interface TargetedRule extends RuleTarget {
    readonly rule: Rule;
}

/** The facts that a firewall or policy hands to its composer: the targets of its rules, in their order. */
export class FirewallPart {
    constructor(readonly targets: readonly RuleTarget[]) {}
}

/** The rules of a contribution as they stand in the stack, each with its target. */
export function targetedRules({ rules, facts }: Pick<Contribution, "rules" | "facts">): readonly TargetedRule[] {
    const targets = facts instanceof FirewallPart ? facts.targets : [];
    return rules.flatMap((rule, index) => {
        const target = targets[index];
        return target ? [{ ...target, rule }] : [];
    });
}

/**
 * Binds a rule to its target. Outside a composer the target stands in the rule's destination as named groups, so that
 * a deny of some instances never hides an allow of others.
 */
export function bindTarget(rule: Rule, target: Target): TargetedRule {
    return { rule: { ...rule, destination: withTarget(rule, target) }, target, addresses: rule.destination };
}

const NOWHERE: Scope = { addresses: IpSet.empty, groups: [] };

function withTarget(rule: Rule, target: Target): Between<Scope> {
    const selectors = [target.instances, target.networks].filter((one) => one.selects !== false);
    if (selectors.length === 0) return rule.destination;
    const groups = selectors.flatMap((one) => one.names);
    const exact = selectors.length === 1 && rule.destination.least === "any" && selectors.every(isKnown);
    const scope: Scope = { addresses: IpSet.empty, groups };
    if (exact) return known(scope);
    return allows(rule.action) ? known("any" as const) : { least: NOWHERE, most: "any" };
}

function isKnown(selector: Selector): boolean {
    return selector.unknownKinds.length === 0;
}

function allows(action: Action): boolean {
    return action === "allow";
}
