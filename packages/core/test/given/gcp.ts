import type { Given } from "../corpus.js";

/** A firewall of the default network. */
export function gcpFirewall(name: string, props: Given["props"]): Given {
    return { type: "gcp:compute/firewall:Firewall", name, props: { network: "default", ...props } };
}

/** A GKE cluster. */
export function gke(props: Given["props"]): Given {
    return { type: "gcp:container/cluster:Cluster", props: { location: "europe-west1", ...props } };
}
