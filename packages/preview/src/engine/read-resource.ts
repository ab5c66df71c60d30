import { type ReadResourceRequest, ReadResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import { PreviewError } from "../preview-error.js";
import { markSecrets } from "../values/mark-secrets.js";
import { parsePlainObject } from "../values/plain-json.js";
import type { Properties } from "../values/property-value.js";
import { readStruct } from "../values/read-struct.js";
import { isProviderType, isToken, tokenPackage } from "../values/urn.js";
import { writeStruct } from "../values/write-struct.js";
import { readStackReference } from "./builtin-functions.js";
import type { Deployment } from "./deployment.js";
import type { EngineParts } from "./engine-parts.js";
import { readChecksums } from "./packages.js";
import { makeProviderRequest } from "./provider-request.js";
import { DEFAULT_OPTIONS } from "./resource-state.js";

const STACK_REFERENCE = "pulumi:pulumi:StackReference";

/** Answers the read of a resource that exists already: from the fixtures, for there is no cloud to ask. */
export async function readResource(parts: EngineParts, request: ReadResourceRequest): Promise<ReadResourceResponse> {
    const { deployment } = parts;
    const type = request.getType();
    if (!isToken(type)) {
        throw new PreviewError("registration-invalid", {
            what: `Type '${type}' is not a valid type token (must have format '*:*:*')`,
        });
    }
    const provider = await readProvider(parts, request);
    const inputs = readStruct(request.getProperties(), deployment.readOptions);
    const urn = deployment.claimUrn(request.getParent(), type, request.getName());
    const outputs = markSecrets(findState(deployment, request, inputs), request.getAdditionalsecretoutputsList());
    deployment.add({
        urn,
        type,
        name: request.getName(),
        custom: true,
        read: true,
        parent: request.getParent(),
        id: request.getId(),
        inputs,
        outputs,
        provider,
        dependencies: request.getDependenciesList(),
        propertyDependencies: new Map(),
        options: DEFAULT_OPTIONS,
    });
    const response = new ReadResourceResponse();
    response.setUrn(urn);
    response.setProperties(
        writeStruct(outputs, { keepSecrets: request.getAcceptsecrets(), keepResources: request.getAcceptresources() }),
    );
    return response;
}

async function readProvider(parts: EngineParts, request: ReadResourceRequest): Promise<string> {
    const type = request.getType();
    if (isProviderType(type) || request.getProvider() !== "") {
        return request.getProvider();
    }
    const described = parts.packages.resolve(request.getPackageref(), () =>
        makeProviderRequest(
            tokenPackage(type),
            request.getVersion(),
            request.getPlugindownloadurl(),
            readChecksums(request.getPluginchecksumsMap()),
        ),
    );
    return parts.defaultProviders.resolve(described, "", type);
}

function findState(deployment: Deployment, request: ReadResourceRequest, inputs: Properties): Properties {
    const type = request.getType();
    if (type === STACK_REFERENCE) {
        return readStackReference(deployment, inputs["name"] ?? request.getId());
    }
    const { fixtures } = deployment.settings;
    const found = fixtures.findRead(type, request.getId());
    if (found === undefined && deployment.settings.assumesAnswers) {
        deployment.cannotSee(`What ${type} ${request.getName()} is, which the program reads: taken as unknown.`);
        return inputs;
    }
    if (found === undefined) {
        throw new PreviewError("fixture-missing", {
            what: `The program reads ${type} ${request.getName()} (id ${request.getId()}), and there is no cloud to read it from.`,
            fix: `Add it to ${fixtures.source}, under reads: {type: "${type}", id: "${request.getId()}", state: {...}}`,
        });
    }
    return parsePlainObject(found.state);
}
