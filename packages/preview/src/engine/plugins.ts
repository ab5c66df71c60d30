import { status } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
    ConfigureRequest,
    type ConfigureResponse,
    ParameterizeRequest,
    ProviderHandshakeRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import { errorText, PreviewError } from "../preview-error.js";
import type { Child } from "../process/child-process.js";
import type { Environment } from "../process/environment.js";
import { GrpcClient } from "../process/grpc-client.js";
import { type StartFailure, startPlugin } from "../process/plugin-process.js";
import type { Reaper } from "../process/reaper.js";
import { writeStruct } from "../values/write-struct.js";
import type { Deployment } from "./deployment.js";
import { locatePlugin, type NoPlugin, type PluginLocation } from "./plugin-location.js";
import type { ProviderRequest } from "./provider-request.js";
import { providerUrn, type ResourceState } from "./resource-state.js";

/** A running provider plugin. */
export interface Plugin {
    readonly client: GrpcClient;
    readonly acceptsOutputValues: boolean;
    readonly acceptsResources: boolean;
}

const START_SECONDS = 60;

/** Starts the plugins of remote components, one process for each provider resource. */
export class Plugins {
    readonly #running = new Map<string, Promise<Plugin | NoPlugin>>();
    readonly #children: Child[] = [];
    readonly #clients: GrpcClient[] = [];

    constructor(
        private readonly deployment: Deployment,
        private readonly environment: Environment,
        private readonly reaper: Reaper,
    ) {}

    /** The plugin behind a provider reference, or why there is none. */
    get(request: ProviderRequest, reference: string): Promise<Plugin | NoPlugin> {
        const urn = providerUrn(reference);
        const known = this.#running.get(urn);
        if (known !== undefined) {
            return known;
        }
        const started = this.#start(request, this.deployment.resources.get(urn));
        this.#running.set(urn, started);
        return started;
    }

    async stop(): Promise<void> {
        for (const client of this.#clients) {
            client.close();
        }
        await Promise.all(this.#children.map((child) => child.stop()));
    }

    async #start(request: ProviderRequest, provider: ResourceState | undefined): Promise<Plugin | NoPlugin> {
        const location = locatePlugin(request, this.deployment.settings.project, this.environment);
        if (location.kind === "none") {
            return location;
        }
        const client = new GrpcClient(
            ResourceProviderService,
            "ResourceProvider",
            await this.#spawn(request, location),
        );
        this.#clients.push(client);
        try {
            await this.#handshake(client, location);
            await parameterize(client, request);
            const response = await client.call<ConfigureRequest, ConfigureResponse>(
                "configure",
                configuration(request, provider),
            );
            return {
                client,
                acceptsOutputValues: response.getAcceptoutputs(),
                acceptsResources: response.getAcceptresources(),
            };
        } catch (error) {
            throw pluginFailed(request.plugin, errorText(error));
        }
    }

    async #spawn(request: ProviderRequest, location: PluginLocation): Promise<string> {
        const { address, settings } = this.deployment;
        const command =
            location.kind === "node"
                ? { file: process.execPath, args: [location.runner, location.folder, address] }
                : { file: location.file, args: [address] };
        const started = await startPlugin(
            { ...command, folder: settings.project.folder, environment: this.environment },
            this.reaper,
            START_SECONDS,
            (message) => this.deployment.say({ severity: "info", message }),
        );
        if ("kind" in started) {
            throw pluginFailed(request.plugin, describeStart(started));
        }
        this.#children.push(started.child);
        return started.address;
    }

    async #handshake(client: GrpcClient, location: PluginLocation): Promise<void> {
        const request = new ProviderHandshakeRequest();
        request.setEngineAddress(this.deployment.address);
        request.setConfigureWithUrn(true);
        request.setInvokeWithPreview(true);
        if (location.kind === "node") {
            request.setRootDirectory(location.folder);
            request.setProgramDirectory(location.folder);
        }
        await tolerateUnimplemented(client.call("handshake", request));
    }
}

async function parameterize(client: GrpcClient, request: ProviderRequest): Promise<void> {
    if (request.parameters === undefined) {
        return;
    }
    const value = new ParameterizeRequest.ParametersValue();
    value.setName(request.parameters.name);
    value.setVersion(request.parameters.version);
    value.setValue(request.parameters.value);
    const message = new ParameterizeRequest();
    message.setValue(value);
    await client.call("parameterize", message);
}

function configuration(request: ProviderRequest, provider: ResourceState | undefined): ConfigureRequest {
    const message = new ConfigureRequest();
    const properties = provider?.outputs ?? {};
    for (const [name, value] of Object.entries(properties)) {
        message.getVariablesMap().set(`${request.plugin}:config:${name}`, typeof value === "string" ? value : "");
    }
    message.setArgs(writeStruct(properties));
    message.setAcceptsecrets(true);
    message.setAcceptresources(true);
    message.setSendsOldInputs(true);
    message.setSendsOldInputsToDelete(true);
    if (provider !== undefined) {
        message.setUrn(provider.urn);
        message.setName(provider.name);
        message.setType(provider.type);
        message.setId(provider.id);
    }
    return message;
}

/** Waits for a call that an older plugin or pack need not know. */
export async function tolerateUnimplemented<T>(call: Promise<T>): Promise<T | undefined> {
    try {
        return await call;
    } catch (error) {
        if (error instanceof Error && "code" in error && error.code === status.UNIMPLEMENTED) {
            return undefined;
        }
        throw error;
    }
}

/** Says in words why a process did not come up. */
export function describeStart(failure: StartFailure): string {
    switch (failure.kind) {
        case "timeout":
            return "It did not print its port in time.";
        case "not-a-port":
            return `Its first line on standard output must be its port, but it is: ${failure.line}`;
        default: {
            const { exit } = failure;
            const end =
                exit.error?.message ??
                `It exited with ${exit.signal ?? `code ${exit.code}`} before it printed its port.`;
            return [end, ...failure.errorLines].join("\n").trim();
        }
    }
}

function pluginFailed(name: string, why: string): PreviewError {
    return new PreviewError("plugin-failed", { what: `The plugin ${name} cannot be used.`, why });
}
