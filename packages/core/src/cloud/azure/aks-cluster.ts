import type { Cause } from "../../cause.js";
import { Field } from "../../field.js";
import { IpSet } from "../../ip-set.js";
import type { Peer } from "../../peer.js";
import type { Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { addressesPeer, causeOf, unknownPeer, unreadableCause } from "../shape.js";
import { sourceReasons } from "../source-reasons.js";
import { prefixPeer } from "./address-prefix.js";
import { type Endpoint, endpointContribution, everyone } from "./managed-endpoint.js";

/** Reads `azure-native:containerservice:ManagedCluster`. */
export const readManagedCluster: Reader = (resource) => {
    const field = new Field(resource.properties, "");
    const profile = soleObject(field.get("apiServerAccessProfile"));
    const switches = [profile.get("enablePrivateCluster")];
    const ranges = [...profile.get("authorizedIPRanges").items(), ...profile.get("authorizedIpRanges").items()];
    return [endpointContribution(resource, endpointOf(resource, field, { profile, switches, ranges }))];
};

/** Reads `azure:containerservice/automaticCluster:AutomaticCluster`: a block that is there makes the cluster private. */
export const readAutomaticCluster: Reader = (resource) => {
    const field = new Field(resource.properties, "");
    const own = soleObject(field.get("privateCluster"));
    if (own.isObject) return [endpointContribution(resource, undefined)];
    const profile = soleObject(field.get("apiServerAccess"));
    const ranges = profile.get("authorizedIpRanges").items();
    return [endpointContribution(resource, endpointOf(resource, field, { profile, switches: [own], ranges }))];
};

/**
 * Reads a fleet manager, `azure-native:containerservice:Fleet` and the classic one. With a hub it has an API server of
 * its own, which knows no authorized ranges: it is private or everybody's.
 */
export const readFleet: Reader = (resource) => {
    const hub = soleObject(new Field(resource.properties, "").get("hubProfile"));
    if (hub.isAbsent) return [];
    const profile = soleObject(hub.get("apiServerAccessProfile"));
    const switches = [profile.get("enablePrivateCluster")];
    return [endpointContribution(resource, endpointOf(resource, hub, { profile, switches, ranges: [] }))];
};

/** Reads `azure:containerservice/kubernetesCluster:KubernetesCluster`. */
export const readKubernetesCluster: Reader = (resource) => {
    const field = new Field(resource.properties, "");
    const profile = soleObject(field.get("apiServerAccessProfile"));
    // The second name of each is the one of earlier releases of the provider.
    const switches = [field.get("privateClusterEnabled"), field.get("privateLinkEnabled")];
    const ranges = [...profile.get("authorizedIpRanges").items(), ...field.get("apiServerAuthorizedIpRanges").items()];
    return [endpointContribution(resource, endpointOf(resource, field, { profile, switches, ranges }))];
};

interface Access {
    readonly profile: Field;
    /** Any of them closes the public address. */
    readonly switches: readonly Field[];
    readonly ranges: readonly Field[];
}

/** A bridge may hand a single object over as a list of one, and none as an empty list. */
function soleObject(field: Field): Field {
    if (!field.isList) return field;
    const [first, ...others] = field.items();
    if (first === undefined) return new Field(undefined, field.at);
    return others.length === 0 ? first : field;
}

function endpointOf(resource: Resource, cluster: Field, access: Access): Endpoint | undefined {
    const { profile, switches } = access;
    if (switches.some((field) => field.flag() === true)) return undefined;
    const unread = !profile.isAbsent && !profile.isObject ? [causeOf(resource.urn, profile)] : [];
    const open = switches.filter((field) => !field.isAbsent && field.flag() === undefined && !unreadAt(unread, field));
    const doubts = open.map((field) => causeOf(resource.urn, field));
    const ranges = access.ranges.filter((field) => field.value !== "" && !unreadAt(unread, field));
    const [missing] = unread;
    const peers = missing ? [unknownPeer(missing)] : rangePeers(resource, ranges);
    return {
        resource,
        field: profile,
        peers,
        doubts,
        because: reasonsOf(cluster, profile, ranges),
        anchor: "aks-authorized-ranges",
    };
}

/** Everything inside a profile that is not known is not known either; the profile says it once. */
function unreadAt(unread: readonly Cause[], field: Field): boolean {
    return unread.some((cause) => field.at === cause.at || field.at.startsWith(`${cause.at}.`));
}

/** No range at all switches the feature off: everybody. */
function rangePeers(resource: Resource, ranges: readonly Field[]): readonly Peer[] {
    if (ranges.length === 0) return [everyone("no authorized ranges")];
    return ranges.map((range) => rangePeer(resource, range));
}

function rangePeer(resource: Resource, range: Field): Peer {
    // Without its prefix length nobody says whether this is the cluster's own address or everybody's.
    if (range.text() === "0.0.0.0") {
        return unknownPeer(unreadableCause(resource.urn, range, "it has no prefix length"), IpSet.ipv4);
    }
    // The one block with a meaning of its own: the cluster's outbound address and no other.
    if (range.text() === "0.0.0.0/32") return addressesPeer(IpSet.empty, range.written());
    return prefixPeer(range, { resource: resource.urn, action: "allow" });
}

function reasonsOf(cluster: Field, profile: Field, ranges: readonly Field[]): readonly string[] {
    const integrated = [profile.get("enableVnetIntegration"), profile.get("virtualNetworkIntegrationEnabled")];
    const access = cluster.get("publicNetworkAccess");
    const enabled = cluster.get("publicNetworkAccessEnabled");
    return [
        ...(ranges.length > 0
            ? sourceReasons(ranges)
            : ["a cluster without authorized ranges has a public API server that everyone can reach"]),
        ...integrated
            .filter((field) => field.flag() === true)
            .map(
                (field) =>
                    `${field.at} ${field.written()} gives the API server an address inside as well, it closes none`,
            ),
        ...[access, enabled]
            .filter((field) => field.text()?.toLowerCase() === "disabled" || field.flag() === false)
            .map((field) => `${field.at} ${field.written()} does not close the API server, it is not functional`),
    ];
}
