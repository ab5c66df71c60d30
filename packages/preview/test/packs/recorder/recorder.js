#!/usr/bin/env node
// A policy pack that judges nothing: it writes down every request that it gets, as plain JSON, one a line.
const { appendFileSync } = require("node:fs");
const grpc = require("@grpc/grpc-js");
const { AnalyzerService } = require("@pulumi/pulumi/proto/analyzer_grpc_pb");
const {
    AnalyzeResponse,
    AnalyzerHandshakeResponse,
    AnalyzerInfo,
    AnalyzerStackConfigureResponse,
    RemediateResponse,
} = require("@pulumi/pulumi/proto/analyzer_pb");
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb");

const record = (method, request) =>
    appendFileSync(process.env.RECORDING, `${JSON.stringify({ method, ...request })}\n`);

const common = (message) => ({
    type: message.getType(),
    urn: message.getUrn(),
    name: message.getName(),
    properties: message.getProperties()?.toJavaScript(),
    options: message.getOptions()?.toObject(),
    provider: message.getProvider() && {
        type: message.getProvider().getType(),
        urn: message.getProvider().getUrn(),
        name: message.getProvider().getName(),
        properties: message.getProvider().getProperties()?.toJavaScript(),
    },
});

const inStack = (resource) => {
    const propertyDependencies = {};
    resource.getPropertydependenciesMap().forEach((value, key) => {
        propertyDependencies[key] = value.getUrnsList();
    });
    return {
        ...common(resource),
        parent: resource.getParent(),
        dependencies: resource.getDependenciesList(),
        propertyDependencies,
    };
};

const answer = (response) => (_call, callback) => callback(null, response);
const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
server.addService(AnalyzerService, {
    handshake: answer(new AnalyzerHandshakeResponse()),
    configureStack: (call, callback) => {
        record("configureStack", call.request.toObject());
        callback(null, new AnalyzerStackConfigureResponse());
    },
    getPluginInfo: answer(new PluginInfo()),
    getAnalyzerInfo: (_call, callback) => {
        const info = new AnalyzerInfo();
        info.setName("recorder");
        info.setVersion("1.0.0");
        callback(null, info);
    },
    configure: answer(new Empty()),
    remediate: (call, callback) => {
        record("remediate", common(call.request));
        callback(null, new RemediateResponse());
    },
    analyze: (call, callback) => {
        record("analyze", common(call.request));
        callback(null, new AnalyzeResponse());
    },
    analyzeStack: (call, callback) => {
        record("analyzeStack", { resources: call.request.getResourcesList().map(inStack) });
        callback(null, new AnalyzeResponse());
    },
    cancel: answer(new Empty()),
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (_error, port) => console.log(port));
