import { Field } from "../../field.js";
import type { Rule } from "../../rule.js";
import type { Contribution, Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { causeOf, joinPorts, makeRule, unknownPeer } from "../shape.js";
import { networkRuleNotes } from "./azure-firewall-network-rule.js";
import { firewallPeers, namedAddresses } from "./azure-firewall-source.js";
import { rulePorts } from "./rule-ports.js";
import { prefixReasons, reasons } from "./rule-reasons.js";
import { protocolsOf } from "./rule-words.js";

/** Reads `azure-native:network:FirewallPolicyRuleCollectionGroup`, whose collections say of which type they are. */
export const readRuleCollectionGroup: Reader = (resource) => {
    const collections = new Field(resource.properties, "").get("ruleCollections").items();
    const nat = collections.filter((collection) => !isOfType(collection, "firewallpolicyfilterrulecollection"));
    const filters = collections.filter((collection) => isOfType(collection, "firewallpolicyfilterrulecollection"));
    return [contribution(resource, nat, filters)];
};

/** Reads `azure-native:network:FirewallPolicyRuleGroup`, the form before collections: what a rule matches is its condition. */
export const readRuleGroup: Reader = (resource) => {
    const rules = new Field(resource.properties, "").get("rules").items();
    const nat = rules.filter((rule) => rule.get("ruleType").text()?.toLowerCase() !== "firewallpolicyfilterrule");
    return [
        {
            ...contribution(resource, [], []),
            rules: nat.map((rule) =>
                rule.isObject ? natRule(resource, rule, rule.get("ruleCondition")) : anyNatRule(resource, rule),
            ),
        },
    ];
};

/** Reads `azure-native:network:AzureFirewall` and the classic rule collection group of a firewall policy. */
export const readAzureFirewall: Reader = (resource) => {
    const field = new Field(resource.properties, "");
    const nat = [...field.get("natRuleCollections").items(), ...field.get("natRuleCollection").items()];
    const filters = [...field.get("networkRuleCollections").items(), ...field.get("networkRuleCollection").items()];
    return [contribution(resource, nat, filters)];
};

/** Reads classic `azure:network/firewallNatRuleCollection:FirewallNatRuleCollection`: one collection, a resource. */
export const readNatRuleCollection: Reader = (resource) => [
    contribution(resource, [new Field(resource.properties, "")], []),
];

/** Reads classic `azure:network/firewallNetworkRuleCollection:FirewallNetworkRuleCollection`. */
export const readNetworkRuleCollection: Reader = (resource) => [
    contribution(resource, [], [new Field(resource.properties, "")]),
];

function isOfType(field: Field, type: string): boolean {
    return field.get("ruleCollectionType").text()?.toLowerCase() === type;
}

/** Destination translation comes before all else and implies the allow: no network rule can take it back. */
function contribution(resource: Resource, nat: readonly Field[], filters: readonly Field[]): Contribution {
    return {
        resource,
        kind: "firewall",
        semantics: "union",
        rules: nat.flatMap((collection) => natRules(resource, collection)),
        notes: filters.flatMap((collection) => networkRuleNotes(resource, collection)),
    };
}

function natRules(resource: Resource, collection: Field): readonly Rule[] {
    if (!collection.isObject) return [anyNatRule(resource, collection)];
    const rules = [...collection.get("rules").items(), ...collection.get("rule").items()];
    return rules
        .filter((rule) => !rule.isObject || isNat(rule))
        .map((rule) => (rule.isObject ? natRule(resource, rule) : anyNatRule(resource, rule)));
}

/** A collection of one type takes rules of that type only; a rule that names no type is what its collection says. */
function isNat(rule: Field): boolean {
    const type = rule.get("ruleType").text()?.toLowerCase();
    return type !== "networkrule" && type !== "applicationrule";
}

function anyNatRule(resource: Resource, field: Field): Rule {
    const cause = causeOf(resource.urn, field);
    return makeRule({
        resource: resource.urn,
        at: field.at,
        peers: [unknownPeer(cause)],
        certain: false,
        causes: [cause],
        because: [`${field.at} is ${field.written()}`],
    });
}

function natRule(resource: Resource, rule: Field, match: Field = rule): Rule {
    const ports = natPorts(resource.urn, match.get("destinationPorts"), rule.get("translatedPort"));
    const policy = match.get("ipProtocols");
    const protocols = protocolsOf(resource.urn, policy.isAbsent ? match.get("protocols") : policy);
    const name = rule.get("name");
    const peers = firewallPeers(resource, match);
    return makeRule({
        resource: resource.urn,
        at: rule.at,
        name: name.secret ? rule.at : (name.text() ?? rule.at),
        protocols,
        ports,
        peers,
        causes: [...ports.causes, ...protocols.causes],
        because: [
            ...prefixReasons(namedAddresses(match), peers),
            ...reasons([
                ...match.get("sourceIpGroups").items(),
                match.get("destinationPorts"),
                rule.get("translatedPort"),
            ]),
        ],
    });
}

/** The port in front and the port behind both count; without one of them the other decides, without both every port. */
function natPorts(resource: string, front: Field, behind: Field) {
    const given = [...front.items(), behind].filter((field) => !field.isAbsent && field.value !== "");
    return given.length === 0
        ? rulePorts(resource, "allow", [])
        : joinPorts(given.map((field) => rulePorts(resource, "allow", [field])));
}
