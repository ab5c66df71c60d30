#!/usr/bin/env node
// A policy pack that judges nothing and writes down what it is asked: every request as one line of JSON, in the form in
// which PULUMI_DEBUG_GRPC writes the engine's own, so that the two can be compared. It speaks the protocol itself,
// without @pulumi/policy, so that nothing stands between the wire and the record.
import { appendFileSync } from "node:fs";
import { AnalyzerService, analyzer, Empty, grpc, type Message, PluginInfo } from "./sdk.mts";

const record = process.env.PARITY_RECORD ?? "";

function write(method: string, request: unknown): void {
    if (record !== "") appendFileSync(record, `${JSON.stringify({ method, request })}\n`);
}

/** Leaves out what protobuf's JSON leaves out: fields that hold their default. */
function withoutDefaults(fields: Record<string, unknown>): Record<string, unknown> {
    const isDefault = (value: unknown) =>
        value === undefined ||
        value === "" ||
        value === false ||
        value === 0 ||
        (Array.isArray(value) && !value.length);
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isDefault(value)));
}

function optionsJson(options: Message): unknown {
    const timeouts = options.getCustomtimeouts();
    return withoutDefaults({
        protect: options.getProtect(),
        ignoreChanges: options.getIgnorechangesList(),
        deleteBeforeReplace: options.getDeletebeforereplace(),
        deleteBeforeReplaceDefined: options.getDeletebeforereplacedefined(),
        additionalSecretOutputs: options.getAdditionalsecretoutputsList(),
        aliases: options.getAliasesList(),
        customTimeouts:
            timeouts &&
            withoutDefaults({
                create: timeouts.getCreate(),
                update: timeouts.getUpdate(),
                delete: timeouts.getDelete(),
            }),
        parent: options.getParent(),
    });
}

function resourceJson(resource: Message): Record<string, unknown> {
    return withoutDefaults({
        type: resource.getType(),
        properties: resource.getProperties()?.toJavaScript(),
        urn: resource.getUrn(),
        name: resource.getName(),
        options: resource.getOptions() && optionsJson(resource.getOptions()),
        provider: resource.getProvider() && providerJson(resource.getProvider()),
    });
}

function providerJson(resource: Message): unknown {
    return withoutDefaults({
        type: resource.getType(),
        properties: resource.getProperties()?.toJavaScript(),
        urn: resource.getUrn(),
        name: resource.getName(),
    });
}

function stackResourceJson(resource: Message): unknown {
    const dependencies: Record<string, unknown> = {};
    resource.getPropertydependenciesMap().forEach((value: Message, key: string) => {
        dependencies[key] = withoutDefaults({ urns: value.getUrnsList() });
    });
    return {
        ...resourceJson(resource),
        ...withoutDefaults({ parent: resource.getParent(), dependencies: resource.getDependenciesList() }),
        ...(Object.keys(dependencies).length > 0 ? { propertyDependencies: dependencies } : {}),
    };
}

function analyzerInfo(): unknown {
    const info = new analyzer.AnalyzerInfo();
    info.setName("recorder");
    info.setVersion("1.0.0");
    info.setSupportsconfig(true);
    return info;
}

type Handler = (call: { readonly request: Message }, reply: (error: null, response: unknown) => void) => void;

function handler(make: (request: Message) => unknown): Handler {
    return ({ request }, reply) => reply(null, make(request));
}

function recording(method: string, json: (request: Message) => unknown, Response: new () => unknown): Handler {
    return handler((request) => {
        write(method, json(request));
        return new Response();
    });
}

const server = new grpc.Server();
server.addService(AnalyzerService, {
    handshake: handler(() => new analyzer.AnalyzerHandshakeResponse()),
    configureStack: handler(() => new analyzer.AnalyzerStackConfigureResponse()),
    getPluginInfo: handler(() => new PluginInfo()),
    getAnalyzerInfo: handler(analyzerInfo),
    configure: handler(() => new Empty()),
    cancel: handler(() => new Empty()),
    remediate: recording("Remediate", resourceJson, analyzer.RemediateResponse),
    analyze: recording("Analyze", resourceJson, analyzer.AnalyzeResponse),
    analyzeStack: recording(
        "AnalyzeStack",
        (request) => ({ resources: request.getResourcesList().map(stackResourceJson) }),
        analyzer.AnalyzeResponse,
    ),
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error: Error | null, port: number) => {
    if (error) throw error;
    process.stdout.write(`${port}\n`);
});
