import type { Cause } from "../../cause.js";
import type { Field } from "../../field.js";
import { IpSet } from "../../ip-set.js";
import type { Peer } from "../../peer.js";
import type { Action, Rule } from "../../rule.js";
import { addressesPeer, causeOf, makeRule, unknownPeer, unreadableCause, unreadKeys } from "../shape.js";
import { prefixPeer } from "./address-prefix.js";
import { groupFields, groupPeer } from "./application-security-group.js";
import { coverFamilies } from "./cover-families.js";
import { destinationOf } from "./rule-destination.js";
import { rulePorts, valuesOf } from "./rule-ports.js";
import { prefixReasons, reasons } from "./rule-reasons.js";
import { accessOf, directionOf, priorityOf, protocolOf, type Word } from "./rule-words.js";

/** Priorities that a rule of a network security group may have. */
const PRIORITIES = { least: 100, most: 4096 };

const KEYS = [
    ..."access description destinationAddressPrefix destinationAddressPrefixes destinationApplicationSecurityGroups".split(
        " ",
    ),
    ..."destinationApplicationSecurityGroupIds destinationPortRange destinationPortRanges direction id name".split(" "),
    ..."networkSecurityGroupName priority protocol resourceGroupName securityRuleName sourceAddressPrefix".split(" "),
    ..."sourceAddressPrefixes sourceApplicationSecurityGroups sourceApplicationSecurityGroupIds".split(" "),
    ..."sourcePortRange sourcePortRanges type etag provisioningState".split(" "),
];

/** Keys that would change what a rule admits, were they read by the provider. */
const TELLING = /source|destination|address|prefix|port|protocol|access|direction|priority/i;

/** So many ports are told one by one. */
const MOST_PORTS = 4;

/** A rule with the name that Azure tells it from others by, in lower case; undefined where it is made up or secret. */
export interface NamedRule extends Rule {
    readonly givenName?: string | undefined;
}

/** A rule of a network security group, inline in it or a resource of its own. */
interface SecurityRuleText {
    /** URN of the resource that writes it. */
    readonly resource: string;
    readonly field: Field;
    /** A rule without a source is everybody's inline; a separate one may have lost it in a preview. */
    readonly separate: boolean;
    /** Name where the rule has none of its own. */
    readonly name: string;
}

/**
 * Reads one rule. Most are one rule of ours; an access that is not known is an allow and a deny, neither of them
 * certain; a value that is no rule at all may allow or deny anything, before or after any other.
 */
export function readSecurityRule(text: SecurityRuleText): readonly Rule[] {
    const { resource, field } = text;
    if (!field.isObject) return anyRule(resource, field, causeOf(resource, field));
    const access = accessOf(resource, field.get("access"));
    const rules = access.options.flatMap((action) => coverFamilies(ruleOf(text, action, access)));
    const unread = unreadKeys(field, KEYS).filter((key) => TELLING.test(key));
    if (unread.length === 0) return rules;
    const cause = unreadKeyCause(resource, field, unread[0] ?? "");
    return [
        ...rules.map((rule) => (rule.action === "deny" ? unsure(rule, cause) : rule)),
        ...anyRule(resource, field, cause).filter((rule) => rule.action === "allow"),
    ];
}

/** Names the key, unless the whole rule is secret: then its keys are, too. */
function unreadKeyCause(resource: string, field: Field, key: string): Cause {
    if (field.secret) return unreadableCause(resource, field, "a key that is not read here");
    return unreadableCause(resource, field.own(key), `a key "${key}" that is not read here`);
}

/** What a rule, or a list of rules, may be that nobody can read: anything, at any priority. */
function anyRule(resource: string, field: Field, cause: Cause): readonly Rule[] {
    const parts = {
        resource,
        at: field.at,
        name: field.at,
        priority: PRIORITIES,
        peers: [addressesPeer(IpSet.everything, field.written())],
        certain: false,
        causes: [cause],
        because: [`${field.at} is ${field.written()}`],
    };
    return [makeRule({ ...parts, action: "allow" }), makeRule({ ...parts, action: "deny" })];
}

function unsure(rule: Rule, cause: Cause): Rule {
    return { ...rule, certain: false, causes: [...rule.causes, cause] };
}

function ruleOf(text: SecurityRuleText, action: Action, access: Word<Action>): NamedRule {
    const { resource, field } = text;
    const direction = directionOf(resource, field.get("direction"));
    const priority = priorityOf(resource, field.get("priority"), PRIORITIES);
    const protocols = protocolOf(resource, field.get("protocol"));
    const portFields = valuesOf(field.get("destinationPortRange"), field.get("destinationPortRanges"));
    const ports = rulePorts(resource, action, portFields);
    const sources = valuesOf(field.get("sourceAddressPrefix"), field.get("sourceAddressPrefixes"));
    const sourcePortFields = valuesOf(field.get("sourcePortRange"), field.get("sourcePortRanges"));
    const sourcePorts = rulePorts(resource, action, sourcePortFields);
    const destination = destinationOf(
        { resource, action },
        valuesOf(field.get("destinationAddressPrefix"), field.get("destinationAddressPrefixes")),
        groupFields(field, "destination"),
    );
    const doubts = [access, direction, priority, protocols, ports, sourcePorts, destination];
    const peers = peersOf(text, action, sources);
    const rule = makeRule({
        resource,
        at: field.at,
        name: nameOf(text),
        direction: direction.options.includes("ingress") ? "ingress" : "egress",
        action,
        priority,
        protocols,
        ports,
        sourcePorts,
        destination,
        peers,
        certain: access.options.length === 1 && direction.options.length === 1,
        causes: doubts.flatMap((doubt) => doubt.causes),
        because: [...sourcesText(sources, peers), ...reasons([field.get("protocol")]), ...portsText(field, portFields)],
    });
    return { ...rule, givenName: givenName(field)?.toLowerCase() };
}

function peersOf(text: SecurityRuleText, action: Action, sources: readonly Field[]): readonly Peer[] {
    const { resource, field } = text;
    const groups = groupFields(field, "source").map((group) => groupPeer(resource, group));
    const peers = [...sources.map((source) => prefixPeer(source, { resource, action })), ...groups];
    if (peers.length > 0) return peers;
    const missing = field.get("sourceAddressPrefix");
    if (action === "allow" && !text.separate) return [addressesPeer(IpSet.everything, "no source")];
    return [unknownPeer(unreadableCause(resource, missing, "the rule names no source"))];
}

function nameOf({ field, name }: SecurityRuleText): string {
    return givenName(field) ?? name;
}

function givenName(rule: Field): string | undefined {
    const names = [rule.get("securityRuleName"), rule.get("name")];
    const given = names.find((name) => name.text() !== undefined);
    return given?.secret ? undefined : given?.text();
}

/** Why a rule lets in whom it lets in; none at all is everyone. */
function sourcesText(sources: readonly Field[], peers: readonly Peer[]): readonly string[] {
    if (sources.length > 0 || peers.some((peer) => peer.kind === "reference")) return prefixReasons(sources, peers);
    return ["no source is named, which counts as everyone"];
}

function portsText(field: Field, ports: readonly Field[]): readonly string[] {
    if (ports.length === 0) return ["no destination port is named, which counts as every port"];
    return ports.length > MOST_PORTS ? reasons([field.get("destinationPortRanges")]) : reasons(ports);
}
