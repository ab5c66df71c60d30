import { FirewallError } from "@portcullis/core";
import {
    checkedKey,
    cidrSource,
    type IntentSource,
    keyedSources,
    namedRecord,
    plainText,
    portNumber,
    refuseUnknownArguments,
} from "@portcullis/core/intent";
import type { SecurityGroupExtraRule } from "./args.js";
import { GROUP_ID } from "./intent.js";
import { describe, familyOf, type PlannedRule } from "./rules.js";

const PORT_PROTOCOLS = ["tcp", "udp", "6", "17"];
const PROTOCOL_NAMES = ["tcp", "udp", "icmp", "icmpv6", "esp", "ah"];
const PROTOCOL_NUMBERS: { readonly [name: string]: string } = { esp: "50", ah: "51" };

/**
 * Plans the rules that a user adds by hand: no unchecked path, so the internet, every protocol at once and odd
 * protocols are refused here as everywhere.
 *
 * @throws FirewallError with the property path.
 */
export function planExtraRules(
    rules: { readonly [name: string]: SecurityGroupExtraRule } | undefined,
): readonly PlannedRule[] {
    return Object.entries(namedRecord(rules, "extraRules")).map(([name, rule]) => extraRule(name, rule));
}

function extraRule(name: string, rule: SecurityGroupExtraRule): PlannedRule {
    const at = `extraRules.${checkedKey(name, "extraRules")}`;
    refuseUnknownArguments(rule, ["protocol", "fromPort", "toPort", "cidrBlock", "securityGroup", "description"], at);
    const protocol = protocolOf(rule, at);
    const source = sourceOf(name, rule, at);
    const ports = PORT_PROTOCOLS.includes(protocol) ? portsOf(rule, at) : noPorts(rule, protocol, at);
    const described = rule.description ?? "";
    if (described === "") throw missing(`${at}.description`, "description");
    const description = describe(plainText(described, `${at}.description`), `${at}.description`);
    return {
        name: `extra-${name}`,
        source,
        ipProtocol: protocol,
        ...(ports ? { fromPort: ports[0], toPort: ports[1] } : {}),
        description,
        roles: ["extra rule"],
        port: ports ? (ports[0] === ports[1] ? String(ports[0]) : `${ports[0]}-${ports[1]}`) : `protocol ${protocol}`,
        why: description,
        family: familyOf(source),
        quota: 1,
        group: 0,
    };
}

function protocolOf(rule: SecurityGroupExtraRule, at: string): string {
    const protocol = plainText(rule.protocol ?? "tcp", `${at}.protocol`).toLowerCase();
    const number = /^\d{1,3}$/.test(protocol) && Number(protocol) <= 255;
    if (number || PROTOCOL_NAMES.includes(protocol)) return PROTOCOL_NUMBERS[protocol] ?? protocol;
    throw new FirewallError({
        code: "argument-malformed",
        at: `${at}.protocol`,
        what: `${JSON.stringify(rule.protocol)} is not a protocol of a rule`,
        why: "One rule admits one protocol, by its IP name or number; every protocol at once (-1) would admit every port as well",
        fix: "Write tcp, udp, icmp, icmpv6, esp, ah, or a number from 0 to 255",
    });
}

function portsOf(rule: SecurityGroupExtraRule, at: string): readonly [number, number] {
    if (rule.fromPort === undefined) throw missing(`${at}.fromPort`, "port");
    const from = portNumber(rule.fromPort, `${at}.fromPort`);
    const to = portNumber(rule.toPort ?? rule.fromPort, `${at}.toPort`);
    if (from <= to) return [from, to];
    throw new FirewallError({
        code: "port-range-reversed",
        at: `${at}.toPort`,
        what: `The range ${from}-${to} ends before it begins`,
        why: "EC2 refuses it, and only when it creates the rule",
        fix: `Write fromPort: ${to}, toPort: ${from}`,
    });
}

/** EC2 would take ports beside such a protocol, and admit every port all the same. */
function noPorts(rule: SecurityGroupExtraRule, protocol: string, at: string): undefined {
    if (rule.fromPort === undefined && rule.toPort === undefined) return undefined;
    throw new FirewallError({
        code: "argument-conflict",
        at: `${at}.fromPort`,
        what: `Ports are given for protocol ${protocol}`,
        why: "Only TCP and UDP have ports: beside another protocol they would narrow nothing",
        fix: "Leave fromPort and toPort out, or write tcp or udp",
    });
}

function sourceOf(name: string, rule: SecurityGroupExtraRule, at: string): IntentSource {
    if (rule.cidrBlock !== undefined && rule.securityGroup !== undefined) {
        throw new FirewallError({
            code: "argument-conflict",
            at,
            what: "Both cidrBlock and securityGroup are given",
            why: "One rule has one source",
            fix: "Write two extra rules",
        });
    }
    const source =
        rule.cidrBlock === undefined
            ? rule.securityGroup === undefined
                ? undefined
                : keyedSources(
                      "managementTools",
                      "extra",
                      "extra",
                      { [name]: rule.securityGroup },
                      "extraRules",
                      GROUP_ID,
                  )
            : cidrSource("managementTools", rule.cidrBlock, `${at}.cidrBlock`);
    if (!source?.[0]) throw missing(at, "source");
    return source[0];
}

function missing(at: string, what: string): FirewallError {
    return new FirewallError({
        code: "argument-missing",
        at,
        what: `The extra rule has no ${what}`,
        why: "A rule without it would admit more than was meant, or nothing",
        fix: 'Write a whole rule, for example { fromPort: 443, cidrBlock: "203.0.113.0/24", description: "status page" }',
    });
}
