import type { Field } from "../../field.js";
import { PortSet } from "../../port-set.js";

/** What a proxy's settings name. */
export interface Mentions {
    readonly ports: PortSet;
    /** True where the service of the API server is named. */
    readonly apiServer: boolean;
}

/** Settings larger than this are read in part. */
const MOST_FIELDS = 5000;
const DEEPEST = 24;

const PORT_KEY = /port/i;
const API_SERVER = /^(default\/)?kubernetes(\.default(\.svc(\.[\w.-]+)?)?)?(:\w+)?$/;
const TARGET_KEY = /^(name|service|serviceName|host|hostname|address|addr|upstream|backend|destination|target|value)$/i;

/** Looks for ports and for the service of the API server, wherever they stand in the settings. */
export function mentionsIn(root: Field): Mentions {
    const numbers = new Set<number>();
    let apiServer = false;
    const queue: { readonly field: Field; readonly key: string; readonly depth: number }[] = [
        { field: root, key: "", depth: 0 },
    ];
    for (let read = 0; read < queue.length && read < MOST_FIELDS; read++) {
        const next = queue[read];
        if (!next) break;
        const { field, key, depth } = next;
        for (const port of portsOf(field, key)) numbers.add(port);
        apiServer = apiServer || namesApiServer(field, key);
        if (depth < DEEPEST) queue.push(...childrenOf(field, key).map((child) => ({ ...child, depth: depth + 1 })));
    }
    return { ports: PortSet.empty.union(...[...numbers].map((port) => PortSet.of(port))), apiServer };
}

function childrenOf(field: Field, key: string): readonly { readonly field: Field; readonly key: string }[] {
    if (field.isList) return field.items().map((item) => ({ field: item, key }));
    // `port: { number: 6443 }` speaks of a port as `port: 6443` does.
    return field.keys().map((name) => ({ field: field.own(name), key: name === "number" ? key : name }));
}

/** A number under a key that speaks of ports, a key that is a port, or the end of `host:port`. */
function portsOf(field: Field, key: string): readonly number[] {
    const found = /^[0-9]{1,5}$/.test(key) ? [Number(key)] : [];
    const text = typeof field.value === "number" ? String(field.value) : (field.text() ?? "");
    if (PORT_KEY.test(key) && /^[0-9]{1,5}$/.test(text)) found.push(Number(text));
    const end = /^[^\s:]*[\w\])]:([0-9]{1,5})(?:[:/]\w*)*$/.exec(text)?.[1];
    if (end !== undefined) found.push(Number(end));
    return found.filter((port) => port > 0 && port <= 65535);
}

/** `kubernetes` alone counts only where a service or a host is named; the longer forms wherever they stand. */
function namesApiServer(field: Field, key: string): boolean {
    const text = field.text();
    if (text === undefined || !API_SERVER.test(text)) return false;
    return text.includes(".") || text.includes("/") || text.includes(":") || TARGET_KEY.test(key);
}
