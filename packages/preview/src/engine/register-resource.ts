import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import { type RegisterResourceRequest, RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import { withComputedOutputs } from "../computed-outputs.js";
import { markSecrets } from "../values/mark-secrets.js";
import { containsUnknown, downgradeValue } from "../values/output-values.js";
import { mapProperties, type Properties, type PropertyValue } from "../values/property-value.js";
import { isProviderType } from "../values/urn.js";
import { UNKNOWN_ID, writeStruct } from "../values/write-struct.js";
import { constructRemote } from "./construct.js";
import { findProvider, isUnconfigured, registerProvider } from "./default-providers.js";
import type { EngineParts } from "./engine-parts.js";
import { makeProviderRequest, recordPlugin } from "./provider-request.js";
import { prepareRegistration, type Registration } from "./registration.js";
import { checkRegistration, packOptions } from "./registration-request.js";
import type { ResourceState } from "./resource-state.js";

/** Makes a resource: transforms, provider, hooks, remediation, analysis. */
export async function registerResource(
    parts: EngineParts,
    request: RegisterResourceRequest,
): Promise<RegisterResourceResponse> {
    checkRegistration(request);
    const key = `${request.getParent()}::${request.getType()}::${request.getName()}`;
    const own = parts.transforms.takeOwn(key, request.getTransformsList(), request.getRemote());
    const registration = await prepareRegistration(parts, request, own);
    if (request.getRemote()) {
        const response = await constructRemote(parts, registration);
        settle(parts, response.getUrn(), registration, own);
        return response;
    }
    const state = await createResource(parts, registration);
    settle(parts, state.urn, registration, own);
    return respond(request, state);
}

async function createResource(parts: EngineParts, registration: Registration): Promise<ResourceState> {
    const { deployment, hooks } = parts;
    const { type, name, parent, options, dependencies, request } = registration;
    const inputs = mapProperties(registration.properties, downgradeValue);
    const isProvider = isProviderType(type);
    const state: ResourceState = {
        urn: deployment.claimUrn(parent, type, name),
        type,
        name,
        custom: request.getCustom(),
        read: false,
        parent,
        id: isProvider ? UNKNOWN_ID : "",
        inputs: isProvider ? providerInputs(parts, registration, inputs) : inputs,
        outputs: {},
        provider: registration.provider,
        dependencies: [...dependencies.all],
        propertyDependencies: new Map([...dependencies.byProperty].map(([key, urns]) => [key, [...urns]])),
        options: packOptions(options),
    };
    if (isProvider) {
        await registerProvider(deployment, state);
        return state;
    }
    const provider = findProvider(deployment, state.provider, state.urn);
    state.inputs = await deployment.analysis.inspect(state, provider);
    await hooks.runBefore(state, options);
    state.outputs = previewOutputs(state, provider);
    deployment.add(state);
    await hooks.runAfter(state, options);
    return state;
}

/** A provider whose own configuration is not known yet is not asked: the engine then knows no outputs at all. */
function previewOutputs(state: ResourceState, provider: ResourceState | undefined): Properties {
    const asked = state.custom && !(provider !== undefined && isUnconfigured(provider));
    const outputs = asked ? withComputedOutputs(state.type, state.inputs) : {};
    return markSecrets(outputs, state.options.additionalSecretOutputs);
}

/** An explicit provider records the plugin that serves it, as a default provider does. */
function providerInputs(parts: EngineParts, registration: Registration, inputs: Properties): Properties {
    const { request, options } = registration;
    const result: Record<string, PropertyValue> = { ...inputs };
    const name = request.getType().slice("pulumi:providers:".length);
    recordPlugin(
        result,
        parts.defaultProviders.complete(
            parts.packages.resolve(request.getPackageref(), () =>
                makeProviderRequest(name, options.getVersion(), options.getPluginDownloadUrl(), new Map()),
            ),
        ),
    );
    const mappings: Record<string, PropertyValue> = {};
    request.getEnvvarmappingsMap().forEach((to, from) => {
        mappings[from] = to;
    });
    if (Object.keys(mappings).length > 0) {
        const own = result["__internal"];
        result["__internal"] = { ...(typeof own === "object" ? own : {}), envVarMappings: mappings };
    }
    return result;
}

/** What later registrations need to know of this one. */
function settle(parts: EngineParts, urn: string, registration: Registration, own: readonly Callback[]): void {
    parts.transforms.remember(urn, registration.parent, own);
    if (!registration.request.getCustom()) {
        const providers = new Map<string, string>();
        registration.options.getProvidersMap().forEach((reference, name) => {
            providers.set(name, reference);
        });
        parts.componentProviders.set(urn, providers);
    }
}

function respond(request: RegisterResourceRequest, state: ResourceState): RegisterResourceResponse {
    const response = new RegisterResourceResponse();
    response.setUrn(state.urn);
    response.setId(state.id);
    response.setObject(
        writeStruct(answer(request, state), {
            keepSecrets: request.getAcceptsecrets(),
            keepResources: request.getAcceptresources(),
        }),
    );
    return response;
}

/** A custom resource answers its inputs: what else it has, the SDK knows to be unknown. A component answers nothing. */
function answer(request: RegisterResourceRequest, state: ResourceState): Properties {
    if (Object.keys(state.outputs).length === 0) {
        return {};
    }
    const { __internal: _own, ...inputs } = state.inputs;
    const properties = markSecrets(inputs, state.options.additionalSecretOutputs);
    if (request.getSupportspartialvalues()) {
        return properties;
    }
    return Object.fromEntries(Object.entries(properties).filter(([, value]) => !containsUnknown(value)));
}
