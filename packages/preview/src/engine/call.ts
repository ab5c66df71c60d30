import { CallRequest, CallResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { ResourceCallRequest } from "@pulumi/pulumi/proto/resource_pb";
import { PreviewError } from "../preview-error.js";
import { collectDependencies } from "../values/output-values.js";
import { ResourceReference, Unknown } from "../values/property-value.js";
import { readStruct } from "../values/read-struct.js";
import { isProviderType, tokenPackage } from "../values/urn.js";
import { writeStruct } from "../values/write-struct.js";
import { findProvider, isUnconfigured } from "./default-providers.js";
import type { EngineParts } from "./engine-parts.js";
import { readChecksums } from "./packages.js";
import { pluginErrorText } from "./plugin-error.js";
import type { Plugin } from "./plugins.js";
import { makeProviderRequest, type ProviderRequest } from "./provider-request.js";

/** Calls a method of a resource. Its plugin answers; without one the answer is unknown, and a line says so. */
export async function call(parts: EngineParts, request: ResourceCallRequest): Promise<CallResponse> {
    const { deployment, plugins } = parts;
    const token = request.getTok();
    const described = describePlugin(parts, request);
    const reference = await parts.defaultProviders.resolve(described, receiverProvider(parts, request), token);
    const provider = findProvider(deployment, reference, token);
    if (provider !== undefined && isUnconfigured(provider)) {
        return new CallResponse();
    }
    const plugin = await plugins.get(described, reference);
    if ("kind" in plugin) {
        deployment.cannotSee(`What the method ${token} answers: ${plugin.why}.`);
        return unknownAnswer();
    }
    return ask(parts, request, plugin);
}

function describePlugin(parts: EngineParts, request: ResourceCallRequest): ProviderRequest {
    return parts.packages.resolve(request.getPackageref(), () =>
        makeProviderRequest(
            methodPackage(request.getTok()),
            request.getVersion(),
            request.getPlugindownloadurl(),
            readChecksums(request.getPluginchecksumsMap()),
        ),
    );
}

/** A method of a provider itself has a token `pulumi:providers:<package>/<method>`. */
function methodPackage(token: string): string {
    return isProviderType(token) ? (token.split(":")[2]?.split("/")[0] ?? "") : tokenPackage(token);
}

/** The provider that the call names, or the one of the resource whose method it is. */
function receiverProvider(parts: EngineParts, request: ResourceCallRequest): string {
    const self = readStruct(request.getArgs())["__self__"];
    if (!(self instanceof ResourceReference)) {
        return request.getProvider();
    }
    if (isProviderType(request.getTok())) {
        return `${self.urn}::${self.id instanceof Unknown ? self.id.sentinel : (self.id ?? "")}`;
    }
    return request.getProvider() === "" ? (parts.deployment.find(self.urn)?.provider ?? "") : request.getProvider();
}

async function ask(parts: EngineParts, request: ResourceCallRequest, plugin: Plugin): Promise<CallResponse> {
    const message = callRequest(parts, request, plugin);
    try {
        const answer = await plugin.client.call<CallRequest, CallResponse>("call", message);
        const values = readStruct(answer.getReturn(), parts.deployment.readOptions);
        const response = new CallResponse();
        response.setReturn(writeStruct(values, { keepResources: true }));
        response.setFailuresList(answer.getFailuresList());
        for (const [name, value] of Object.entries(values)) {
            const stated = answer.getReturndependenciesMap().get(name)?.getUrnsList() ?? [];
            const dependencies = new CallResponse.ReturnDependencies();
            dependencies.setUrnsList([...new Set([...stated, ...collectDependencies(value)])]);
            response.getReturndependenciesMap().set(name, dependencies);
        }
        return response;
    } catch (error) {
        throw new PreviewError("plugin-failed", {
            what: `call to function '${request.getTok()}' failed: ${pluginErrorText(error, readStruct(request.getArgs()))}`,
        });
    }
}

function callRequest(parts: EngineParts, request: ResourceCallRequest, plugin: Plugin): CallRequest {
    const { settings, address } = parts.deployment;
    const args = readStruct(request.getArgs(), parts.deployment.readOptions);
    const message = new CallRequest();
    message.setTok(request.getTok());
    message.setArgs(writeStruct(args, { keepResources: true, keepOutputValues: plugin.acceptsOutputValues }));
    for (const [name, value] of Object.entries(args)) {
        const stated = request.getArgdependenciesMap().get(name)?.getUrnsList() ?? [];
        const dependencies = new CallRequest.ArgumentDependencies();
        dependencies.setUrnsList([...new Set([...stated, ...collectDependencies(value)])]);
        message.getArgdependenciesMap().set(name, dependencies);
    }
    message.setProject(settings.project.name);
    message.setStack(settings.stack);
    message.setOrganization(settings.organization);
    message.setDryrun(true);
    message.setParallel(16);
    message.setMonitorendpoint(address);
    message.setAcceptsOutputValues(true);
    for (const [key, value] of settings.config) {
        message.getConfigMap().set(key, value.text);
    }
    return message;
}

/** One unknown field makes the whole answer unknown to the SDK, whatever the method's results are called. */
function unknownAnswer(): CallResponse {
    const response = new CallResponse();
    response.setReturn(writeStruct({ unknown: new Unknown() }));
    return response;
}
