import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import {
    DeploymentInfo,
    type ReadResourceRequest,
    type RegisterErrorHookRequest,
    type RegisterPackageRequest,
    RegisterPackageResponse,
    type RegisterResourceHookRequest,
    type RegisterResourceOutputsRequest,
    type RegisterResourceRequest,
    type ResourceCallRequest,
    type ResourceInvokeRequest,
    ResourceMonitorFeature,
    type SupportsFeatureRequest,
    SupportsFeatureResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { PreviewError } from "../preview-error.js";
import { hashAssets } from "../values/asset-hash.js";
import { readStruct } from "../values/read-struct.js";
import { call } from "./call.js";
import { labelOf } from "./deployment.js";
import type { EngineParts } from "./engine-parts.js";
import { invoke } from "./invoke.js";
import { readResource } from "./read-resource.js";
import { registerResource } from "./register-resource.js";
import type { Methods } from "./server.js";

const Feature = ResourceMonitorFeature;

/** What we can do, by number and by the name that older SDKs ask for. Without "secrets" they would come in clear. */
const FEATURES: ReadonlyMap<ResourceMonitorFeature, string> = new Map([
    [Feature.RESOURCE_MONITOR_FEATURE_SECRETS, "secrets"],
    [Feature.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES, "resourceReferences"],
    [Feature.RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES, "outputValues"],
    [Feature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS, "aliasSpecs"],
    [Feature.RESOURCE_MONITOR_FEATURE_REPLACEMENT_TRIGGER, "replacementTrigger"],
    [Feature.RESOURCE_MONITOR_FEATURE_DELETED_WITH, "deletedWith"],
    [Feature.RESOURCE_MONITOR_FEATURE_REPLACE_WITH, "replaceWith"],
    [Feature.RESOURCE_MONITOR_FEATURE_TRANSFORMS, "transforms"],
    [Feature.RESOURCE_MONITOR_FEATURE_INVOKE_TRANSFORMS, "invokeTransforms"],
    [Feature.RESOURCE_MONITOR_FEATURE_PARAMETERIZATION, "parameterization"],
    [Feature.RESOURCE_MONITOR_FEATURE_RESOURCE_HOOKS, "resourceHooks"],
    [Feature.RESOURCE_MONITOR_FEATURE_ERROR_HOOKS, "errorHooks"],
    [Feature.RESOURCE_MONITOR_FEATURE_SENDS_OPTIONS_TO_HOOKS, "sendsOptionsToHooks"],
    [Feature.RESOURCE_MONITOR_FEATURE_INVOKE_DEPENDS_ON, "invokeDependsOn"],
    [Feature.RESOURCE_MONITOR_FEATURE_INVOKE_PARENT, "invokeParent"],
]);

/** The ResourceMonitor service: what a program asks of the engine. */
export function monitorMethods(parts: EngineParts): Methods {
    return {
        getDeploymentInfo: async () => deploymentInfo(parts),
        supportsFeature: async (request: SupportsFeatureRequest) => {
            const response = new SupportsFeatureResponse();
            response.setHassupport([...FEATURES.values()].includes(request.getId()));
            return response;
        },
        registerResource: (request: RegisterResourceRequest) => registerResource(parts, request),
        registerResourceOutputs: (request: RegisterResourceOutputsRequest) => registerOutputs(parts, request),
        readResource: (request: ReadResourceRequest) => readResource(parts, request),
        invoke: (request: ResourceInvokeRequest) => invoke(parts, request),
        call: (request: ResourceCallRequest) => call(parts, request),
        registerStackTransform: async (callback: Callback) => {
            parts.transforms.addStackTransform(callback);
            return new Empty();
        },
        registerStackInvokeTransform: async (callback: Callback) => {
            parts.transforms.addStackInvokeTransform(callback);
            return new Empty();
        },
        registerResourceHook: async (request: RegisterResourceHookRequest) => registerHook(parts, request),
        registerErrorHook: async (request: RegisterErrorHookRequest) => {
            parts.hooks.registerErrorHook(request.getName());
            return new Empty();
        },
        registerPackage: async (request: RegisterPackageRequest) => {
            const response = new RegisterPackageResponse();
            response.setRef(parts.packages.register(request));
            return response;
        },
        signalAndWaitForShutdown: async () => new Empty(),
    };
}

function deploymentInfo({ deployment: { settings } }: EngineParts): DeploymentInfo {
    const info = new DeploymentInfo();
    info.setProject(settings.project.name);
    info.setStack(settings.stack);
    info.setOrganization(settings.organization);
    info.setDryrun(true);
    info.setParallel(16);
    for (const [key, value] of settings.config) {
        info.getConfigMap().set(key, value.text);
    }
    info.setConfigsecretkeysList([...settings.config].filter(([, value]) => value.secret).map(([key]) => key));
    info.setSupportedfeaturesList([...FEATURES.keys()]);
    return info;
}

function registerHook(parts: EngineParts, request: RegisterResourceHookRequest): Empty {
    const callback = request.getCallback();
    if (callback === undefined) {
        throw new PreviewError("registration-invalid", { what: `the hook "${request.getName()}" has no function` });
    }
    parts.hooks.register(request.getName(), {
        callback,
        onDryRun: request.getOnDryRun(),
        ignoreErrors: request.getIgnoreErrors(),
    });
    return new Empty();
}

async function registerOutputs(parts: EngineParts, request: RegisterResourceOutputsRequest): Promise<Empty> {
    const { deployment, hooks } = parts;
    const urn = request.getUrn();
    const state = deployment.resources.get(urn);
    if (state === undefined) {
        throw new PreviewError("registration-invalid", {
            what: `outputs were registered for ${urn}, which was never registered itself`,
        });
    }
    const outputs = readStruct(request.getOutputs(), deployment.readOptions);
    hashAssets(outputs, deployment.settings.project.folder, (problem) =>
        deployment.cannotSee(`What an output of ${labelOf(urn)} is made of: ${problem}.`),
    );
    state.outputs = outputs;
    deployment.settings.emit({ kind: "outputs", urn, outputs });
    await hooks.runAfterOutputs(state);
    return new Empty();
}
