import { Field } from "../../field.js";
import type { Note, Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { endpointContribution } from "./endpoint.js";

/** Reads a cluster of a cloud whose provider has no list of the addresses that reach the API server. */
export const readUnlistedCluster: Reader = (resource) => [endpointContribution(resource, [], [noteOn(resource, "")])];

/** Reads `civo:index/kubernetesCluster:KubernetesCluster`, whose endpoint stands behind a firewall that it may name. */
export const readCivoCluster: Reader = (resource) => {
    const firewall = new Field(resource.properties, "").get("firewallId");
    return [endpointContribution(resource, [], firewall.isAbsent ? [noteOn(resource, firewall.at)] : [])];
};

function noteOn(resource: Resource, at: string): Note {
    const named = at !== "";
    return {
        resource: resource.urn,
        at,
        code: "managed-endpoint-not-seen",
        what: `Cluster ${resource.name} does not say who reaches its API server`,
        why: named
            ? `Where ${at} is not set, the cloud makes a firewall of its own, which lets everyone in`
            : "Its provider has no property that lists the addresses which reach the API server",
        fix: named
            ? `Set ${at} to a firewall of this program that admits small CIDR blocks only`
            : "Restrict the API server in the cloud's console, or reach it through a private network",
        weight: "advisory",
    };
}
