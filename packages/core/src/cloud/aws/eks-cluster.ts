import type { Cause } from "../../cause.js";
import type { Field } from "../../field.js";
import { IpSet } from "../../ip-set.js";
import type { Peer } from "../../peer.js";
import { known, type Rule } from "../../rule.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { addressesPeer, addressPeer, causeOf, makeRule, unknownPeer } from "../shape.js";
import { propertyReasons } from "../source-reasons.js";
import { singleObject } from "./single-object.js";

/** Reads the public endpoint of an EKS cluster (`vpcConfig`). */
export function readEksCluster(resource: Resource, root: Field): readonly Contribution[] {
    return [endpointContribution(resource, root.get("vpcConfig"))];
}

/** Reads the public endpoint of an EKS cluster as CloudFormation writes it (`resourcesVpcConfig`). */
export function readNativeEksCluster(resource: Resource, root: Field): readonly Contribution[] {
    return [endpointContribution(resource, root.get("resourcesVpcConfig"))];
}

function endpointContribution(resource: Resource, config: Field): Contribution {
    const rule = readEndpoint(resource, singleObject(config));
    return { resource, kind: "managed-endpoint", semantics: "union", rules: rule ? [rule] : [], notes: [] };
}

/** The endpoint is public unless switched off; the private endpoint beside it closes nothing. */
function readEndpoint(resource: Resource, config: Field): Rule | undefined {
    const base = { name: "public endpoint", resource: resource.urn, protocols: known([6]) };
    if (!config.isObject && !config.isAbsent) {
        return makeRule({ ...base, at: config.at, peers: [unknownPeer(causeOf(resource.urn, config))] });
    }
    const access = config.get("endpointPublicAccess");
    const open = access.isAbsent ? true : access.flag();
    if (open === false) return undefined;
    const blocks = config.get("publicAccessCidrs");
    const doubts: readonly Cause[] = open === undefined ? [causeOf(resource.urn, access)] : [];
    return makeRule({
        ...base,
        at: blocks.at,
        peers: readBlocks(resource, blocks),
        certain: open === true,
        causes: doubts,
        because: [`${access.at} is ${access.isAbsent ? "not set, so true" : access.written()}`, ...becauseOf(blocks)],
        ...(isEmptyList(blocks) ? { anchor: "no-source" } : {}),
    });
}

/** An omitted or empty list is not sent, and Amazon's default is everyone. */
function readBlocks(resource: Resource, blocks: Field): readonly Peer[] {
    if (isEmptyList(blocks)) return [addressesPeer(IpSet.everything, "0.0.0.0/0 and ::/0")];
    return blocks
        .items()
        .map((item) => addressPeer(item, { resource: resource.urn, action: "allow", bareAddress: true }));
}

function isEmptyList(blocks: Field): boolean {
    return blocks.items().length === 0;
}

function becauseOf(blocks: Field): readonly string[] {
    if (!isEmptyList(blocks)) return propertyReasons(blocks);
    return [`${blocks.at} is ${blocks.written()}, so everyone: the default is 0.0.0.0/0 and ::/0`];
}
