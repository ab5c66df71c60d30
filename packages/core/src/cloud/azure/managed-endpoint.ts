import type { Cause } from "../../cause.js";
import type { Field } from "../../field.js";
import { IpSet } from "../../ip-set.js";
import type { Peer } from "../../peer.js";
import { known, type Rule } from "../../rule.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { addressesPeer, makeRule } from "../shape.js";

/** What stands between the internet and the API server of a managed cluster. */
export interface Endpoint {
    readonly resource: Resource;
    /** The property that decides. */
    readonly field: Field;
    readonly peers: readonly Peer[];
    readonly because: readonly string[];
    /** Values that may yet close the endpoint altogether. */
    readonly doubts?: readonly Cause[];
    readonly anchor?: string;
}

/** Everybody, for the reason that the rule gives. */
export function everyone(text: string): Peer {
    return addressesPeer(IpSet.everything, text);
}

/** The endpoint of a managed cluster as a firewall of one rule; of none where nobody can come from outside. */
export function endpointContribution(resource: Resource, endpoint: Endpoint | undefined): Contribution {
    return {
        resource,
        kind: "managed-endpoint",
        semantics: "union",
        rules: endpoint ? [endpointRule(endpoint)] : [],
        notes: [],
    };
}

function endpointRule({ resource, field, peers, because, doubts = [], anchor }: Endpoint): Rule {
    return makeRule({
        resource: resource.urn,
        at: field.at,
        name: field.at,
        protocols: known([6]),
        peers,
        certain: doubts.length === 0,
        causes: doubts,
        because,
        ...(anchor === undefined ? {} : { anchor }),
    });
}
