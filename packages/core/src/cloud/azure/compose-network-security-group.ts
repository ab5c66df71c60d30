import type { Composer, Member } from "../../stack/composer.js";
import { defaultSecurityRules } from "./default-security-rules.js";
import type { SecurityRuleFacts } from "./network-security-group.js";
import { doubtfulRule, type OrderedKind, orderedFirewalls } from "./ordered-firewalls.js";
import { type PlacedRule, settleCollisions } from "./priority-collision.js";
import { wideningNotes } from "./virtual-network-route.js";

const GROUP: OrderedKind = {
    ownerType: "networksecuritygroup",
    rulesOf: (subject, members) => [
        ...settleCollisions(members.flatMap(placedRules)),
        ...defaultSecurityRules(subject),
    ],
};

/** Makes one firewall of each network security group, its separate rules and the default rules. */
export const composeNetworkSecurityGroups: Composer = (index, parts) => {
    const notesOn = wideningNotes(index);
    return orderedFirewalls(index, parts, GROUP).map((firewall) => ({
        ...firewall,
        notes: [...firewall.notes, ...notesOn(firewall.subject, firewall.rules)],
    }));
};

/** A name counts only where the rule surely is in the group. */
function placedRules({ contribution, certain }: Member): readonly PlacedRule[] {
    // The reader of this composer's contributions, and nobody else, writes these facts.
    const { ruleNames } = contribution.facts as SecurityRuleFacts;
    return contribution.rules.map((rule) => ({
        rule: certain ? rule : doubtfulRule(rule, contribution),
        givenName: certain ? ruleNames.get(rule.at) : undefined,
    }));
}
