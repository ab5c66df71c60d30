import type { Cause } from "../../cause.js";
import { Field } from "../../field.js";
import { IpSet } from "../../ip-set.js";
import type { Peer } from "../../peer.js";
import type { Rule } from "../../rule.js";
import type { Contribution, Note } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { addressesPeer, addressPeer, causeOf, makeRule, referencePeer, unknownPeer } from "../shape.js";
import { soleBlock, switchAt } from "./block.js";
import { gkeNotes } from "./gke-notes.js";
import { readSwitch, type Switch } from "./switches.js";

/** Clusters of the Google Kubernetes Engine. */
export const GKE_CLUSTER_TYPES: readonly string[] = [
    "gcp:container/cluster:Cluster",
    "google-native:container/v1:Cluster",
    "google-native:container/v1beta1:Cluster",
];

/** Reads who reaches the endpoint of a cluster by its address, and notes the ways that are no rule. */
export function readGkeCluster(resource: Resource): readonly Contribution[] {
    const root = new Field(resource.properties, "");
    const endpoint = readEndpoint(root, resource.urn);
    const networks = readNetworks(root, resource);
    const open = endpoint.value !== false;
    return [
        {
            resource,
            kind: "managed-endpoint",
            semantics: "union",
            rules: open ? networks.admitted.map((one) => ruleOf(one, resource, endpoint)) : [],
            notes: [...(open ? networks.notes : []), ...gkeNotes(root, resource)],
        },
    ];
}

/** Whether the endpoint has a public address: any of three switches turns it off; the third one is the API's own. */
function readEndpoint(root: Field, urn: string): Switch {
    const isPrivate = switchAt(root, ["privateClusterConfig", "enablePrivateEndpoint"], urn, false);
    const endpoints = ["controlPlaneEndpointsConfig", "ipEndpointsConfig"];
    const byAddress = switchAt(root, [...endpoints, "enabled"], urn, true);
    const isPublic = switchAt(root, [...endpoints, "enablePublicEndpoint"], urn, true);
    if (isPrivate.value === true || byAddress.value === false || isPublic.value === false) {
        return { value: false, causes: [] };
    }
    // A block that is not known says the same of both switches in it.
    const causes = [...isPrivate.causes, ...byAddress.causes, ...(byAddress.causes.length > 0 ? [] : isPublic.causes)];
    return { value: causes.length === 0 ? true : "either", causes };
}

/** Someone admitted, and why. */
interface Admission {
    readonly at: string;
    readonly peer: Peer;
    readonly because: string;
    readonly causes: readonly Cause[];
    readonly anchor?: string;
}

interface Networks {
    readonly admitted: readonly Admission[];
    readonly notes: readonly Note[];
}

function readNetworks(root: Field, resource: Resource): Networks {
    const config = soleBlock(root.get("masterAuthorizedNetworksConfig"));
    if (config.isAbsent) return { admitted: [everyone(config, `${config.at} is not set`)], notes: [] };
    if (!config.isObject) return { admitted: [anyone(config, causeOf(resource.urn, config))], notes: [] };
    const native = resource.type.startsWith("google-native:");
    const enabled = native ? readSwitch(config.get("enabled"), resource.urn, false) : { value: true, causes: [] };
    if (enabled.value === false) {
        const at = config.get("enabled");
        return {
            admitted: [everyone(at, `${at.at} is ${at.written()}, so the listed blocks do not count`)],
            notes: [],
        };
    }
    const unlisted = enabled.causes.map((cause) => anyone(config.get("enabled"), cause));
    return {
        admitted: [...unlisted, ...readBlocks(config, resource.urn), ...readCloud(config, resource.urn)],
        notes: cloudNotes(config, resource.urn),
    };
}

function everyone(field: Field, because: string): Admission {
    const peer = addressesPeer(IpSet.everything, "every address");
    return { at: field.at, peer, because, causes: [], anchor: "gke-authorized-networks" };
}

function anyone(field: Field, cause: Cause): Admission {
    return { at: field.at, peer: unknownPeer(cause), because: `${field.at} is ${field.written()}`, causes: [] };
}

function readBlocks(config: Field, urn: string): readonly Admission[] {
    return config
        .get("cidrBlocks")
        .items()
        .map((block) => {
            const field = block.isObject ? block.get("cidrBlock") : block;
            const peer = block.isObject
                ? addressPeer(field, { resource: urn, action: "allow", bareAddress: true })
                : unknownPeer(causeOf(urn, block));
            return { at: field.at, peer, because: `${field.at} is ${field.written()}`, causes: [] };
        });
}

/** Every virtual machine of Google Cloud, whoever rents it. */
function readCloud(config: Field, urn: string): readonly Admission[] {
    const field = config.get("gcpPublicCidrsAccessEnabled");
    const access = readSwitch(field, urn, false);
    if (access.value === false) return [];
    const peer = referencePeer("cloud-tenant", "GoogleCloud", "every Google Cloud address");
    return [
        {
            at: field.at,
            peer,
            because: `${field.at} is ${field.written()}`,
            causes: access.causes,
            anchor: "gke-google-cloud-addresses",
        },
    ];
}

function cloudNotes(config: Field, urn: string): readonly Note[] {
    const field = config.get("gcpPublicCidrsAccessEnabled");
    if (!field.isAbsent) return [];
    return [
        {
            resource: urn,
            at: field.at,
            code: "gke-google-cloud-addresses",
            what: "The cluster does not say whether addresses of Google Cloud reach its endpoint",
            why: `where ${field.at} is not set, Google decides: on classic public clusters, every virtual machine of every Google Cloud customer is let in`,
            fix: `Set ${field.at} to false`,
            weight: "advisory",
        },
    ];
}

function ruleOf(admission: Admission, resource: Resource, endpoint: Switch): Rule {
    return makeRule({
        name: admission.at,
        resource: resource.urn,
        at: admission.at,
        protocols: { least: TCP, most: TCP },
        peers: [admission.peer],
        certain: endpoint.value === true && admission.causes.length === 0,
        causes: [...endpoint.causes, ...admission.causes],
        because: [admission.because],
        ...(admission.anchor === undefined ? {} : { anchor: admission.anchor }),
    });
}

const TCP: readonly number[] = [6];
