import { parse, type SemVer } from "semver";
import { PreviewError } from "../preview-error.js";
import type { PropertyValue } from "../values/property-value.js";

/** A parameterized package: one plugin that serves another package's types. */
export interface PackageParameters {
    readonly name: string;
    readonly version: string;
    readonly value: Uint8Array;
}

/** Which provider a resource asks for, where it names none. */
export interface ProviderRequest {
    /** Name of the plugin. */
    readonly plugin: string;
    readonly version?: SemVer;
    readonly downloadUrl: string;
    readonly checksums: ReadonlyMap<string, Uint8Array>;
    readonly parameters?: PackageParameters;
}

/** Makes a request from what an RPC says of the provider. */
export function makeProviderRequest(
    plugin: string,
    version: string,
    downloadUrl: string,
    checksums: ReadonlyMap<string, Uint8Array>,
    parameters?: PackageParameters,
): ProviderRequest {
    return {
        plugin,
        ...(version === "" ? {} : { version: parseVersion(version) }),
        downloadUrl: downloadUrl.replace(/\/$/, ""),
        checksums,
        ...(parameters === undefined ? {} : { parameters }),
    };
}

/** Parses a provider's version. */
function parseVersion(version: string): SemVer {
    const parsed = parse(version);
    if (parsed === null) {
        throw new PreviewError("registration-invalid", {
            what: `"${version}" is not a version that a provider can have.`,
            fix: 'Write three numbers, for example "7.1.0".',
        });
    }
    return parsed;
}

/** Package that the provider serves. */
export function requestPackage(request: ProviderRequest): string {
    return request.parameters?.name ?? request.plugin;
}

/** Tells requests apart: one default provider serves all that are equal. */
export function requestKey(request: ProviderRequest): string {
    const version = request.parameters?.version ?? request.version?.version;
    return [requestPackage(request), version ?? "", request.downloadUrl].join("|");
}

/** Name of the default provider that serves the request. */
export function defaultProviderName(request: ProviderRequest): string {
    const version = request.parameters === undefined ? request.version : parseVersion(request.parameters.version);
    const parts =
        version === undefined
            ? []
            : [version.major, version.minor, version.patch, ...version.prerelease, ...version.build];
    const url = request.downloadUrl === "" ? [] : [asQName(request.downloadUrl)];
    return ["default", ...parts, ...url].join("_");
}

/** As the engine turns a URL into a name: what a name cannot hold becomes an underscore. */
function asQName(text: string): string {
    const segments = text.split("/").filter((segment) => segment !== "");
    return segments.map((segment) => segment.replace(/[^A-Za-z0-9_.-]/g, "_").replace(/^-/, "_")).join("/");
}

function formatVersion(version: SemVer): string {
    return version.build.length === 0 ? version.version : `${version.version}+${version.build.join(".")}`;
}

/** Adds to a provider's inputs what the engine itself records there: plugin version, URL, checksums, parameters. */
export function recordPlugin(inputs: Record<string, PropertyValue>, request: ProviderRequest): void {
    if (request.version !== undefined) {
        internal(inputs);
        inputs["version"] = formatVersion(request.version);
    }
    if (request.downloadUrl !== "") {
        internal(inputs)["pluginDownloadURL"] = request.downloadUrl;
    }
    if (request.checksums.size > 0) {
        internal(inputs)["pluginChecksums"] = Object.fromEntries(
            [...request.checksums].map(([platform, sum]) => [platform, Buffer.from(sum).toString("hex")]),
        );
    }
    if (request.parameters !== undefined) {
        const own = internal(inputs);
        own["name"] = request.plugin;
        own["version"] = inputs["version"] ?? null;
        own["parameterization"] = Buffer.from(request.parameters.value).toString("base64");
        inputs["version"] = request.parameters.version;
    }
}

function internal(inputs: Record<string, PropertyValue>): Record<string, PropertyValue> {
    const own = inputs["__internal"];
    if (typeof own === "object" && own !== null && !Array.isArray(own)) {
        // The engine's own record, made below and shared with nobody yet.
        return own as Record<string, PropertyValue>;
    }
    const created: Record<string, PropertyValue> = {};
    inputs["__internal"] = created;
    return created;
}
