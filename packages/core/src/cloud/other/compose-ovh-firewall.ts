import { IpSet } from "../../ip-set.js";
import { known } from "../../rule.js";
import { composePlain } from "../../stack/compose-plain.js";
import type { Composer } from "../../stack/composer.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Firewall } from "../../stack/firewall.js";
import { weakenRule } from "../../stack/weaken.js";
import { addressesPeer, makeRule } from "../shape.js";
import { FirewallPart } from "./ovh-firewall.js";
import { LAST_TIER } from "./rule-parts.js";

/** Makes a firewall of all rules in front of one address; what none of them matches passes. */
export const composeOvhFirewalls: Composer = (index, parts) => {
    const byUrn = new Map(parts.map((part) => [part.resource.urn, part]));
    return composePlain(index, parts).map((firewall) => {
        const own = firewall.members.flatMap((urn) => byUrn.get(urn) ?? []);
        return withPass(whileOn(firewall, own));
    });
};

/** Off, a firewall denies nobody anything. */
function whileOn(firewall: Firewall, parts: readonly Contribution[]): Firewall {
    const switches = parts.flatMap(({ facts }) => (facts instanceof FirewallPart ? [facts.enabled] : []));
    if (switches.some(({ value }) => value === false)) return { ...firewall, rules: [] };
    const causes = switches.flatMap((one) => one.causes);
    const rules = firewall.rules.map((rule) =>
        rule.action === "allow" ? rule : causes.reduce((weak, cause) => weakenRule(weak, cause), rule),
    );
    return { ...firewall, rules };
}

function withPass(firewall: Firewall): Firewall {
    const pass = makeRule({
        name: "no rule matches",
        resource: firewall.subject,
        at: "",
        priority: known(LAST_TIER),
        peers: [addressesPeer(IpSet.ipv4, "every IPv4 address")],
        because: ["what no rule of an OVH network firewall matches passes"],
    });
    return { ...firewall, rules: [...firewall.rules, pass] };
}
