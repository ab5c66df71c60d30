import type { Cause } from "../../cause.js";
import { Field } from "../../field.js";
import type { Peer } from "../../peer.js";
import type { Rule } from "../../rule.js";
import type { Contribution, Reader } from "../../stack/contribution.js";
import { weakenRule } from "../../stack/weaken.js";
import type { Resource } from "../../value.js";
import { addressPeer, causeOf, referencePeer, unknownPeer } from "../shape.js";
import { propertyReasons } from "../source-reasons.js";
import { endpointRule, everyone } from "./endpoint.js";
import { identityOf, type LinkedObject, linkById } from "./link.js";
import { filled, itemsOf, readSwitch, unreadCauses } from "./properties.js";
import { lostSource } from "./rule-parts.js";
import { withoutLocality } from "./scaleway-id.js";
import { addressPeers, unreadPeers } from "./sources.js";

/** Name of the composer of clusters whose list of addresses is a resource of its own. */
export const LISTED_CLUSTER = "listed-cluster";

const SCALEWAY: LinkedObject = { kind: "scaleway-cluster", name: "cluster", normal: withoutLocality };
const OVH: LinkedObject = { kind: "ovh-cluster", name: "cluster" };

/** Reads a Kapsule or Kosmos cluster: without an Acl everybody reaches its API server. */
export const readScalewayCluster: Reader = (resource) => [clusterPart(resource, SCALEWAY, "Acl")];

/** Reads `ovh:CloudProject/kube:Kube`: without restrictions everybody reaches its API server. */
export const readOvhCluster: Reader = (resource) => [clusterPart(resource, OVH, "KubeIpRestrictions")];

/** The list may be another resource, so only the whole stack decides. */
function clusterPart(resource: Resource, object: LinkedObject, list: string): Contribution {
    const because = [`no ${list} restricts the addresses that reach the API server of ${resource.name}`];
    const rule = endpointRule({ resource, at: "", peers: [everyone()], because });
    return { ...part(resource, [rule]), identity: identityOf(resource, object) };
}

function part(resource: Resource, rules: readonly Rule[]): Contribution {
    const composer = LISTED_CLUSTER;
    return { resource, kind: "managed-endpoint", semantics: "ordered", rules, notes: [], composer };
}

/** Reads `scaleway:kubernetes/acl:Acl`: the blocks it lists and nobody else; an empty list closes the endpoint. */
export const readScalewayAcl: Reader = (resource) => {
    const root = new Field(resource.properties, "");
    const isolated = readSwitch(root.get("noIpAllowed"), resource.urn, false);
    const list = root.get("aclRules");
    const lost = [listRule(list, resource, [lostSource(resource, root, list.at)])];
    const listed = list.isAbsent ? lost : readAclRules(root, resource);
    const rules = isolated.value === true ? [] : listed.map((rule) => weakenAll(rule, isolated.causes));
    return [{ ...part(resource, rules), belongsTo: linkById(root.get("clusterId"), resource, SCALEWAY) }];
};

function weakenAll(rule: Rule, causes: readonly Cause[]): Rule {
    return causes.reduce((weak, cause) => weakenRule(weak, cause), rule);
}

function readAclRules(root: Field, resource: Resource): readonly Rule[] {
    return itemsOf(root, "aclRules").map((item) =>
        listRule(
            item,
            resource,
            item.isObject ? readAclSources(item, resource) : [unknownPeer(causeOf(resource.urn, item))],
        ),
    );
}

const ACL_KEYS = ["ip", "scalewayRanges", "description", "id", "srn"];

function readAclSources(item: Field, resource: Resource): readonly Peer[] {
    const block = filled(item.get("ip"));
    const ranges = item.get("scalewayRanges");
    const all = readSwitch(ranges, resource.urn, false);
    const peers = [
        ...(block.isAbsent ? [] : [addressPeer(block, { resource: resource.urn, action: "allow", bareAddress: true })]),
        ...(all.value === true ? [referencePeer("cloud-tenant", "Scaleway", "Scaleway")] : []),
        ...all.causes.map((cause) => unknownPeer(cause)),
        ...unreadPeers(unreadCauses(item, ACL_KEYS, resource.urn)),
    ];
    return peers.length > 0 || !ranges.isAbsent ? peers : [lostSource(resource, item, "ip")];
}

/** Reads `ovh:CloudProject/kubeIpRestrictions:KubeIpRestrictions`: an empty list takes the restrictions away. */
export const readOvhRestrictions: Reader = (resource) => {
    const root = new Field(resource.properties, "");
    const list = root.get("ips");
    const peers = list.items().length > 0 ? addressPeers(list, resource, "allow") : [everyone()];
    const belongsTo = linkById(root.get("kubeId"), resource, OVH);
    return [{ ...part(resource, [listRule(list, resource, peers)]), belongsTo }];
};

function listRule(field: Field, resource: Resource, peers: readonly Peer[]): Rule {
    return endpointRule({ resource, at: field.at, peers, because: propertyReasons(field) });
}
