import type { Rule } from "../../rule.js";
import { composePlain } from "../../stack/compose-plain.js";
import type { Composer } from "../../stack/composer.js";
import { defaultSecurityRules } from "./default-security-rules.js";
import { besideCandidates, withLooseDenies } from "./loose-denies.js";
import { settleCollisions } from "./priority-collision.js";
import type { NamedRule } from "./security-rule.js";
import { wideningNotes } from "./virtual-network-route.js";

/** Makes one firewall of each network security group, its separate rules and the default rules. */
export const composeNetworkSecurityGroups: Composer = (index, parts) => {
    const notesOn = wideningNotes(index);
    const groups = withLooseDenies(index, parts, composePlain(index, parts)).map((firewall) => {
        const rules = [...settleCollisions(firewall.rules.map(placed)), ...defaultSecurityRules(firewall.subject)];
        return { ...firewall, rules, notes: [...firewall.notes, ...notesOn(firewall.subject, rules)] };
    });
    return [...groups, ...besideCandidates(index, parts)];
};

/** A name counts only where the rule surely is in the group. */
function placed(rule: Rule) {
    // The rules of this composer's contributions come from the reader of security rules, which names them.
    const { givenName } = rule as NamedRule;
    return { rule, givenName: rule.certain ? givenName : undefined };
}
