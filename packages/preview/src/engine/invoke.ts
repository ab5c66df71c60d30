import {
    type ResourceInvokeRequest,
    ResourceInvokeResponse,
    TransformInvokeOptions,
} from "@pulumi/pulumi/proto/resource_pb";
import { PreviewError } from "../preview-error.js";
import { isRecord } from "../project/yaml-file.js";
import { parsePlainObject } from "../values/plain-json.js";
import { isList, isObject, type Properties, type PropertyValue, Secret, Unknown } from "../values/property-value.js";
import { readStruct } from "../values/read-struct.js";
import { tokenPackage } from "../values/urn.js";
import { writeStruct } from "../values/write-struct.js";
import { assumeAnswer } from "./assumed-answers.js";
import { BUILTIN_FUNCTIONS } from "./builtin-functions.js";
import type { EngineParts } from "./engine-parts.js";
import { assumeNoResources, LOCAL_FUNCTIONS } from "./local-functions.js";
import { readChecksums } from "./packages.js";
import { makeProviderRequest } from "./provider-request.js";

/** Answers a function of a provider: the engine's own ones itself, the others from the fixtures. */
export async function invoke(parts: EngineParts, request: ResourceInvokeRequest): Promise<ResourceInvokeResponse> {
    const token = request.getTok();
    const sent = readStruct(request.getArgs(), parts.deployment.readOptions);
    const { args, options } = await parts.transforms.runInvoke(token, sent, invokeOptions(parts, request));
    const described = parts.packages.resolve(request.getPackageref(), () =>
        makeProviderRequest(
            tokenPackage(token),
            options.getVersion(),
            options.getPluginDownloadUrl(),
            readChecksums(options.getPluginChecksumsMap()),
        ),
    );
    await parts.defaultProviders.resolve(described, options.getProvider(), token);
    if (waitsForResources(parts, request.getDependsonList())) {
        return unknownAnswer();
    }
    const builtin = Object.hasOwn(BUILTIN_FUNCTIONS, token) ? BUILTIN_FUNCTIONS[token] : undefined;
    if (builtin === undefined) {
        return answerFromFixtures(parts, token, args);
    }
    const response = new ResourceInvokeResponse();
    const keepResources = request.getAcceptresources() || token === "pulumi:pulumi:getResource";
    response.setReturn(writeStruct(builtin(parts.deployment, args), { keepResources }));
    return response;
}

function invokeOptions(parts: EngineParts, request: ResourceInvokeRequest): TransformInvokeOptions {
    const options = new TransformInvokeOptions();
    const inherited = parts.componentProviders.get(request.getParent())?.get(tokenPackage(request.getTok()));
    options.setProvider(request.getProvider() === "" ? (inherited ?? "") : request.getProvider());
    options.setVersion(request.getVersion());
    options.setPluginDownloadUrl(request.getPlugindownloadurl());
    request.getPluginchecksumsMap().forEach((sum, name) => {
        options.getPluginChecksumsMap().set(name, sum);
    });
    return options;
}

/** True if the call depends on a custom resource that has no id yet, be it inside a component. */
function waitsForResources(parts: EngineParts, urns: readonly string[]): boolean {
    const { resources } = parts.deployment;
    const roots = new Set(urns);
    return [...resources.values()].some((resource) => {
        for (let current: string = resource.urn; current !== ""; current = resources.get(current)?.parent ?? "") {
            if (roots.has(current)) {
                return resource.custom && resource.id === "";
            }
        }
        return false;
    });
}

function answerFromFixtures(parts: EngineParts, token: string, args: Properties): ResourceInvokeResponse {
    const { fixtures } = parts.deployment.settings;
    const found = fixtures.findInvoke(token, plainArguments(args));
    if (found === undefined) {
        const local = Object.hasOwn(LOCAL_FUNCTIONS, token) ? LOCAL_FUNCTIONS[token] : undefined;
        const answer =
            local?.(args) ?? assumeNoResources(parts.deployment, token) ?? assumeAnswer(parts.deployment, token);
        if (answer !== undefined) {
            return answerWith(answer);
        }
        throw new PreviewError("fixture-missing", {
            what: `The program calls ${token}, and there is no cloud to answer it.`,
            // Their names alone: the SDK sends secrets in clear here, and does not say which they are.
            why: `Its arguments: ${Object.keys(args).sort().join(", ") || "none"}`,
            fix: `Add the answer to ${fixtures.source}, under invokes: {token: "${token}", result: {...}}`,
        });
    }
    if (found.result === undefined) {
        return unknownAnswer();
    }
    return answerWith(isRecord(found.result) ? parsePlainObject(found.result) : {});
}

function answerWith(result: Properties): ResourceInvokeResponse {
    const response = new ResourceInvokeResponse();
    response.setReturn(writeStruct(result));
    return response;
}

/** An SDK that does not know of unknown answers sees one unknown field, which makes its output form unknown too. */
function unknownAnswer(): ResourceInvokeResponse {
    const response = answerWith({ unknown: new Unknown() });
    response.setUnknown(true);
    return response;
}

/** Arguments as a fixture writes them: secrets in clear. */
function plainArguments(value: PropertyValue): unknown {
    if (value instanceof Secret) {
        return plainArguments(value.secret);
    }
    if (isList(value)) {
        return value.map(plainArguments);
    }
    if (isObject(value)) {
        return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plainArguments(inner)]));
    }
    return value;
}
