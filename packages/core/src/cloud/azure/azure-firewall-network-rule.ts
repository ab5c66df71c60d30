import type { Field } from "../../field.js";
import type { Peer } from "../../peer.js";
import { publicPart } from "../../public-internet.js";
import type { Note } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { firewallPeers } from "./azure-firewall-source.js";
import { rulePorts } from "./rule-ports.js";
import { protocolsOf } from "./rule-words.js";

/** As many addresses as a /12 holds: fewer are not worth a remark. */
const WIDE_IPV4 = 1n << 20n;
const WIDE_IPV6 = 1n << 104n;

/**
 * Remarks on the network rules of a collection that admit the internet. The internet meets a firewall's public address
 * first, which only a translation rule opens, so these are no more than remarks.
 */
export function networkRuleNotes(resource: Resource, collection: Field): readonly Note[] {
    if (actionOf(collection) === "deny") return [];
    return [...collection.get("rules").items(), ...collection.get("rule").items()]
        .filter((rule) => rule.isObject && rule.get("ruleType").text()?.toLowerCase() !== "applicationrule")
        .filter((rule) => admitsTcp(resource, rule) && firewallPeers(resource, rule).some(isWide))
        .map((rule) => noteOf(resource, rule));
}

/** `action` is a word in the classic provider and an object with a `type` in azure-native. */
function actionOf(collection: Field): string | undefined {
    const action = collection.get("action");
    return (action.text() ?? action.get("type").text())?.toLowerCase();
}

function admitsTcp(resource: Resource, rule: Field): boolean {
    const policy = rule.get("ipProtocols");
    const { most } = protocolsOf(resource.urn, policy.isAbsent ? rule.get("protocols") : policy);
    return most === "any" || most.includes(6);
}

function isWide(peer: Peer): boolean {
    if (peer.kind === "reference") return peer.class === "cloud-tenant";
    if (peer.kind !== "addresses") return false;
    const { countIpv4, countIpv6 } = publicPart(peer.addresses);
    return countIpv4 >= WIDE_IPV4 || countIpv6 >= WIDE_IPV6;
}

function noteOf(resource: Resource, rule: Field): Note {
    return {
        resource: resource.urn,
        at: rule.at,
        code: "azure-firewall-network-rule",
        what: `Network rule ${rule.get("name").written()} of the Azure Firewall admits the internet to the API port.`,
        why: "the internet reaches a firewall through a translation (NAT) rule, which is judged by itself; a network rule this wide also admits whoever is routed to the firewall by another way",
        fix: "name the sources that need it in sourceAddresses or sourceIpGroups",
        weight: "advisory",
        ports: rulePorts(resource.urn, "allow", rule.get("destinationPorts").items()).most,
    };
}
