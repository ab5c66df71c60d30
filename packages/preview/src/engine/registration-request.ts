import { Alias } from "@pulumi/pulumi/proto/alias_pb";
import { type RegisterResourceRequest, TransformResourceOptions } from "@pulumi/pulumi/proto/resource_pb";
import { PreviewError } from "../preview-error.js";
import { attachDependencies, collectDependencies, upgradeValue } from "../values/output-values.js";
import { mapProperties, type Properties } from "../values/property-value.js";
import { isToken, isUrn } from "../values/urn.js";
import { parseDuration } from "./duration.js";
import type { CustomTimeouts, ResourceOptions } from "./resource-state.js";

/** URNs that a resource depends on, in all and by property. */
export interface Dependencies {
    readonly all: ReadonlySet<string>;
    readonly byProperty: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Checks what a registration must have before anything else is done with it. */
export function checkRegistration(request: RegisterResourceRequest): void {
    const type = request.getType();
    if ((request.getCustom() || request.getRemote()) && !isToken(type)) {
        throw new PreviewError("registration-invalid", {
            what: `Type '${type}' is not a valid type token (must have format '*:*:*')`,
        });
    }
    if (request.getEnvvarmappingsMap().getLength() > 0 && !type.startsWith("pulumi:providers:")) {
        throw new PreviewError("registration-invalid", {
            what: "envVarMappings can only be used with provider resources",
        });
    }
    for (const urn of request.getDependenciesList()) {
        if (!isUrn(urn)) {
            throw new PreviewError("registration-invalid", { what: `invalid dependency URN: invalid URN "${urn}"` });
        }
    }
}

/** Dependencies as the request states them; an old SDK that states none by property means all for each. */
export function requestDependencies(request: RegisterResourceRequest, properties: Properties): Dependencies {
    const all = new Set(request.getDependenciesList());
    const byProperty = new Map<string, Set<string>>();
    const sent = request.getPropertydependenciesMap();
    if (sent.getLength() === 0 && !request.getRemote()) {
        for (const name of Object.keys(properties)) {
            byProperty.set(name, new Set(all));
        }
    }
    sent.forEach((dependencies, name) => {
        byProperty.set(name, new Set(dependencies.getUrnsList()));
    });
    return { all, byProperty };
}

/** Properties in the form in which transforms get them, with their dependencies where the request has transforms. */
export function upgradeProperties(
    properties: Properties,
    dependencies: Dependencies,
    hasTransforms: boolean,
): Properties {
    const upgraded = mapProperties(properties, upgradeValue);
    return hasTransforms ? attachDependencies(upgraded, dependencies.byProperty) : upgraded;
}

/** Dependencies after transforms: stated anew by the values where the request had transforms, else completed by them. */
export function finalDependencies(
    before: Dependencies,
    properties: Properties,
    dependsOn: readonly string[],
    hasTransforms: boolean,
): Dependencies {
    const all = new Set(hasTransforms ? dependsOn : before.all);
    const byProperty = new Map<string, ReadonlySet<string>>(hasTransforms ? [] : before.byProperty);
    for (const [name, value] of Object.entries(properties)) {
        const found = collectDependencies(value);
        byProperty.set(name, new Set([...(byProperty.get(name) ?? []), ...found]));
        if (hasTransforms) {
            for (const urn of found) {
                all.add(urn);
            }
        }
    }
    return { all, byProperty };
}

/** Options in the form in which transforms get them. */
export function requestOptions(request: RegisterResourceRequest, provider: string): TransformResourceOptions {
    const options = new TransformResourceOptions();
    options.setImport(request.getImportid());
    options.setDependsOnList(request.getDependenciesList());
    options.setIgnoreChangesList(request.getIgnorechangesList());
    options.setReplaceOnChangesList(request.getReplaceonchangesList());
    options.setReplacementTrigger(request.getReplacementTrigger());
    options.setVersion(request.getVersion());
    options.setAliasesList([...request.getAliasurnsList().map(urnAlias), ...request.getAliasesList()]);
    options.setProvider(provider);
    options.setHideDiffList(request.getHidediffsList());
    options.setCustomTimeouts(request.getCustomtimeouts());
    options.setPluginDownloadUrl(request.getPlugindownloadurl());
    options.setDeletedWith(request.getDeletedwith());
    options.setReplaceWithList(request.getReplaceWithList());
    options.setAdditionalSecretOutputsList(request.getAdditionalsecretoutputsList());
    options.setHooks(request.getHooks());
    copyFlags(request, options);
    request.getProvidersMap().forEach((reference, name) => {
        options.getProvidersMap().set(name, reference);
    });
    request.getPluginchecksumsMap().forEach((sum, name) => {
        options.getPluginChecksumsMap().set(name, sum);
    });
    return options;
}

/** Flags that may be unset, which is not the same as false. */
function copyFlags(request: RegisterResourceRequest, options: TransformResourceOptions): void {
    if (request.hasProtect()) {
        options.setProtect(request.getProtect() === true);
    }
    if (request.hasRetainondelete()) {
        options.setRetainOnDelete(request.getRetainondelete() === true);
    }
    if (request.getDeletebeforereplacedefined() || request.getDeletebeforereplace()) {
        options.setDeleteBeforeReplace(request.getDeletebeforereplace());
    }
}

function urnAlias(urn: string): Alias {
    const alias = new Alias();
    alias.setUrn(urn);
    return alias;
}

/** Options in the form in which packs get them. */
export function packOptions(options: TransformResourceOptions): ResourceOptions {
    return {
        protect: options.getProtect() === true,
        ignoreChanges: options.getIgnoreChangesList(),
        additionalSecretOutputs: options.getAdditionalSecretOutputsList(),
        customTimeouts: readTimeouts(options.getCustomTimeouts()),
        ...(options.hasDeleteBeforeReplace() ? { deleteBeforeReplace: options.getDeleteBeforeReplace() === true } : {}),
    };
}

function readTimeouts(sent: RegisterResourceRequest.CustomTimeouts | undefined): CustomTimeouts {
    return {
        create: parseDuration(sent?.getCreate() ?? ""),
        update: parseDuration(sent?.getUpdate() ?? ""),
        delete: parseDuration(sent?.getDelete() ?? ""),
        read: parseDuration(sent?.getRead() ?? ""),
    };
}
