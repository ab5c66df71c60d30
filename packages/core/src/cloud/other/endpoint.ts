import type { Cause } from "../../cause.js";
import { IpSet } from "../../ip-set.js";
import type { Peer } from "../../peer.js";
import { known, type Rule } from "../../rule.js";
import type { Contribution, Note } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { addressesPeer, makeRule } from "../shape.js";

/** Who reaches the endpoint of a managed cluster. */
export interface Endpoint {
    readonly resource: Resource;
    /** Path of the property that decides. */
    readonly at: string;
    readonly peers: readonly Peer[];
    readonly because: readonly string[];
    /** Values that may yet close the endpoint altogether. */
    readonly doubts?: readonly Cause[];
}

/** Everybody, as a cluster without a list of addresses admits them. */
export function everyone(): Peer {
    return addressesPeer(IpSet.everything, "every address");
}

/** The rule of an endpoint. */
export function endpointRule({ resource, at, peers, because, doubts = [] }: Endpoint): Rule {
    return makeRule({
        name: at === "" ? "public endpoint" : at,
        resource: resource.urn,
        at,
        protocols: known([6]),
        peers,
        certain: doubts.length === 0,
        causes: doubts,
        because,
    });
}

/** The endpoint of a managed cluster as a firewall; one of no rules where nobody can come from outside. */
export function endpointContribution(
    resource: Resource,
    rules: readonly Rule[],
    notes: readonly Note[] = [],
): Contribution {
    return { resource, kind: "managed-endpoint", semantics: "union", rules, notes };
}
