import type { PreviewedResource } from "../result.js";
import { downgradeValue } from "../values/output-values.js";
import { mapProperties, type Properties } from "../values/property-value.js";

/** Seconds; 0 where the program says nothing. */
export interface CustomTimeouts {
    readonly create: number;
    readonly update: number;
    readonly delete: number;
    readonly read: number;
}

/** Options that a pack sees. */
export interface ResourceOptions {
    readonly protect: boolean;
    readonly ignoreChanges: readonly string[];
    /** Undefined where neither the program nor a transform set it. */
    readonly deleteBeforeReplace?: boolean;
    readonly additionalSecretOutputs: readonly string[];
    readonly customTimeouts: CustomTimeouts;
}

/** A resource of this preview, as the engine knows it. */
export interface ResourceState {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    readonly custom: boolean;
    readonly read: boolean;
    readonly parent: string;
    /** Empty where it only exists after `pulumi up`. */
    readonly id: string;
    inputs: Properties;
    outputs: Properties;
    /** Reference `<urn>::<id>`; empty for components, the stack and providers. */
    readonly provider: string;
    readonly dependencies: readonly string[];
    readonly propertyDependencies: ReadonlyMap<string, readonly string[]>;
    readonly options: ResourceOptions;
}

/** Options of a resource that sets none. */
export const DEFAULT_OPTIONS: ResourceOptions = {
    protect: false,
    ignoreChanges: [],
    additionalSecretOutputs: [],
    customTimeouts: { create: 0, update: 0, delete: 0, read: 0 },
};

/** URN of a provider reference. */
export function providerUrn(reference: string): string {
    return reference.slice(0, reference.lastIndexOf("::"));
}

/** The resource as the caller of `preview` sees it. */
export function describeResource(state: ResourceState): PreviewedResource {
    return {
        urn: state.urn,
        type: state.type,
        name: state.name,
        custom: state.custom,
        read: state.read,
        inputs: mapProperties(state.inputs, downgradeValue),
        outputs: mapProperties(state.outputs, downgradeValue),
        ...(state.parent === "" ? {} : { parent: state.parent }),
        ...(state.provider === "" ? {} : { provider: state.provider }),
        dependencies: state.dependencies,
        propertyDependencies: Object.fromEntries(state.propertyDependencies),
        protect: state.options.protect,
        ...(state.read ? { id: state.id } : {}),
    };
}
