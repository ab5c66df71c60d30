import { Field } from "../../field.js";
import type { Peer } from "../../peer.js";
import type { Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { causeOf, unknownPeer } from "../shape.js";
import { type Endpoint, endpointContribution, endpointRule, everyone } from "./endpoint.js";
import { firstGiven, readSwitch, said, singleObject } from "./properties.js";
import { addressPeers } from "./sources.js";

/** Reads `digitalocean:index/kubernetesCluster:KubernetesCluster`, whose firewall stands inside it. */
export const readDigitaloceanCluster: Reader = (resource) => {
    const list = singleObject(new Field(resource.properties, "").get("controlPlaneFirewall"));
    return aclContribution(resource, list, (acl) => addressPeers(acl.get("allowedAddresses"), resource, "allow"));
};

/** Reads `linode:index/lkeCluster:LkeCluster`, whose list stands in its control plane. */
export const readLinodeCluster: Reader = (resource) => {
    const plane = singleObject(new Field(resource.properties, "").get("controlPlane"));
    const acl = plane.isObject || plane.isAbsent ? singleObject(plane.get("acl")) : plane;
    return aclContribution(resource, acl, (list) => readAddresses(list.get("addresses"), resource));
};

function readAddresses(list: Field, resource: Resource): readonly Peer[] {
    return list.items().flatMap((item) => {
        if (!item.isObject) return [unknownPeer(causeOf(resource.urn, item))];
        return [firstGiven(item, "ipv4s", "ipv4"), firstGiven(item, "ipv6s", "ipv6")].flatMap((blocks) =>
            addressPeers(blocks, resource, "allow"),
        );
    });
}

/** Without a list, or with one that is off, everybody reaches the endpoint; a list without addresses closes it. */
function aclContribution(resource: Resource, acl: Field, read: (acl: Field) => readonly Peer[]) {
    return [endpointContribution(resource, endpointsOf(resource, acl, read).map(endpointRule))];
}

function endpointsOf(resource: Resource, acl: Field, read: (acl: Field) => readonly Peer[]): readonly Endpoint[] {
    const { at } = acl;
    if (acl.isAbsent) return [{ resource, at, peers: [everyone()], because: [`${said(acl)}, so everyone gets in`] }];
    if (!acl.isObject)
        return [{ resource, at, peers: [unknownPeer(causeOf(resource.urn, acl))], because: [said(acl)] }];
    const enabled = acl.get("enabled");
    const access = readSwitch(enabled, resource.urn, false);
    const because = [`${said(enabled)}, so the list does not count`];
    const off = { resource, at: enabled.at, peers: [everyone()], because, doubts: access.causes };
    const peers = read(acl);
    const on = { resource, at, peers, because: [said(acl)] };
    if (access.value === true) return peers.length > 0 ? [on] : [];
    return access.value === false ? [off] : [off, on];
}
