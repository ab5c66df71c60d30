import type { SecurityGroupRuleInventoryEntry } from "./args.js";
import type { PlannedRule } from "./rules.js";

/** A planned rule as the inventory shows it; `name` is the component's. */
export function inventoryEntry(name: string, rule: PlannedRule): SecurityGroupRuleInventoryEntry {
    return {
        who: rule.source.who,
        roles: [...rule.roles],
        port: rule.port,
        why: rule.why,
        family: rule.family,
        quota: rule.quota,
        rule: `${name}-${rule.name}`,
    };
}
