import { ConstructRequest, type ConstructResponse } from "@pulumi/pulumi/proto/provider_pb";
import { type RegisterResourceRequest, RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import { PreviewError } from "../preview-error.js";
import { collectDependencies, downgradeValue } from "../values/output-values.js";
import { mapProperties } from "../values/property-value.js";
import { readStruct } from "../values/read-struct.js";
import { writeStruct } from "../values/write-struct.js";
import { findProvider, isUnconfigured } from "./default-providers.js";
import type { EngineParts } from "./engine-parts.js";
import { pluginErrorText } from "./plugin-error.js";
import type { Plugin } from "./plugins.js";
import { pluginRequest, type Registration } from "./registration.js";
import { packOptions } from "./registration-request.js";
import type { ResourceState } from "./resource-state.js";

/** Has a remote component made by its plugin; without one it stays opaque, and a line says so. */
export async function constructRemote(
    parts: EngineParts,
    registration: Registration,
): Promise<RegisterResourceResponse> {
    const { deployment, plugins } = parts;
    const provider = findProvider(deployment, registration.provider, registration.type);
    if (provider !== undefined && isUnconfigured(provider)) {
        // The engine cannot configure such a plugin before `up` either: it registers the bare component.
        return registerOpaque(parts, { ...registration, properties: {} });
    }
    const request = pluginRequest(parts, registration.request, registration.options);
    const plugin = await plugins.get(request, registration.provider);
    if ("kind" in plugin) {
        deployment.cannotSee(`What ${registration.type} ${registration.name} is made of: ${plugin.why}.`);
        return registerOpaque(parts, registration);
    }
    return construct(parts, registration, plugin);
}

async function registerOpaque(parts: EngineParts, registration: Registration): Promise<RegisterResourceResponse> {
    const { deployment } = parts;
    const { type, name, parent, dependencies } = registration;
    const state: ResourceState = {
        urn: deployment.claimUrn(parent, type, name),
        type,
        name,
        custom: false,
        read: false,
        parent,
        id: "",
        inputs: mapProperties(registration.properties, downgradeValue),
        outputs: {},
        provider: "",
        dependencies: [...dependencies.all],
        propertyDependencies: new Map([...dependencies.byProperty].map(([key, urns]) => [key, [...urns]])),
        options: packOptions(registration.options),
    };
    state.inputs = await deployment.analysis.inspect(state, undefined);
    deployment.add(state);
    const response = new RegisterResourceResponse();
    response.setUrn(state.urn);
    return response;
}

async function construct(
    parts: EngineParts,
    registration: Registration,
    plugin: Plugin,
): Promise<RegisterResourceResponse> {
    try {
        const answer = await plugin.client.call<ConstructRequest, ConstructResponse>(
            "construct",
            constructRequest(parts, registration, plugin),
        );
        return constructed(parts, registration, answer);
    } catch (error) {
        throw new PreviewError("plugin-failed", {
            what: `${registration.type} resource '${registration.name}' has a problem: ${pluginErrorText(error, registration.properties)}`,
        });
    }
}

function constructed(
    parts: EngineParts,
    registration: Registration,
    answer: ConstructResponse,
): RegisterResourceResponse {
    const { request } = registration;
    const state = readStruct(answer.getState(), parts.deployment.readOptions);
    const response = new RegisterResourceResponse();
    response.setUrn(answer.getUrn());
    response.setObject(
        writeStruct(state, { keepSecrets: request.getAcceptsecrets(), keepResources: request.getAcceptresources() }),
    );
    for (const [name, value] of Object.entries(state)) {
        const stated = answer.getStatedependenciesMap().get(name)?.getUrnsList() ?? [];
        const dependencies = new RegisterResourceResponse.PropertyDependencies();
        dependencies.setUrnsList([...new Set([...stated, ...collectDependencies(value)])]);
        response.getPropertydependenciesMap().set(name, dependencies);
    }
    return response;
}

function constructRequest(parts: EngineParts, registration: Registration, plugin: Plugin): ConstructRequest {
    const { options, dependencies } = registration;
    const message = new ConstructRequest();
    describeDeployment(parts, message);
    message.setType(registration.type);
    message.setName(registration.name);
    message.setParent(registration.parent);
    message.setInputs(
        writeStruct(registration.properties, {
            keepResources: plugin.acceptsResources,
            keepOutputValues: plugin.acceptsOutputValues,
        }),
    );
    for (const [name, urns] of dependencies.byProperty) {
        const list = new ConstructRequest.PropertyDependencies();
        list.setUrnsList([...urns]);
        message.getInputdependenciesMap().set(name, list);
    }
    message.setDependenciesList([...dependencies.all]);
    message.setAliasesList(options.getAliasesList());
    message.setAdditionalsecretoutputsList(options.getAdditionalSecretOutputsList());
    message.setDeletedwith(options.getDeletedWith());
    message.setReplaceWithList(options.getReplaceWithList());
    message.setIgnorechangesList(options.getIgnoreChangesList());
    message.setReplaceonchangesList(options.getReplaceOnChangesList());
    message.setReplacementTrigger(options.getReplacementTrigger());
    message.setAcceptsOutputValues(true);
    options.getProvidersMap().forEach((reference, name) => {
        message.getProvidersMap().set(name, reference);
    });
    copyOptions(registration, message);
    return message;
}

function copyOptions({ options }: Registration, message: ConstructRequest): void {
    if (options.hasProtect()) {
        message.setProtect(options.getProtect() === true);
    }
    if (options.hasRetainOnDelete()) {
        message.setRetainondelete(options.getRetainOnDelete() === true);
    }
    if (options.hasDeleteBeforeReplace()) {
        message.setDeletebeforereplace(options.getDeleteBeforeReplace() === true);
    }
    const sent: RegisterResourceRequest.CustomTimeouts | undefined = options.getCustomTimeouts();
    if (sent !== undefined) {
        const timeouts = new ConstructRequest.CustomTimeouts();
        timeouts.setCreate(sent.getCreate());
        timeouts.setUpdate(sent.getUpdate());
        timeouts.setDelete(sent.getDelete());
        message.setCustomtimeouts(timeouts);
    }
    const hooks = options.getHooks();
    if (hooks !== undefined) {
        const binding = new ConstructRequest.ResourceHooksBinding();
        binding.setBeforeCreateList(hooks.getBeforeCreateList());
        binding.setAfterCreateList(hooks.getAfterCreateList());
        message.setResourceHooks(binding);
    }
}

/** Tells a plugin which project, stack and configuration it works for. */
function describeDeployment({ deployment }: EngineParts, message: ConstructRequest): void {
    const { settings, address } = deployment;
    message.setProject(settings.project.name);
    message.setStack(settings.stack);
    message.setOrganization(settings.organization);
    message.setDryrun(true);
    message.setParallel(16);
    message.setMonitorendpoint(address);
    for (const [key, value] of settings.config) {
        message.getConfigMap().set(key, value.text);
    }
    message.setConfigsecretkeysList([...settings.config].filter(([, value]) => value.secret).map(([key]) => key));
}
