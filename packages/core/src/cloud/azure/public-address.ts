import { Field } from "../../field.js";
import type { Composer } from "../../stack/composer.js";
import type { Contribution, Note, Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { NETWORK_SECURITY_GROUP } from "./network-security-group.js";

/** Name of the composer of public addresses. */
export const PUBLIC_ADDRESS = "azure-public-address";

/** Reads `azure-native:network:PublicIPAddress`: without a SKU it is of the Basic tier, which no group closes by default. */
export const readNativePublicAddress: Reader = (resource) => {
    const sku = new Field(resource.properties, "").get("sku");
    return isBasic(sku.get("name")) || sku.isAbsent ? [contribution(resource, sku.get("name"))] : [];
};

/** Reads classic `azure:network/publicIp:PublicIp`, whose SKU is Standard by default. */
export const readClassicPublicAddress: Reader = (resource) => {
    const sku = new Field(resource.properties, "").get("sku");
    return isBasic(sku) ? [contribution(resource, sku)] : [];
};

function isBasic(sku: Field): boolean {
    return sku.text()?.toLowerCase() === "basic";
}

function contribution(resource: Resource, sku: Field): Contribution {
    const note: Note = {
        resource: resource.urn,
        at: sku.at,
        code: "no-firewall",
        what: `Public address ${resource.name} is of the Basic tier, and no network security group is part of this stack.`,
        why: "what has a Basic public address and no network security group admits everyone on every port",
        fix: 'put a network security group on the subnet or the network interface behind it, or take sku.name "Standard", which is closed without one',
        weight: "advisory",
    };
    return {
        resource,
        kind: "firewall",
        semantics: "union",
        rules: [],
        notes: [note],
        composer: PUBLIC_ADDRESS,
    };
}

/** Mentions Basic public addresses in a stack without any network security group. */
export const composePublicAddresses: Composer = (index, parts) => {
    if (index.contributions.some((one) => one.identity?.kind === NETWORK_SECURITY_GROUP)) return [];
    return parts.map(({ resource, kind, semantics, rules, notes }) => {
        return { kind, semantics, subject: resource.urn, members: [resource.urn], rules, notes };
    });
};
