import { FirewallError, PortRange } from "@portcullis/core";
import {
    boundedName,
    checkedKey,
    cidrSource,
    type IntentSource,
    namedRecord,
    plainText,
    refuseUnknownArguments,
    slug,
} from "@portcullis/core/intent";
import type { FirewallExtraRule } from "./args.js";
import { checkedTag } from "./intent.js";
import { familyOf, type PlannedRule } from "./rules.js";

const PROTOCOLS = ["tcp", "udp", "icmp", "esp", "ah", "sctp", "ipip"];

/**
 * Plans the rules that a user adds by hand: no unchecked path, so the internet and every protocol at once are refused
 * here as everywhere.
 *
 * @throws FirewallError with the property path.
 */
export function planExtraRules(
    rules: { readonly [name: string]: FirewallExtraRule } | undefined,
    options: { readonly namePrefix: string; readonly priority: number },
): readonly PlannedRule[] {
    return Object.entries(namedRecord(rules, "extraRules")).map(([name, rule]) => extraRule(name, rule, options));
}

function extraRule(
    name: string,
    rule: FirewallExtraRule,
    options: { readonly namePrefix: string; readonly priority: number },
): PlannedRule {
    const at = `extraRules.${checkedKey(name, "extraRules")}`;
    refuseUnknownArguments(rule, ["protocol", "port", "range", "tag", "description"], at);
    const protocol = protocolOf(rule, at);
    const source = sourceOf(name, rule, at);
    const description = plainText(rule.description ?? "", `${at}.description`);
    if (description === "") throw missing(`${at}.description`, "description");
    const end = `extra-${slug(name)}`;
    return {
        end,
        name: boundedName([slug(options.namePrefix), end], 63),
        direction: "INGRESS",
        action: "allow",
        priority: options.priority,
        protocol,
        ports: protocol === "tcp" || protocol === "udp" ? [portsOf(rule, at)] : noPorts(rule, protocol, at),
        peers: [source],
        description,
        why: description,
        family: familyOf(source),
    };
}

function protocolOf(rule: FirewallExtraRule, at: string): string {
    const protocol = plainText(rule.protocol ?? "tcp", `${at}.protocol`).toLowerCase();
    if (PROTOCOLS.includes(protocol) || (/^\d{1,3}$/.test(protocol) && Number(protocol) <= 255)) {
        return protocol === "6" ? "tcp" : protocol === "17" ? "udp" : protocol;
    }
    throw new FirewallError({
        code: "argument-malformed",
        at: `${at}.protocol`,
        what: `${JSON.stringify(rule.protocol)} is not a protocol of a rule`,
        why: "One rule admits one protocol; every protocol at once (all) would admit more than was meant",
        fix: `Write one of ${PROTOCOLS.join(", ")}, or a number from 0 to 255`,
    });
}

function portsOf(rule: FirewallExtraRule, at: string): string {
    if (rule.port === undefined) throw missing(`${at}.port`, "port");
    try {
        return PortRange.parse(plainText(rule.port, `${at}.port`)).toString();
    } catch (error) {
        throw error instanceof FirewallError ? error.under(`${at}.port`) : error;
    }
}

function noPorts(rule: FirewallExtraRule, protocol: string, at: string): readonly string[] {
    if (rule.port === undefined) return [];
    throw new FirewallError({
        code: "argument-conflict",
        at: `${at}.port`,
        what: `A port is given for protocol ${protocol}`,
        why: "Only tcp and udp have ports: beside another protocol it would narrow nothing",
        fix: "Leave the port out, or write tcp or udp",
    });
}

function sourceOf(name: string, rule: FirewallExtraRule, at: string): IntentSource {
    if (rule.tag !== undefined && rule.range !== undefined) {
        throw new FirewallError({
            code: "argument-conflict",
            at,
            what: "Both range and tag are given",
            why: "GCP reads ranges and tags as alternatives, so a rule with both admits more than either",
            fix: "Write two extra rules",
        });
    }
    if (rule.tag !== undefined) {
        const who = checkedTag(plainText(rule.tag, `${at}.tag`), `${at}.tag`);
        return { role: "managementTools", at: `${at}.tag`, kind: "tag", name: `extra-${name}`, who };
    }
    const [source] = rule.range === undefined ? [] : cidrSource("managementTools", rule.range, `${at}.range`);
    if (!source) throw missing(at, "source");
    return source;
}

function missing(at: string, what: string): FirewallError {
    return new FirewallError({
        code: "argument-missing",
        at,
        what: `The extra rule has no ${what}`,
        why: "GCP reads a rule without a source as one for everybody, and one without ports as one for every port",
        fix: 'Write a whole rule, for example { port: "443", range: "203.0.113.0/24", description: "status page" }',
    });
}
