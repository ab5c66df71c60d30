// One server that plays every cloud provider: it checks nothing, asks nothing of a cloud, and previews a resource as a
// bridged provider does, with what the cloud would compute unknown. The CLI attaches to it by PULUMI_DEBUG_PROVIDERS.
import { Empty, grpc, type Message, PluginInfo, provider, ResourceProviderService, Struct } from "./sdk.mts";

/** What the cloud would answer: the same fixtures that our own preview is given. */
export interface StandInAnswers {
    readonly invokes: readonly { readonly token: string; readonly args?: unknown; readonly result?: unknown }[];
    readonly reads: readonly { readonly type: string; readonly id?: string; readonly state: Record<string, unknown> }[];
    /** Output properties, with what only the cloud knows marked unknown. */
    readonly outputs: (type: string, inputs: Record<string, unknown>) => Record<string, unknown>;
}

/** Starts the server on a loopback port. */
export async function startStandIn(answers: StandInAnswers): Promise<{ port: number; stop: () => void }> {
    const server = new grpc.Server();
    server.addService(ResourceProviderService, methods(answers));
    const port = await new Promise<number>((resolve, reject) => {
        server.bindAsync(
            "127.0.0.1:0",
            grpc.ServerCredentials.createInsecure(),
            (error: Error | null, bound: number) => (error ? reject(error) : resolve(bound)),
        );
    });
    return { port, stop: () => server.forceShutdown() };
}

type Call = { readonly request: Message };
type Reply = (error: unknown, response?: unknown) => void;

function methods(answers: StandInAnswers): Record<string, (call: Call, reply: Reply) => void> {
    return {
        attach: answer(() => new Empty()),
        cancel: answer(() => new Empty()),
        getPluginInfo: answer(pluginInfo),
        checkConfig: answer(echoInputs),
        check: answer(echoInputs),
        configure: answer(configure),
        diff: answer(() => new provider.DiffResponse()),
        diffConfig: answer(() => new provider.DiffResponse()),
        create: answer((request) => create(request, answers)),
        read: answer((request) => read(request, answers)),
        invoke: answer((request) => invoke(request, answers)),
    };
}

function answer(make: (request: Message) => unknown): (call: Call, reply: Reply) => void {
    return ({ request }, reply) => {
        try {
            reply(null, make(request));
        } catch (error) {
            reply({ code: grpc.status.UNKNOWN, message: error instanceof Error ? error.message : String(error) });
        }
    };
}

/** A version that is new enough for every program. */
function pluginInfo(): unknown {
    const info = new PluginInfo();
    info.setVersion("999.0.0");
    return info;
}

function configure(): unknown {
    const response = new provider.ConfigureResponse();
    response.setAcceptsecrets(true);
    response.setSupportspreview(true);
    return response;
}

function echoInputs(request: Message): unknown {
    const response = new provider.CheckResponse();
    response.setInputs(request.getNews());
    return response;
}

function create(request: Message, answers: StandInAnswers): unknown {
    const response = new provider.CreateResponse();
    const inputs = request.getProperties()?.toJavaScript() ?? {};
    response.setProperties(Struct.fromJavaScript(answers.outputs(typeOf(request.getUrn()), inputs)));
    return response;
}

function read(request: Message, answers: StandInAnswers): unknown {
    const type = typeOf(request.getUrn());
    const found = answers.reads.find(
        (entry) => entry.type === type && (entry.id ?? request.getId()) === request.getId(),
    );
    if (!found) throw new Error(`the stand-in has no state for ${type} ${request.getId()}`);
    const response = new provider.ReadResponse();
    response.setId(request.getId());
    response.setProperties(Struct.fromJavaScript(found.state));
    return response;
}

function invoke(request: Message, answers: StandInAnswers): unknown {
    const args = request.getArgs()?.toJavaScript() ?? {};
    const found = answers.invokes.find((entry) => entry.token === request.getTok() && matches(entry.args, args));
    if (!found) throw new Error(`the stand-in has no answer for ${request.getTok()}`);
    const response = new provider.InvokeResponse();
    response.setReturn(Struct.fromJavaScript(found.result ?? {}));
    return response;
}

/** A fixture without arguments answers every call; one with some answers the calls that have at least those. */
function matches(expected: unknown, actual: unknown): boolean {
    if (typeof expected !== "object" || expected === null) return expected === undefined || expected === actual;
    if (typeof actual !== "object" || actual === null) return false;
    return Object.entries(expected).every(([key, value]) => matches(value, (actual as Record<string, unknown>)[key]));
}

function typeOf(urn: string): string {
    const qualified = urn.split("::")[2] ?? "";
    return qualified.slice(qualified.lastIndexOf("$") + 1);
}
