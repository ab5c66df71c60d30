import { portName } from "../control-plane-ports.js";
import { listed } from "./message.js";

/** Ports with what listens there: `TCP 6443 (Kubernetes API)`, `TCP 2379-2380 (etcd), 10250 (kubelet)`. */
export function portsText(ports: readonly number[]): string {
    const byName = new Map<string, number[]>();
    for (const port of [...ports].sort((one, other) => one - other)) {
        const name = portName(port);
        byName.set(name, [...(byName.get(name) ?? []), port]);
    }
    return `TCP ${listed([...byName].map(([name, named]) => `${listed(ranges(named))} (${name})`))}`;
}

function ranges(ports: readonly number[]): readonly string[] {
    const runs: { from: number; to: number }[] = [];
    for (const port of ports) {
        const last = runs[runs.length - 1];
        if (last && last.to + 1 === port) last.to = port;
        else runs.push({ from: port, to: port });
    }
    return runs.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`));
}
