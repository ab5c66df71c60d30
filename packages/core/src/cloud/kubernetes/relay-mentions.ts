import { Field } from "../../field.js";
import { PortSet } from "../../port-set.js";
import { parseYaml } from "../yaml.js";

/** What a proxy's settings name. */
export interface Mentions {
    readonly ports: PortSet;
    /** The ports as a message shows them: without those that are a secret. */
    readonly text: string;
    /** True where the service of the API server is named. */
    readonly apiServer: boolean;
    /** True where a place that names ports or targets is not known yet. */
    readonly unknown: boolean;
    /** Names in places where services are named. */
    readonly services: readonly { readonly name: string; readonly namespace: string | undefined }[];
}

/** Settings larger than this are read in part. */
const MOST_FIELDS = 5000;
const DEEPEST = 24;

const PORT_KEY = /port/i;
const API_SERVER = /^(default\/)?kubernetes(\.default(\.svc(\.[\w.-]+)?)?)?(:\w+)*$/;
const TARGET_KEY = /^(name|service|serviceName|host|hostname|address|addr|upstream|backend|destination|target|value)$/i;
/** Values of a chart, where they may be written as text. */
const VALUES_KEY = /^values(Content)?$/;
/** Parts of a proxy's settings in which ports and targets stand. */
const STRUCTURE =
    /^(|spec|rules|http|paths|tcp|tls|route|routes|listeners|servers|services|backend|defaultBackend|backendRefs|forwardTo|tcpproxy|upstreams|action|number)$/;

interface Place {
    readonly field: Field;
    readonly key: string;
    readonly depth: number;
    /** Namespace of the objects that are named here, where it is known. */
    readonly namespace: string | undefined;
}

/**
 * Looks for ports and for the service of the API server, wherever they stand in the settings; `namespace` is where a
 * service is that is named without one.
 */
export function mentionsIn(root: Field, namespace?: string): Mentions {
    const numbers = new Set<number>();
    const shown = new Set<number>();
    let apiServer = false;
    let unknown = false;
    const services: Mentions["services"][number][] = [];
    const queue: Place[] = [{ field: root, key: "", depth: 0, namespace }];
    for (let read = 0; read < queue.length && read < MOST_FIELDS; read++) {
        const next = queue[read];
        if (!next) break;
        for (const port of portsOf(next.field, next.key)) {
            numbers.add(port);
            if (!next.field.secret) shown.add(port);
        }
        apiServer = apiServer || namesApiServer(next);
        unknown = unknown || (next.field.isUnknown && (PORT_KEY.test(next.key) || STRUCTURE.test(next.key)));
        services.push(...servicesOf(next));
        if (next.depth < DEEPEST) queue.push(...childrenOf(next));
    }
    const text = shown.size === numbers.size ? `port ${portSet(numbers)}` : "a port that is a secret";
    return { ports: portSet(numbers), text, apiServer, unknown, services };
}

function portSet(numbers: ReadonlySet<number>): PortSet {
    return PortSet.empty.union(...[...numbers].map((port) => PortSet.of(port)));
}

function childrenOf({ field, key, depth, namespace }: Place): readonly Place[] {
    const written = VALUES_KEY.test(key) ? parseYaml(field.text() ?? "", () => undefined) : undefined;
    if (written !== undefined && field.text() !== undefined) {
        return [{ field: new Field(written.value, field.at, field.secret), key: "", depth: depth + 1, namespace }];
    }
    const deeper = { depth: depth + 1, namespace: field.own("namespace").text() ?? namespace };
    if (field.isList) return field.items().map((item) => ({ ...deeper, field: item, key }));
    return field.keys().map((name) => {
        const inner = field.own(name);
        return { ...deeper, field: inner, key: isPortOf(key, name, inner) ? key : name };
    });
}

/** `port: { number: 6443 }` and `ports: { https: 6443 }` speak of ports as `port: 6443` does. */
function isPortOf(key: string, name: string, inner: Field): boolean {
    return name === "number" || (/ports?$/i.test(key) && typeof inner.value === "number");
}

/** `api` where a target is named, or `api.web.svc` of a host. */
function servicesOf({ field, key, namespace }: Place): Mentions["services"] {
    const text = field.text();
    if (text === undefined || !TARGET_KEY.test(key)) return [];
    const [, name, space] = /^([a-z0-9-]{1,63})(?:\.([a-z0-9-]{1,63})(?:\.svc(?:\.[\w.-]+)?)?)?$/.exec(text) ?? [];
    return name === undefined ? [] : [{ name, namespace: space ?? namespace }];
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

/**
 * `kubernetes` alone counts only where a service or a host is named, and not in another namespace; the longer forms
 * count wherever they stand.
 */
function namesApiServer({ field, key, namespace }: Place): boolean {
    const text = field.text();
    if (text === undefined || !API_SERVER.test(text)) return false;
    if (text.includes(".") || text.includes("/")) return true;
    if (namespace !== undefined && namespace !== "default") return false;
    return text.includes(":") || TARGET_KEY.test(key);
}
