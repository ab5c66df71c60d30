import type { Cause } from "../../cause.js";
import type { Field } from "../../field.js";
import { causeOf } from "../shape.js";
import { readClass } from "./load-balancer-class.js";

/** Whether a service keeps its load balancer inside the network. */
export interface Audience {
    readonly internal: boolean | "maybe";
    /** Clouds whose marker says internal: proof only where the cluster runs in one of them. */
    readonly clouds: readonly string[];
    readonly causes: readonly Cause[];
    readonly because: readonly string[];
}

/** A marker: the cloud that reads it, and the value that means internal. */
interface Marker {
    readonly cloud: string;
    readonly key: string;
    readonly internal: string;
}

const BETA = "service.beta.kubernetes.io";
const MARKERS: readonly Marker[] = [
    { cloud: "aws", key: `${BETA}/aws-load-balancer-internal`, internal: "true" },
    { cloud: "aws", key: `${BETA}/aws-load-balancer-scheme`, internal: "internal" },
    { cloud: "azure", key: `${BETA}/azure-load-balancer-internal`, internal: "true" },
    { cloud: "gcp", key: "networking.gke.io/load-balancer-type", internal: "internal" },
    { cloud: "gcp", key: "cloud.google.com/load-balancer-type", internal: "internal" },
    { cloud: "openstack", key: `${BETA}/openstack-internal-load-balancer`, internal: "true" },
    { cloud: "oci", key: `${BETA}/oci-load-balancer-internal`, internal: "true" },
    { cloud: "oci", key: "oci-network-load-balancer.oraclecloud.com/internal", internal: "true" },
    { cloud: "alicloud", key: `${BETA}/alibaba-cloud-loadbalancer-address-type`, internal: "intranet" },
    { cloud: "digitalocean", key: `${BETA}/do-loadbalancer-network`, internal: "internal" },
    { cloud: "scaleway", key: `${BETA}/scw-loadbalancer-private`, internal: "true" },
    { cloud: "hcloud", key: "load-balancer.hetzner.cloud/disable-public-network", internal: "true" },
    { cloud: "ibm", key: "service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type", internal: "private" },
];

/** Keys by which an annotation names a cloud, whatever it says. */
const CLOUD_WORDS: readonly (readonly [string, RegExp])[] = [
    ["aws", /^service\.beta\.kubernetes\.io\/aws-|^service\.k8s\.aws\//],
    ["azure", /^service\.beta\.kubernetes\.io\/(azure-|pip-)/],
    ["gcp", /^(networking|cloud)\.(gke\.io|google\.com)\//],
    ["openstack", /openstack/],
    ["oci", /\/oci-|^oci[.-]/],
    ["alicloud", /alibaba-cloud/],
    ["digitalocean", /\/do-loadbalancer|digitalocean\.com\//],
    ["scaleway", /\/scw-loadbalancer/],
    ["hcloud", /hetzner\.cloud/],
    ["ibm", /\/ibm-load-balancer/],
];

/**
 * Reads the markers of a service. It is internal only where every cloud that its annotations name says so: a marker of
 * one cloud beside settings for another, or two markers that contradict each other, prove nothing.
 */
export function readAudience(annotations: Field, loadBalancerClass: Field, resource: string): Audience {
    if (annotations.isUnknown) return maybe([causeOf(resource, annotations)]);
    const found = MARKERS.flatMap((marker) => {
        const field = annotations.own(marker.key);
        return field.isAbsent ? [] : [{ ...marker, field, says: says(marker, field) }];
    });
    const marked = audienceOf(found, annotations, resource);
    const byClass = readClass(loadBalancerClass, annotations, resource);
    if (byClass.says === "unknown") return { ...maybe([byClass.cause]), because: marked.because };
    if (byClass.says === "internal-by-default") {
        const told = found.some(({ cloud }) => cloud === byClass.cloud);
        return told || marked.because.length > 0 ? marked : maybe([byClass.cause]);
    }
    if (byClass.says === "nothing" || byClass.says === "external") {
        return byClass.says === "nothing" ? marked : { ...marked, internal: false, clouds: [], causes: [] };
    }
    const because = [...marked.because, `${loadBalancerClass.at} is ${loadBalancerClass.written()}`];
    const contradicted = found.some((one) => one.says === false);
    return { internal: !contradicted, clouds: contradicted ? [] : [byClass.cloud], causes: [], because };
}

interface Found extends Marker {
    readonly field: Field;
    readonly says: boolean | undefined;
}

function audienceOf(found: readonly Found[], annotations: Field, resource: string): Audience {
    const because = found.map(({ field }) => `${field.at} is ${field.written()}`);
    const internal = found.filter(({ says }) => says === true).map(({ cloud }) => cloud);
    const unclear = found.filter(({ says }) => says === undefined);
    const contradicted = found.some(({ says }) => says === false) || mentions(annotations).some(notAmong(found));
    if (contradicted || found.length === 0) return { internal: false, clouds: [], causes: [], because };
    if (unclear.length > 0) return maybe(unclear.map(({ field }) => causeOf(resource, field)));
    return { internal: true, clouds: [...new Set(internal)], causes: [], because };
}

function maybe(causes: readonly Cause[]): Audience {
    return { internal: "maybe", clouds: [], causes, because: [] };
}

/** True or false as the cloud reads it; undefined where the value is not known. */
function says(marker: Marker, field: Field): boolean | undefined {
    if (field.isUnknown) return undefined;
    if (marker.internal === "true") return field.flag() === true;
    return field.text()?.toLowerCase() === marker.internal;
}

/** True where the annotations may say something of the load balancer. */
export function speaksOfBalancer(annotations: Field): boolean {
    if (annotations.isUnknown || mentions(annotations).length > 0) return true;
    return annotations.keys().some((key) => key.includes("load-balancer"));
}

function mentions(annotations: Field): readonly string[] {
    return annotations
        .keys()
        .flatMap((key) => CLOUD_WORDS.filter(([, words]) => words.test(key)).map(([cloud]) => cloud));
}

function notAmong(found: readonly Marker[]): (cloud: string) => boolean {
    const clouds = new Set(found.map(({ cloud }) => cloud));
    return (cloud) => !clouds.has(cloud);
}
