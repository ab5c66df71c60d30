import type { Cause } from "../../cause.js";
import type { Field } from "../../field.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Link } from "../../stack/link.js";
import type { Resource } from "../../value.js";
import { makeRule } from "../shape.js";
import { GroupSourcesOfRules } from "./group-sources.js";
import { lostSource, readSources, type SourceNames } from "./source.js";
import { readTraffic, type TrafficFields } from "./traffic.js";

/** A rule that is a resource of its own. */
export interface StandAloneRule {
    readonly resource: Resource;
    readonly root: Field;
    readonly traffic: TrafficFields;
    readonly sources: SourceNames;
    readonly belongsTo: Link;
    /** Why it may turn out to be no ingress rule at all; empty where it surely is one. */
    readonly doubts?: readonly Cause[];
}

/** The contribution of a security-group rule that is a resource of its own. */
export function standAloneRule(parts: StandAloneRule): Contribution {
    const { resource, root, doubts = [] } = parts;
    const traffic = readTraffic(parts.traffic, { resource: resource.urn, action: "allow", names: "security-group" });
    const sources = readSources(root, resource, "allow", parts.sources);
    const rule = makeRule({
        ...traffic,
        name: resource.name,
        resource: resource.urn,
        at: root.at,
        peers: sources.peers.length > 0 ? sources.peers : [lostSource(root, resource)],
        certain: doubts.length === 0,
        causes: [...doubts, ...traffic.causes],
        because: [...sources.because, ...traffic.because],
    });
    return {
        resource,
        kind: "firewall",
        semantics: "union",
        belongsTo: parts.belongsTo,
        rules: [rule],
        notes: [],
        facts: new GroupSourcesOfRules([root], resource, parts.sources),
    };
}
