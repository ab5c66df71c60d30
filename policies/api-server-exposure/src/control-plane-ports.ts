/** What listens at a port, as a message names it. */
export interface NamedPort {
    readonly port: number;
    readonly name: string;
}

/** Ports beside the API that lead to the same keys, whatever distribution opens them. */
export const CONTROL_PLANE_PORTS: readonly NamedPort[] = [
    { port: 2379, name: "etcd" },
    { port: 2380, name: "etcd" },
    { port: 9345, name: "RKE2 supervisor" },
    { port: 10250, name: "kubelet" },
    { port: 10257, name: "controller manager" },
    { port: 10259, name: "scheduler" },
    { port: 16443, name: "MicroK8s API" },
    { port: 22623, name: "machine config server" },
    { port: 50000, name: "Talos API" },
    { port: 50001, name: "Talos trustd" },
];

/** What listens at a port, for a message. */
export function portName(port: number): string {
    return CONTROL_PLANE_PORTS.find((one) => one.port === port)?.name ?? "Kubernetes API";
}

/** Where the endpoints of managed clusters listen. */
export const MANAGED_PORTS: readonly number[] = [443, 6443];
