import { Field } from "../../field.js";
import { IpSet } from "../../ip-set.js";
import type { Rule } from "../../rule.js";
import type { Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { addressesPeer, causeOf, makeRule, unknownPeer } from "../shape.js";
import { prefixPeer } from "./address-prefix.js";
import { rulePorts, valuesOf } from "./rule-ports.js";
import { prefixReasons, reasons } from "./rule-reasons.js";
import { protocolOf } from "./rule-words.js";

/**
 * Reads the inbound security rules of a network virtual appliance in a virtual hub: Azure makes an allow of a network
 * security group and a load balancing rule of each.
 */
export const readInboundSecurityRules: Reader = (resource) => {
    const rules = new Field(resource.properties, "").get("rules").items();
    if (rules.length === 0) return [];
    const read = rules.map((rule) => ruleOf(resource, rule));
    return [{ resource, kind: "firewall", semantics: "union", rules: read, notes: [] }];
};

function ruleOf(resource: Resource, field: Field): Rule {
    const urn = resource.urn;
    if (!field.isObject) {
        const cause = causeOf(urn, field);
        return makeRule({ resource: urn, at: field.at, peers: [unknownPeer(cause)], certain: false, causes: [cause] });
    }
    const portFields = valuesOf(field.get("destinationPortRange"), field.get("destinationPortRanges"));
    const ports = rulePorts(urn, "allow", portFields);
    const protocol = field.get("protocol");
    const protocols = protocolOf(urn, protocol);
    const source = field.get("sourceAddressPrefix");
    const isGiven = !source.isAbsent && source.value !== "";
    const peer = isGiven
        ? prefixPeer(source, { resource: urn, action: "allow" })
        : addressesPeer(IpSet.everything, "no source");
    return makeRule({
        resource: urn,
        at: field.at,
        protocols,
        ports,
        peers: [peer],
        causes: [...protocols.causes, ...ports.causes],
        because: [
            ...(isGiven ? prefixReasons([source], [peer]) : ["no source is named, which counts as everyone"]),
            ...reasons([protocol, ...portFields]),
        ],
    });
}
