import { PreviewError } from "../preview-error.js";
import { configName, configNamespace } from "../project/config-key.js";
import { isPlaceholder } from "../project/placeholder.js";
import type { ConfigValue } from "../project/stack-config.js";
import { containsUnknown } from "../values/output-values.js";
import { type PropertyValue, Secret, Unknown } from "../values/property-value.js";
import { isProviderType } from "../values/urn.js";
import { UNKNOWN_ID } from "../values/write-struct.js";
import { type Deployment, labelOf } from "./deployment.js";
import { installedRequest } from "./installed-packages.js";
import {
    defaultProviderName,
    type ProviderRequest,
    recordPlugin,
    requestKey,
    requestPackage,
} from "./provider-request.js";
import { DEFAULT_OPTIONS, providerUrn, type ResourceState } from "./resource-state.js";

const DYNAMIC_PACKAGES = new Set(["pulumi-nodejs", "pulumi-python"]);

/** Makes the providers that a program uses without naming them: one for each package and version. */
export class DefaultProviders {
    readonly #references = new Map<string, Promise<string>>();

    constructor(private readonly deployment: Deployment) {}

    /** The reference that the program gives, or else that of the default provider for the request. */
    async resolve(request: ProviderRequest, reference: string, token: string): Promise<string> {
        if (reference === "") {
            return this.#defaultReference(this.complete(request), token);
        }
        if (!isProviderType(providerUrn(reference).split("::")[2]?.split("$").at(-1) ?? "")) {
            throw new PreviewError("registration-invalid", {
                what: `could not parse provider reference: ${reference}`,
            });
        }
        return reference;
    }

    /** The request with the version that the program has installed, where it names none. */
    complete(request: ProviderRequest): ProviderRequest {
        return installedRequest(request, this.deployment.settings.project.folder);
    }

    #defaultReference(request: ProviderRequest, token: string): Promise<string> {
        const key = requestKey(request);
        const known = this.#references.get(key);
        if (known !== undefined) {
            return known;
        }
        this.#checkAllowed(request, token);
        const created = this.#register(request);
        this.#references.set(key, created);
        return created;
    }

    #checkAllowed(request: ProviderRequest, token: string): void {
        const name = requestPackage(request);
        const barred = this.deployment.settings.config.get("pulumi:disable-default-providers")?.text;
        if (name === "pulumi" || barred === undefined || barred === "") {
            return;
        }
        const list: unknown = JSON.parse(barred);
        if (Array.isArray(list) && list.some((entry) => entry === "*" || String(entry).trim() === name)) {
            throw new PreviewError("registration-invalid", {
                what: `Default provider for '${name}' disabled. '${token}' must use an explicit provider.`,
            });
        }
    }

    async #register(request: ProviderRequest): Promise<string> {
        const { deployment } = this;
        const type = `pulumi:providers:${requestPackage(request)}`;
        const name = defaultProviderName(request);
        const inputs = this.#packageConfig(requestPackage(request));
        recordPlugin(inputs, request);
        const state: ResourceState = {
            urn: deployment.claimUrn("", type, name),
            type,
            name,
            custom: true,
            read: false,
            parent: "",
            id: UNKNOWN_ID,
            inputs,
            outputs: {},
            provider: "",
            dependencies: [],
            propertyDependencies: new Map(),
            options: DEFAULT_OPTIONS,
        };
        await registerProvider(deployment, state);
        return `${state.urn}::${UNKNOWN_ID}`;
    }

    #packageConfig(name: string): Record<string, PropertyValue> {
        const result: Record<string, PropertyValue> = {};
        const isDynamic = DYNAMIC_PACKAGES.has(name);
        for (const [key, value] of this.deployment.settings.config) {
            if (isDynamic || configNamespace(key) === name) {
                result[isDynamic ? key : configName(key)] = configProperty(value);
            }
        }
        return result;
    }
}

/** Analyses a provider and records it; its outputs are its configuration without the engine's own record. */
export async function registerProvider(deployment: Deployment, state: ResourceState): Promise<void> {
    state.inputs = await deployment.analysis.inspect(state, undefined);
    const { __internal: _own, ...outputs } = state.inputs;
    state.outputs = outputs;
    deployment.add(state);
}

/** The provider behind a reference. */
export function findProvider(deployment: Deployment, reference: string, urn: string): ResourceState | undefined {
    if (reference === "") {
        return undefined;
    }
    const provider = deployment.resources.get(providerUrn(reference));
    if (provider === undefined) {
        throw new PreviewError("registration-invalid", {
            what: `unknown provider '${providerUrn(reference)}'`,
            why: `${labelOf(urn)} names it, but no such provider was registered.`,
        });
    }
    return provider;
}

/** True for an explicit provider whose configuration depends on what does not exist yet. */
export function isUnconfigured(provider: ResourceState): boolean {
    const isDefault = provider.parent === "" && provider.name.startsWith("default");
    return !isDefault && containsUnknown(provider.inputs);
}

function configProperty(value: ConfigValue): PropertyValue {
    const property = isPlaceholder(value.text) ? new Unknown() : value.text;
    return value.secret ? new Secret(property) : property;
}
