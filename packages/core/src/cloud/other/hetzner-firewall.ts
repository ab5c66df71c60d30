import { Field } from "../../field.js";
import type { Peer } from "../../peer.js";
import type { Rule } from "../../rule.js";
import type { Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { propertyReasons } from "../source-reasons.js";
import { readInbound } from "./direction.js";
import { itemsOf, unreadCauses } from "./properties.js";
import { lostSource, ruleOf, unknownRule } from "./rule-parts.js";
import { addressPeers, unreadPeers } from "./sources.js";
import { readPortText, readProtocol, trafficOf } from "./traffic.js";

const KEYS = ["direction", "protocol", "port", "sourceIps", "destinationIps", "description"];

/** Reads `hcloud:index/firewall:Firewall`: rules add up, and what no inbound rule allows is dropped. */
export const readHetznerFirewall: Reader = (resource) => {
    const rules = itemsOf(new Field(resource.properties, ""), "rules", "rule").flatMap((item) =>
        readRule(item, resource),
    );
    return [{ resource, kind: "firewall", semantics: "union", rules, notes: [] }];
};

function readRule(item: Field, resource: Resource): readonly Rule[] {
    if (!item.isObject) return [unknownRule(resource, item)];
    const doubts = readInbound(item.get("direction"), resource.urn, "out");
    if (doubts === undefined) return [];
    const protocol = item.get("protocol");
    const port = item.get("port");
    const reading = { resource: resource.urn, action: "allow" } as const;
    return [
        ruleOf({
            resource,
            field: item,
            action: "allow",
            doubts,
            traffic: trafficOf(
                readProtocol(protocol, reading),
                readPortText(port, { ...reading, every: ["any"] }),
                reading,
            ),
            peers: readSources(item, resource),
            because: [...propertyReasons(item.get("sourceIps")), protocol, port],
        }),
    ];
}

function readSources(item: Field, resource: Resource): readonly Peer[] {
    const peers = [
        ...addressPeers(item.get("sourceIps"), resource, "allow"),
        ...unreadPeers(unreadCauses(item, KEYS, resource.urn)),
    ];
    return peers.length > 0 ? peers : [lostSource(resource, item, "sourceIps")];
}
