import type { Composer } from "../../stack/composer.js";
import { doubtfulRule, type OrderedKind, orderedFirewalls } from "./ordered-firewalls.js";
import { settleCollisions } from "./priority-collision.js";

const CONFIGURATION: OrderedKind = {
    ownerType: "securityadminconfiguration",
    rulesOf: (_subject, members) =>
        settleCollisions(
            members.flatMap(({ contribution, certain }) =>
                contribution.rules.map((rule) => ({
                    rule: certain ? rule : doubtfulRule(rule, contribution),
                    // Names are unique inside a collection only, of which a configuration has several.
                    givenName: undefined,
                })),
            ),
        ),
};

/**
 * Makes one firewall of the administrator rules of one configuration. Network security groups are judged by
 * themselves: what these rules deny is not taken from them, for a configuration may be undeployed at any time.
 */
export const composeAdminConfigurations: Composer = (index, parts) => orderedFirewalls(index, parts, CONFIGURATION);
