import { concernedResources } from "./concerned-resources.js";
import { PropertyDecoder, type Protobuf, type Struct, WireProperties } from "./encoded-properties.js";

/** Modules of the SDK as its own server loads them. */
export interface SdkModules {
    readonly deserialize: Deserializer;
    /** gRPC service of an analyzer: how each method's request is decoded. */
    readonly service: { readonly [method: string]: Decoder | undefined };
    readonly protobuf: Protobuf;
}

interface Deserializer {
    deserializeProperties: (struct: Struct, proxySecrets: boolean) => object;
}

interface Decoder {
    requestDeserialize: (bytes: Buffer) => unknown;
}

interface StackResource {
    getType(): string;
    getUrn(): string;
    getParent(): string;
    getPropertydependenciesMap(): { forEach(each: (sources: { getUrnsList(): string[] }) => void): void };
}

interface AnalyzeStackRequest {
    getResourcesList(): StackResource[];
    setResourcesList(resources: StackResource[]): void;
}

interface ConfigureStackRequest {
    getDryRun(): boolean;
}

interface ConfigureRequest {
    getPolicyconfigMap(): { keys(): Iterator<string> };
}

/** Properties as they came over the wire. */
export interface Received {
    /** The tree, secrets wrapped in their signature object where `secretsMarked`. */
    readonly raw: unknown;
    readonly secretsMarked: boolean;
}

/** The key under which a proxy of the SDK hands out what it wraps. */
const PROXY_TARGET = "__getSpecialProxyTarget";

/** Where the SDK takes properties apart itself: what they were before. */
const structs = new WeakMap<object, Struct>();
let standalone = false;
let isWatching = false;
let generation = 0;
let dryRun: boolean | undefined;
let configured: readonly string[] = [];

/**
 * Listens to the requests of the server that this process runs, for what the SDK does not hand on: which values are
 * secret (validation sees them in clear, unmarked), whether this is a preview, which policies are configured, and
 * where a run begins. For a process whose only policies are ours: the SDK then takes no properties apart by itself,
 * once a policy; each resource is converted once, by us, and what says nothing of firewalls never.
 */
export function listen({ deserialize, service, protobuf }: SdkModules): void {
    standalone = true;
    const decoder = new PropertyDecoder(protobuf);
    deserialize.deserializeProperties = (struct) => decoder.propertiesOf(struct);
    const lazily = (method: Decoder | undefined) => {
        if (method === undefined) return;
        const decode = method.requestDeserialize;
        method.requestDeserialize = (bytes) => decoder.withoutProperties(() => decode(bytes));
    };
    for (const method of ["analyze", "remediate", "analyzeStack"]) lazily(service[method]);
    onRequest(service["analyzeStack"], keepConcerned);
    onRequest(service["configureStack"], (request: ConfigureStackRequest) => {
        generation += 1;
        dryRun = request.getDryRun();
    });
    onRequest(service["configure"], (request: ConfigureRequest) => {
        generation += 1;
        const keys = request.getPolicyconfigMap().keys();
        const names: string[] = [];
        for (let next = keys.next(); !next.done; next = keys.next()) names.push(next.value);
        configured = names;
    });
}

/** Leaves out of a stack what says nothing of firewalls: the SDK makes objects of each resource, for each policy. */
function keepConcerned(request: AnalyzeStackRequest): void {
    const resources = request.getResourcesList();
    const kept = concernedResources(resources, {
        type: (resource) => resource.getType(),
        urn: (resource) => resource.getUrn(),
        parent: (resource) => resource.getParent(),
        sources: (resource) => {
            const urns: string[] = [];
            resource.getPropertydependenciesMap().forEach((sources) => {
                urns.push(...sources.getUrnsList());
            });
            return urns;
        },
    });
    if (kept.length < resources.length) request.setResourcesList(kept);
}

/** Looks at, or changes, each request of a method. */
function onRequest<T>(method: Decoder | undefined, seen: (request: T) => void): void {
    if (method === undefined) return;
    const decode = method.requestDeserialize;
    method.requestDeserialize = (bytes) => {
        const request = decode(bytes);
        // Each method decodes to its own message class; the caller names the part of it that it uses.
        seen(request as T);
        return request;
    };
}

/**
 * Learns which values are secret in somebody else's pack too, without changing what its other policies see. At the first
 * call of a policy the SDK that calls is loaded; of that call nothing is known, so everything in it counts as secret.
 */
export function watchImportedSdk(): void {
    if (standalone || isWatching) return;
    isWatching = true;
    for (const [file, loaded] of Object.entries(require.cache)) {
        if (!/[\\/]@pulumi[\\/]policy[\\/]deserialize\.js$/.test(file)) continue;
        // The exports of that file: checked before use.
        const exports = loaded?.exports as Partial<Deserializer> | undefined;
        const original = exports?.deserializeProperties;
        if (exports === undefined || typeof original !== "function") continue;
        exports.deserializeProperties = (struct, proxySecrets) => {
            const result = original(struct, proxySecrets);
            structs.set(result, struct);
            return result;
        };
    }
}

/** The properties behind what a policy was handed, as they came. */
export function receivedOf(properties: object): Received {
    const target = Reflect.get(properties, PROXY_TARGET) as unknown;
    if (target instanceof WireProperties) return { raw: target.tree, secretsMarked: true };
    const struct = typeof target === "object" && target !== null ? structs.get(target) : undefined;
    return struct ? { raw: struct.toJavaScript(), secretsMarked: true } : { raw: properties, secretsMarked: false };
}

/** One text among the properties; undefined for anything that is not a text. */
export function receivedText(properties: object, key: string): string | undefined {
    const { raw } = receivedOf(properties);
    const value = Object.getOwnPropertyDescriptor(raw, key)?.value as unknown;
    return typeof value === "string" && value !== "" ? value : undefined;
}

/** Counts the configurations this process was given: a new number is a new run. */
export function configurationCount(): number {
    return generation;
}

/** Names in the configuration of a pack that is all ours; none where that cannot be known. */
export function configuredPolicies(): readonly string[] {
    return standalone ? configured : [];
}

/** True in a preview, false in an update; undefined where nobody said. */
export function isPreview(): boolean | undefined {
    if (dryRun !== undefined) return dryRun;
    const told = process.env["PULUMI_NODEJS_DRY_RUN"]?.toLowerCase();
    return told === "true" ? true : told === "false" ? false : undefined;
}
