import { FirewallError, PortRange } from "@portcullis/core";
import {
    checkedKey,
    cidrSource,
    type IntentSource,
    keyedSources,
    namedRecord,
    plainText,
    refuseUnknownArguments,
    wholeNumber,
} from "@portcullis/core/intent";
import type { NetworkSecurityGroupExtraRule } from "./args.js";
import { GROUP_ID } from "./intent.js";
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
    const at = `extraRules.${checkedKey(name, "extraRules")}`;
    refuseUnknownArguments(
        rule,
        ["protocol", "port", "addressPrefix", "applicationSecurityGroup", "priority", "description"],
        at,
    );
    const protocol = protocolOf(rule, at);
    const source = sourceOf(name, rule, at);
    const description = describedBy(rule.description, `${at}.description`);
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
        ports: protocol === "Tcp" || protocol === "Udp" ? [portsOf(rule, at)] : noPorts(rule, protocol, at),
        description,
        why: description,
        family: familyOf(source),
    };
}

function describedBy(description: unknown, at: string): string {
    const text = plainText(description ?? "", at);
    if (text !== "" && text.length <= 140) return text;
    throw new FirewallError({
        code: "description-malformed",
        at,
        what: "The extra rule has no description of 1 to 140 characters",
        why: "Azure takes at most 140, and a rule that says nothing cannot be audited",
        fix: "Say what it is for",
    });
}

function noPorts(rule: NetworkSecurityGroupExtraRule, protocol: string, at: string): "*" {
    if (rule.port === undefined) return "*";
    throw new FirewallError({
        code: "argument-conflict",
        at: `${at}.port`,
        what: `A port is given for protocol ${protocol}`,
        why: "Only Tcp and Udp have ports: beside another protocol it would narrow nothing",
        fix: "Leave the port out, or write Tcp or Udp",
    });
}

function protocolOf(rule: NetworkSecurityGroupExtraRule, at: string): (typeof PROTOCOLS)[number] {
    const wanted = plainText(rule.protocol ?? "Tcp", `${at}.protocol`).toLowerCase();
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
        return PortRange.parse(plainText(rule.port, `${at}.port`)).toString();
    } catch (error) {
        throw error instanceof FirewallError ? error.under(`${at}.port`) : error;
    }
}

function sourceOf(name: string, rule: NetworkSecurityGroupExtraRule, at: string): IntentSource {
    const { addressPrefix, applicationSecurityGroup: group } = rule;
    if (addressPrefix !== undefined && group !== undefined) {
        throw new FirewallError({
            code: "argument-conflict",
            at,
            what: "Both addressPrefix and applicationSecurityGroup are given",
            why: "An extra rule has one source",
            fix: "Write two extra rules",
        });
    }
    if (addressPrefix === undefined && group === undefined) throw missing(at, "source");
    const role = "managementTools";
    const [source] =
        addressPrefix === undefined
            ? keyedSources(role, "applicationSecurityGroup", "extra", { [name]: group }, "extraRules", GROUP_ID)
            : cidrSource(role, addressPrefix, `${at}.addressPrefix`);
    if (!source) throw missing(at, "source");
    return source;
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
