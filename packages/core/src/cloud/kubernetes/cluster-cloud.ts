import type { Cause } from "../../cause.js";
import type { StackIndex } from "../../stack/composer.js";
import type { Contribution } from "../../stack/contribution.js";
import type { ServicePart } from "./service.js";

/** Packages of the clouds whose managed clusters are read, as the internal markers of services call them. */
const CLOUD_OF_PACKAGE: ReadonlyMap<string, string> = new Map([
    ["aws", "aws"],
    ["aws-native", "aws"],
    ["azure", "azure"],
    ["azure-native", "azure"],
    ["gcp", "gcp"],
    ["google-native", "gcp"],
    ["digitalocean", "digitalocean"],
    ["oci", "oci"],
    ["alicloud", "alicloud"],
    ["scaleway", "scaleway"],
    ["linode", "linode"],
    ["vultr", "vultr"],
    ["civo", "civo"],
    ["openstack", "openstack"],
    // The managed clusters of OVH run on its OpenStack, whose controller reads their services.
    ["ovh", "openstack"],
]);

/**
 * Tells of a service that calls itself internal in the words of a cloud, while every cluster of the stack runs in
 * another one, which does not read these words.
 */
export function clustersElsewhere(index: StackIndex): (part: Contribution, facts: ServicePart) => Cause | undefined {
    const clusters = index.contributions.filter(({ kind }) => kind === "managed-endpoint");
    const clouds = new Set(clusters.flatMap(({ resource }) => cloudOf(resource.type) ?? []));
    return (part, { audience }) => {
        if (audience.internal !== true || clouds.size === 0) return undefined;
        if (audience.clouds.some((cloud) => clouds.has(cloud))) return undefined;
        return {
            resource: part.resource.urn,
            at: "metadata.annotations",
            kind: "foreign",
            text: `its internal marker is one of ${audience.clouds.join(", ")}, and the clusters of this stack run in ${[...clouds].join(", ")}`,
        };
    };
}

function cloudOf(type: string): string | undefined {
    return CLOUD_OF_PACKAGE.get(type.split(/[:_]/)[0] ?? "");
}
