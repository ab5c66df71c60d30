import type { Field } from "../../field.js";
import type { Rule } from "../../rule.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { causeOf, makeRule, unknownPeer } from "../shape.js";
import { lostSource, readSources, type SourceNames } from "./source.js";
import { readTraffic } from "./traffic.js";

const SOURCES: SourceNames = {
    blocks: ["ipRange"],
    prefixLists: [],
    groups: [],
    others: ["protocol", "fromPort", "toPort"],
};

/** Reads the firewall of a fleet of game servers. */
export function readFleet(resource: Resource, root: Field): readonly Contribution[] {
    return [permissions(resource, root.get("ec2InboundPermissions"))];
}

/** Reads the firewall of a fleet of containers. */
export function readContainerFleet(resource: Resource, root: Field): readonly Contribution[] {
    return [permissions(resource, root.get("instanceInboundPermissions"))];
}

function permissions(resource: Resource, list: Field): Contribution {
    const rules = list.items().map((item) => permission(resource, item));
    return { resource, kind: "firewall", semantics: "union", rules, notes: [] };
}

function permission(resource: Resource, item: Field): Rule {
    const base = { resource: resource.urn, at: item.at };
    if (!item.isObject) return makeRule({ ...base, peers: [unknownPeer(causeOf(resource.urn, item))] });
    const traffic = readTraffic(
        { protocol: item.get("protocol"), from: item.get("fromPort"), to: item.get("toPort") },
        { resource: resource.urn, action: "allow", names: "security-group" },
    );
    const { peers, because } = readSources(item, resource, "allow", SOURCES);
    return makeRule({
        ...base,
        ...traffic,
        peers: peers.length > 0 ? peers : [lostSource(item, resource)],
        because: [...because, ...traffic.because],
    });
}
