import { FirewallError, PortRange } from "@portcullis/core";
import {
    cidrSources,
    type IntentSource,
    keyedSources,
    namedRecord,
    refuseUnknownArguments,
    wholeNumber,
} from "@portcullis/core/intent";
import type { NetworkSecurityGroupExtraRule } from "./args.js";
import { EXTRA_BAND } from "./priority.js";
import { familyOf, type PlannedRule } from "./rules.js";

const PROTOCOLS = ["Tcp", "Udp", "Icmp", "Esp", "Ah"] as const;

/**
 * Plans the rules that a user adds by hand: no unchecked path, so the internet and every protocol at once are refused
 * here as everywhere.
 *
 * @throws FirewallError with the property path.
 */
export function planExtraRules(
    rules: { readonly [name: string]: NetworkSecurityGroupExtraRule } | undefined,
): readonly PlannedRule[] {
    return Object.entries(namedRecord(rules, "extraRules")).map(([name, rule]) => extraRule(name, rule));
}

function extraRule(name: string, rule: NetworkSecurityGroupExtraRule): PlannedRule {
    const at = `extraRules.${name}`;
    refuseUnknownArguments(
        rule,
        ["protocol", "port", "addressPrefix", "applicationSecurityGroup", "priority", "description"],
        at,
    );
    const protocol = protocolOf(rule, at);
    const source = sourceOf(name, rule, at);
    if (typeof rule.description !== "string" || rule.description === "" || rule.description.length > 140)
        throw badDescription(at);
    return {
        name: `extra-${name}`,
        direction: "Inbound",
        access: "Allow",
        priority: wholeNumber(rule.priority, `${at}.priority`, {
            ...EXTRA_BAND,
            code: "priority-out-of-range",
            why: "Extra rules have a band of their own, so that they meet no role's rules; another place is a pin in priorities",
        }),
        protocol,
        peers: [source],
        ports: protocol === "Tcp" || protocol === "Udp" ? [portsOf(rule, at)] : "*",
        description: rule.description,
        why: rule.description,
        family: familyOf(source),
    };
}

function protocolOf(rule: NetworkSecurityGroupExtraRule, at: string): (typeof PROTOCOLS)[number] {
    const wanted = (rule.protocol ?? "Tcp").toLowerCase();
    const found = PROTOCOLS.find((protocol) => protocol.toLowerCase() === wanted);
    if (found) return found;
    throw new FirewallError({
        code: "argument-malformed",
        at: `${at}.protocol`,
        what: `${JSON.stringify(rule.protocol)} is not a protocol of a rule`,
        why: "One rule admits one protocol; every protocol at once (*) would admit more than was meant",
        fix: `Write one of ${PROTOCOLS.join(", ")}`,
    });
}

function portsOf(rule: NetworkSecurityGroupExtraRule, at: string): string {
    if (rule.port === undefined) throw missing(`${at}.port`, "port");
    try {
        return PortRange.parse(rule.port).toString();
    } catch (error) {
        throw error instanceof FirewallError ? error.under(`${at}.port`) : error;
    }
}

function sourceOf(name: string, rule: NetworkSecurityGroupExtraRule, at: string): IntentSource {
    const keyed = keyedSources("managementTools", "applicationSecurityGroup", "extra", { [name]: true }, "extraRules");
    const group = rule.applicationSecurityGroup === undefined ? undefined : keyed[0];
    const block =
        rule.addressPrefix === undefined
            ? undefined
            : cidrSources("managementTools", [rule.addressPrefix], `${at}.addressPrefix`)[0];
    if (group && block) {
        throw new FirewallError({
            code: "argument-conflict",
            at,
            what: "Both addressPrefix and applicationSecurityGroup are given",
            why: "An extra rule has one source",
            fix: "Write two extra rules",
        });
    }
    const source = group ?? block;
    if (!source) throw missing(at, "source");
    return source;
}

function badDescription(at: string): FirewallError {
    return new FirewallError({
        code: "description-malformed",
        at: `${at}.description`,
        what: "The extra rule has no description of 1 to 140 characters",
        why: "Azure takes at most 140, and a rule that says nothing cannot be audited",
        fix: "Say what it is for",
    });
}

function missing(at: string, what: string): FirewallError {
    return new FirewallError({
        code: "argument-missing",
        at,
        what: `The extra rule has no ${what}`,
        why: "A rule without it would admit more than was meant",
        fix: 'Write a whole rule, for example { port: "443", addressPrefix: "203.0.113.0/24", priority: 3100, description: "status page" }',
    });
}
