import type { Cause } from "../../cause.js";
import type { Rule } from "../../rule.js";
import type { Composer } from "../../stack/composer.js";
import type { Firewall } from "../../stack/firewall.js";
import { composeGroup } from "./compose-group.js";
import { groupParts } from "./group-parts.js";

/** Makes one firewall of a policy and its rules, for each set of instances that an allow selects. */
export const composePolicy: Composer = (index, parts) =>
    groupParts(index, parts).flatMap((group) => composeGroup(group).map(doubtEqualPriorities));

/** A policy takes each priority once: of a deny and an allow with the same one, only one will exist. */
function doubtEqualPriorities(firewall: Firewall): Firewall {
    const allowed = new Map(
        firewall.rules.flatMap((rule) =>
            rule.action === "allow" ? [[rule.priority.least, placeOf(rule)] as const] : [],
        ),
    );
    return {
        ...firewall,
        rules: firewall.rules.map((rule) => {
            const taken = rule.action === "deny" ? allowed.get(rule.priority.least) : undefined;
            return taken === undefined || taken === placeOf(rule) ? rule : doubted(rule);
        }),
    };
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
