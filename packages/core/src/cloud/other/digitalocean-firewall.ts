import { Field } from "../../field.js";
import type { Peer } from "../../peer.js";
import { PortSet } from "../../port-set.js";
import type { Rule } from "../../rule.js";
import type { Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { type Reading, read } from "../shape.js";
import { propertyReasons } from "../source-reasons.js";
import { itemsOf, unreadCauses } from "./properties.js";
import { internalPeers, lostSource, readActions, ruleOf, unknownRule } from "./rule-parts.js";
import { addressPeers, unreadPeers } from "./sources.js";
import { readPortText, readProtocol, trafficOf } from "./traffic.js";

const INTERNAL = ["sourceTags", "sourceDropletIds", "sourceKubernetesIds", "sourceLoadBalancerUids"];
const KEYS = ["protocol", "portRange", "sourceAddresses", "action", ...INTERNAL];

/** Reads `digitalocean:index/firewall:Firewall`: rules add up, and what none allows is dropped. */
export const readDigitaloceanFirewall: Reader = (resource) => {
    const rules = itemsOf(new Field(resource.properties, ""), "inboundRules", "inboundRule").flatMap((item) =>
        readInboundRule(item, resource),
    );
    return [{ resource, kind: "firewall", semantics: "union", rules, notes: [] }];
};

/** Nobody knows which of a deny and an allow comes first, so a deny clears nothing. */
function readInboundRule(item: Field, resource: Resource): readonly Rule[] {
    if (!item.isObject) return [unknownRule(resource, item)];
    const words = { allow: "allow", deny: "deny", absent: "allow" } as const;
    const allows = readActions(item.get("action"), resource.urn, words).filter(({ action }) => action === "allow");
    const protocol = item.get("protocol");
    const ports = item.get("portRange");
    const addresses = item.get("sourceAddresses");
    return allows.map(({ action, doubts }) =>
        ruleOf({
            resource,
            field: item,
            action,
            doubts,
            traffic: trafficOf(
                readProtocol(protocol, { resource: resource.urn, action }),
                readPorts(ports, resource.urn),
                { action },
            ),
            peers: readSources(item, addresses, resource),
            because: [...propertyReasons(addresses), protocol, ports],
        }),
    );
}

/** The API takes `0` for every port, and gives it back for `all`. */
function readPorts(field: Field, resource: string): Reading<PortSet> {
    if (field.value === "0" || field.value === 0) return read(PortSet.all);
    return readPortText(field, { resource, action: "allow", every: ["all"] });
}

function readSources(item: Field, addresses: Field, resource: Resource): readonly Peer[] {
    const peers = [
        ...addressPeers(addresses, resource, "allow"),
        ...internalPeers(...INTERNAL.map((name) => item.get(name))),
        ...unreadPeers(unreadCauses(item, KEYS, resource.urn)),
    ];
    return peers.length > 0 ? peers : [lostSource(resource, item, "sourceAddresses")];
}
