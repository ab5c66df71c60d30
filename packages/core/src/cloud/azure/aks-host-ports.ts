import { Field } from "../../field.js";
import { INTERNET } from "../../public-internet.js";
import type { Rule } from "../../rule.js";
import type { Contribution, Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { addressesPeer, causeOf, makeRule, portsBetween, unknownPeer } from "../shape.js";
import { protocolOf } from "./rule-words.js";

/**
 * Reads the host ports of node pools, of a cluster or a pool that is a resource of its own, azure-native and classic:
 * AKS writes a rule for each of them that lets the internet in.
 */
export const readHostPorts: Reader = (resource) => {
    const field = new Field(resource.properties, "");
    const pools = [field, field.get("defaultNodePool"), ...field.get("agentPoolProfiles").items()];
    const ports = pools.flatMap((pool) => poolBlocks(pool)).flatMap((block) => block.get("allowedHostPorts").items());
    if (ports.length === 0) return [];
    return [
        contribution(
            resource,
            ports.map((one) => ruleOf(resource, one)),
        ),
    ];
};

/** The network block of a pool; a bridge may hand a single block over as a list of one. */
function poolBlocks(pool: Field): readonly Field[] {
    const [first] = pool.isList ? pool.items() : [pool];
    const own = first ?? pool;
    if (own.isUnknown) return [];
    // A cluster has a `networkProfile` as well, without host ports.
    return [...own.get("networkProfile").items(), ...own.get("nodeNetworkProfile").items()].filter(
        (one) => one.isObject,
    );
}

function contribution(resource: Resource, rules: readonly Rule[]): Contribution {
    return { resource, kind: "firewall", semantics: "union", rules, notes: [] };
}

function ruleOf(resource: Resource, field: Field): Rule {
    const urn = resource.urn;
    const common = { resource: urn, at: field.at, anchor: "aks-host-ports" };
    if (!field.isObject) {
        const cause = causeOf(urn, field);
        return makeRule({ ...common, peers: [unknownPeer(cause)], certain: false, causes: [cause] });
    }
    const ports = portsBetween(field.get("portStart"), field.get("portEnd"), { resource: urn, action: "allow" });
    const protocol = field.get("protocol");
    const protocols = protocol.isAbsent ? { least: [6], most: [6], causes: [] } : protocolOf(urn, protocol);
    return makeRule({
        ...common,
        protocols,
        ports,
        peers: [addressesPeer(INTERNET, "Internet")],
        causes: [...ports.causes, ...protocols.causes],
        because: [`${field.at} is ${field.written()}: AKS lets the internet in on these ports of the nodes`],
    });
}
