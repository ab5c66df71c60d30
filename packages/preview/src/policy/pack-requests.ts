import {
    AnalyzeRequest,
    AnalyzerPropertyDependencies,
    AnalyzerProviderResource,
    AnalyzerResource,
    AnalyzerResourceOptions,
    AnalyzerStackConfigureRequest,
    AnalyzeStackRequest,
    ConfigureAnalyzerRequest,
    PolicyConfig as WireConfig,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { DeploymentSettings } from "../engine/deployment.js";
import type { ResourceState } from "../engine/resource-state.js";
import { writeStruct } from "../values/write-struct.js";
import { writeLevel } from "./enforcement-level.js";
import type { PolicyConfig } from "./pack-config.js";

/** The request that asks a pack to remediate or analyse one resource. Remediation sees the engine's own keys. */
export function analyzeRequest(
    resource: ResourceState,
    provider: ResourceState | undefined,
    stage: "remediate" | "analyze",
): AnalyzeRequest {
    const request = new AnalyzeRequest();
    request.setType(resource.type);
    request.setUrn(resource.urn);
    request.setName(resource.name);
    request.setProperties(writeStruct(resource.inputs, { skipInternalKeys: stage === "analyze" }));
    request.setOptions(resourceOptions(resource));
    request.setProvider(providerResource(provider));
    return request;
}

/** The request that asks a pack to analyse the stack as it will be. */
export function analyzeStackRequest(
    resources: readonly ResourceState[],
    findProvider: (resource: ResourceState) => ResourceState | undefined,
): AnalyzeStackRequest {
    const request = new AnalyzeStackRequest();
    request.setResourcesList(resources.map((resource) => stackResource(resource, findProvider(resource))));
    return request;
}

/** The request that tells a pack which stack it judges. */
export function configureStackRequest(settings: DeploymentSettings): AnalyzerStackConfigureRequest {
    const request = new AnalyzerStackConfigureRequest();
    request.setStack(settings.stack);
    request.setProject(settings.project.name);
    request.setOrganization(settings.organization);
    request.setDryRun(true);
    for (const [key, value] of settings.config) {
        request.getConfigMap().set(key, value.text);
    }
    request.setConfigSecretKeysList([...settings.config].filter(([, value]) => value.secret).map(([key]) => key));
    return request;
}

/** The request that gives a pack the level and the properties of every policy. */
export function configureRequest(config: ReadonlyMap<string, PolicyConfig>): ConfigureAnalyzerRequest {
    const request = new ConfigureAnalyzerRequest();
    for (const [name, { level, properties }] of config) {
        if (level === undefined) {
            throw new Error(`invalid enforcement level "": the pack has no policy "${name}"`);
        }
        const wire = new WireConfig();
        wire.setEnforcementlevel(writeLevel(level));
        // The properties come from JSON, in a file or in a schema, so they are JSON.
        wire.setProperties(Struct.fromJavaScript(properties as Record<string, JavaScriptValue>));
        request.getPolicyconfigMap().set(name, wire);
    }
    return request;
}

function stackResource(resource: ResourceState, provider: ResourceState | undefined): AnalyzerResource {
    const message = new AnalyzerResource();
    message.setType(resource.type);
    message.setUrn(resource.urn);
    message.setName(resource.name);
    message.setProperties(writeStruct(resource.outputs, { skipInternalKeys: true }));
    message.setOptions(resourceOptions(resource));
    message.setProvider(providerResource(provider));
    message.setParent(resource.parent);
    message.setDependenciesList([...resource.dependencies]);
    for (const [name, urns] of resource.propertyDependencies) {
        if (urns.length > 0) {
            const dependencies = new AnalyzerPropertyDependencies();
            dependencies.setUrnsList([...urns]);
            message.getPropertydependenciesMap().set(name, dependencies);
        }
    }
    return message;
}

function resourceOptions({ options, parent }: ResourceState): AnalyzerResourceOptions {
    const message = new AnalyzerResourceOptions();
    message.setProtect(options.protect);
    message.setIgnorechangesList([...options.ignoreChanges]);
    message.setDeletebeforereplace(options.deleteBeforeReplace === true);
    message.setDeletebeforereplacedefined(options.deleteBeforeReplace !== undefined);
    message.setAdditionalsecretoutputsList([...options.additionalSecretOutputs]);
    message.setParent(parent);
    const timeouts = new AnalyzerResourceOptions.CustomTimeouts();
    timeouts.setCreate(options.customTimeouts.create);
    timeouts.setUpdate(options.customTimeouts.update);
    timeouts.setDelete(options.customTimeouts.delete);
    timeouts.setRead(options.customTimeouts.read);
    message.setCustomtimeouts(timeouts);
    return message;
}

function providerResource(provider: ResourceState | undefined): AnalyzerProviderResource | undefined {
    if (provider === undefined) {
        return undefined;
    }
    const message = new AnalyzerProviderResource();
    message.setType(provider.type);
    message.setUrn(provider.urn);
    message.setName(provider.name);
    message.setProperties(writeStruct(provider.inputs, { skipInternalKeys: true }));
    return message;
}
