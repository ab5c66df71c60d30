import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import type { RegisterResourceRequest, TransformResourceOptions } from "@pulumi/pulumi/proto/resource_pb";
import { PreviewError } from "../preview-error.js";
import { hashAssets } from "../values/asset-hash.js";
import type { Properties } from "../values/property-value.js";
import { readStruct } from "../values/read-struct.js";
import { isProviderType, tokenPackage } from "../values/urn.js";
import type { Deployment } from "./deployment.js";
import type { EngineParts } from "./engine-parts.js";
import { readChecksums } from "./packages.js";
import { makeProviderRequest, type ProviderRequest } from "./provider-request.js";
import {
    type Dependencies,
    finalDependencies,
    requestDependencies,
    requestOptions,
    upgradeProperties,
} from "./registration-request.js";

/** A registration after its transforms have run. */
export interface Registration {
    readonly request: RegisterResourceRequest;
    readonly type: string;
    readonly name: string;
    readonly parent: string;
    readonly properties: Properties;
    readonly options: TransformResourceOptions;
    readonly dependencies: Dependencies;
    /** Reference of the provider; empty for local components and providers. */
    readonly provider: string;
}

/** Runs the transforms of a registration and finds its provider. */
export async function prepareRegistration(
    parts: EngineParts,
    request: RegisterResourceRequest,
    own: readonly Callback[],
): Promise<Registration> {
    const { deployment } = parts;
    const sent = readStruct(request.getObject(), deployment.readOptions);
    readAssets(deployment, sent, request);
    const hasTransforms = request.getTransformsList().length > 0;
    const before = requestDependencies(request, sent);
    const type = request.getType();
    const subject = {
        type,
        name: request.getName(),
        custom: request.getCustom(),
        parent: request.getParent(),
        properties: upgradeProperties(sent, before, hasTransforms),
        options: requestOptions(request, requestedProvider(parts, request)),
    };
    const { properties, options } = await parts.transforms.run(subject, own);
    inheritProviders(parts, request, options);
    return {
        request,
        type,
        name: subject.name,
        parent: subject.parent,
        properties,
        options,
        dependencies: finalDependencies(before, properties, options.getDependsOnList(), hasTransforms),
        provider: await resolveProvider(parts, request, options),
    };
}

/** With placeholders, what is not built yet is only noted. */
function readAssets(deployment: Deployment, properties: Properties, request: RegisterResourceRequest): void {
    const { project, assumesAnswers } = deployment.settings;
    const label = `${request.getType()} ${request.getName()}`;
    hashAssets(properties, project.folder, (problem) => {
        if (!assumesAnswers) {
            throw new PreviewError("asset-missing", { what: problem, why: `${label} needs it.` });
        }
        deployment.cannotSee(`What ${label} is made of: ${problem}.`);
    });
}

/** The provider that the request names, or one that its `providers` or its parent's name for its package. */
function requestedProvider(parts: EngineParts, request: RegisterResourceRequest): string {
    if (request.getProvider() !== "" || !(request.getCustom() || request.getRemote())) {
        return request.getProvider();
    }
    const name = tokenPackage(request.getType());
    return request.getProvidersMap().get(name) ?? parts.componentProviders.get(request.getParent())?.get(name) ?? "";
}

/** A component in a component passes on the providers that it does not name itself. */
function inheritProviders(
    parts: EngineParts,
    request: RegisterResourceRequest,
    options: TransformResourceOptions,
): void {
    const inherited = parts.componentProviders.get(request.getParent());
    if (request.getCustom() || inherited === undefined) {
        return;
    }
    for (const [name, reference] of inherited) {
        if (!options.getProvidersMap().has(name)) {
            options.getProvidersMap().set(name, reference);
        }
    }
}

async function resolveProvider(
    parts: EngineParts,
    request: RegisterResourceRequest,
    options: TransformResourceOptions,
): Promise<string> {
    const type = request.getType();
    const needsProvider = (request.getCustom() && !isProviderType(type)) || request.getRemote();
    if (!needsProvider) {
        return "";
    }
    return parts.defaultProviders.resolve(pluginRequest(parts, request, options), options.getProvider(), type);
}

/** The plugin that serves a registration. */
export function pluginRequest(
    parts: EngineParts,
    request: RegisterResourceRequest,
    options: TransformResourceOptions,
): ProviderRequest {
    return parts.packages.resolve(request.getPackageref(), () =>
        makeProviderRequest(
            tokenPackage(request.getType()),
            options.getVersion(),
            options.getPluginDownloadUrl(),
            readChecksums(options.getPluginChecksumsMap()),
        ),
    );
}
