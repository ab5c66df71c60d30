import { IpSet } from "../../ip-set.js";
import { known, type Rule } from "../../rule.js";
import { composePlain } from "../../stack/compose-plain.js";
import type { Composer } from "../../stack/composer.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Firewall } from "../../stack/firewall.js";
import { weakenRule } from "../../stack/weaken.js";
import { addressesPeer, makeRule } from "../shape.js";
import { LAST_TIER } from "./rule-parts.js";
import { RuleListPart } from "./scaleway-security-group.js";

/** Makes a firewall of each group and its rules; rules whose group is not seen have a default policy that is not known. */
export const composeScalewayGroups: Composer = (index, parts) => {
    const byUrn = new Map(parts.map((part) => [part.resource.urn, part]));
    return composePlain(index, parts).map((firewall) => {
        const own = firewall.members.flatMap((urn) => byUrn.get(urn) ?? []);
        return withUnseenPolicy(withOneList(firewall, own), own);
    });
};

/** A group has one list: where two resources write it, either may be the one that stays. */
function withOneList(firewall: Firewall, parts: readonly Contribution[]): Firewall {
    const lists = parts.filter(({ facts }) => facts instanceof RuleListPart && facts.hasRules);
    const [, second] = lists;
    if (second === undefined) return firewall;
    const text = "two resources write the rules of this group, and one replaces those of the other";
    const cause = { resource: second.resource.urn, at: "inboundRules", kind: "unreadable", text } as const;
    const rules = firewall.rules.map((rule) => (rule.action === "allow" ? rule : weakenRule(rule, cause)));
    return { ...firewall, rules };
}

function withUnseenPolicy(firewall: Firewall, parts: readonly Contribution[]): Firewall {
    const link = parts.find(({ belongsTo }) => belongsTo !== undefined)?.belongsTo;
    if (link === undefined || parts.some(({ identity }) => identity !== undefined)) return firewall;
    const policy: Rule = makeRule({
        name: "default policy of the group",
        resource: firewall.subject,
        at: "securityGroupId",
        priority: known(LAST_TIER),
        peers: [addressesPeer(IpSet.everything, "every address")],
        certain: false,
        causes: [link.cause],
        because: ["the default policy of a group accepts what no rule matches"],
    });
    return { ...firewall, rules: [...firewall.rules, policy] };
}
