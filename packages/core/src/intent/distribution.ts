import { oneOf, portNumber } from "./arguments.js";
import type { Role } from "./role.js";

/** A range of TCP ports of the control plane, and who needs it. */
export interface PortProfile {
    /** First port, inclusive. */
    readonly from: number;
    /** Last port, inclusive. */
    readonly to: number;
    /** What listens there, as a message says it: `Kubernetes API`. */
    readonly purpose: string;
    readonly roles: readonly Role[];
}

const API_CLIENTS: readonly Role[] = [
    "controlPlane",
    "nodes",
    "administrators",
    "ci",
    "monitoring",
    "webhooks",
    "managementTools",
    "loadBalancerHealthChecks",
    "ownAddresses",
    "exposedOnPurpose",
];
const CLUSTER: readonly Role[] = ["controlPlane", "nodes"];

const api = (port: number): PortProfile => ({ from: port, to: port, purpose: "Kubernetes API", roles: API_CLIENTS });
const single = (port: number, purpose: string, roles: readonly Role[]): PortProfile => ({
    from: port,
    to: port,
    purpose,
    roles,
});

const ETCD: PortProfile = { from: 2379, to: 2380, purpose: "etcd", roles: ["controlPlane"] };
const KUBELET = single(10250, "kubelet", CLUSTER);
const CONTROLLER_MANAGER = single(10257, "controller manager", ["controlPlane", "monitoring"]);
const SCHEDULER = single(10259, "scheduler", ["controlPlane", "monitoring"]);
const KUBERNETES: readonly PortProfile[] = [ETCD, KUBELET, CONTROLLER_MANAGER, SCHEDULER];

/**
 * What listens on a control-plane host, by distribution, and which roles need it. The API comes first.
 *
 * Pages: kubernetes.io "Ports and Protocols"; the requirements pages of k3s and RKE2; Talos "Network connectivity";
 * MicroK8s "Services and ports"; the OpenShift installer's security groups.
 */
export const DISTRIBUTIONS = {
    kubeadm: [api(6443), ...KUBERNETES],
    k3s: [api(6443), ETCD, KUBELET],
    rke2: [
        api(6443),
        single(9345, "RKE2 supervisor (join)", ["controlPlane", "nodes", "loadBalancerHealthChecks", "ownAddresses"]),
        { from: 2379, to: 2381, purpose: "etcd", roles: ["controlPlane"] },
        KUBELET,
    ],
    talos: [
        api(6443),
        single(50000, "Talos API", ["controlPlane", "administrators", "ci", "managementTools"]),
        single(50001, "Talos trustd", CLUSTER),
        ...KUBERNETES,
    ],
    microk8s: [
        api(16443),
        single(25000, "MicroK8s cluster agent (join)", CLUSTER),
        single(12379, "etcd", ["controlPlane"]),
        single(19001, "dqlite", ["controlPlane"]),
        KUBELET,
        CONTROLLER_MANAGER,
        SCHEDULER,
    ],
    openshift: [
        api(6443),
        single(22623, "machine config server", ["controlPlane", "nodes", "loadBalancerHealthChecks"]),
        ...KUBERNETES,
    ],
} as const satisfies { readonly [name: string]: readonly PortProfile[] };

/** A distribution's name as an argument. */
export type DistributionName = keyof typeof DISTRIBUTIONS;

/**
 * Reads the distribution and the API port of a component's arguments.
 *
 * @returns the port ranges of the control plane, the API's own moved to the port that the user chose.
 * @throws FirewallError `argument-unknown` or `port-out-of-range`.
 */
export function readProfiles(args: {
    readonly distribution?: unknown;
    readonly port?: unknown;
}): readonly PortProfile[] {
    const names = Object.keys(DISTRIBUTIONS) as DistributionName[]; // A literal: its keys are exactly the names.
    const distribution = oneOf(
        args.distribution ?? "kubeadm",
        names,
        "distribution",
        "The distribution decides which ports of the control plane there are, and all of them are protected",
    );
    return portProfiles(distribution, portNumber(args.port ?? apiPort(distribution), "port"));
}

/** The API port of a distribution: 6443, but 16443 for MicroK8s. */
export function apiPort(distribution: DistributionName): number {
    return DISTRIBUTIONS[distribution][0].from;
}

/** The control plane's port ranges of a distribution, the API's own moved to `port` where the user chose one. */
export function portProfiles(distribution: DistributionName, port?: number): readonly PortProfile[] {
    const profiles: readonly PortProfile[] = DISTRIBUTIONS[distribution];
    if (port === undefined) return profiles;
    return profiles.map((profile) => (profile.purpose === "Kubernetes API" ? api(port) : profile));
}
