// Analysis requests in one form, whoever recorded them.

/** One request that a pack received. */
export interface AnalysisRequest {
    readonly method: "Analyze" | "Remediate" | "AnalyzeStack";
    /** Names the request among its like: the resource, or the stack. */
    readonly key: string;
    readonly fields: unknown;
}

/** Reads what the recording pack wrote. */
export function requestsOfRecord(text: string): AnalysisRequest[] {
    return lines(text).flatMap(({ method, request }) => requestsOf(method, request));
}

/** Reads what PULUMI_DEBUG_GRPC wrote of the engine's requests to one pack. */
export function requestsOfDebugLog(text: string, pack: string): AnalysisRequest[] {
    const prefix = "/pulumirpc.Analyzer/";
    return lines(text).flatMap(({ method, request, metadata, progress }) =>
        method.startsWith(prefix) && metadata?.name === pack && progress === "request_started"
            ? requestsOf(method.slice(prefix.length), request)
            : [],
    );
}

/** The order in which the engine asked the packs, which is the order in which they happened to be ready: their paths. */
export function packOrderOfDebugLog(text: string): string[] {
    const asked = lines(text).filter(({ method }) => method === "/pulumirpc.Analyzer/Remediate");
    return [...new Set(asked.flatMap(({ metadata }) => metadata?.name ?? []))];
}

interface StackResource {
    readonly urn: string;
    readonly dependencies?: readonly string[];
    readonly propertyDependencies?: Readonly<Record<string, { readonly urns?: readonly string[] }>>;
}

interface Line {
    readonly method: string;
    readonly request: { readonly urn?: string; readonly resources?: readonly StackResource[] };
    readonly metadata?: { readonly name?: string };
    readonly progress?: string;
}

function lines(text: string): Line[] {
    return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
}

/** The engine lists a stack's resources in random order: each becomes an entry of its own. */
function requestsOf(method: string, request: Line["request"]): AnalysisRequest[] {
    if (method === "Analyze" || method === "Remediate") return [{ method, key: request.urn ?? "", fields: request }];
    if (method !== "AnalyzeStack") return [];
    return (request.resources ?? []).map((resource) => ({ method, key: resource.urn, fields: sortUrns(resource) }));
}

/** Dependencies are a set: the SDK lists them in the order in which promises happened to be kept. */
function sortUrns(resource: StackResource): StackResource {
    const properties = Object.entries(resource.propertyDependencies ?? {}).map(([name, { urns = [] }]) => {
        return [name, { urns: [...urns].sort() }] as const;
    });
    return {
        ...resource,
        dependencies: [...(resource.dependencies ?? [])].sort(),
        propertyDependencies: Object.fromEntries(properties),
    };
}
