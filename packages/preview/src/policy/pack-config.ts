import { existsSync, readFileSync } from "node:fs";
import { PreviewError } from "../preview-error.js";
import { isRecord } from "../project/yaml-file.js";
import type { EnforcementLevel } from "../result.js";
import { isLevel } from "./enforcement-level.js";

/** Level and properties of one policy; an empty level is one that nobody set. */
export interface PolicyConfig {
    readonly level: EnforcementLevel | undefined;
    readonly properties: Readonly<Record<string, unknown>>;
}

/** Configuration by policy name; `all` is a name too. */
export type PackConfig = ReadonlyMap<string, PolicyConfig>;

/** What a pack says of one of its policies. */
export interface PolicyDescription {
    readonly name: string;
    readonly level: EnforcementLevel;
    readonly kind: "resource" | "stack" | "unknown";
    readonly severity: string | undefined;
    readonly schema: ConfigSchema | undefined;
}

/** JSON schema of a policy's configuration. */
export interface ConfigSchema {
    readonly properties: Readonly<Record<string, unknown>>;
    readonly required: readonly string[];
}

/** Reads a pack's configuration from the options: the content, or the path of a JSON file. */
export function readPackConfig(source: string | Readonly<Record<string, unknown>> | undefined): PackConfig {
    if (source === undefined) {
        return new Map();
    }
    const raw = typeof source === "string" ? parseFile(source) : source;
    if (raw["environments"] !== undefined) {
        throw invalid(
            "The policy configuration takes values from Pulumi ESC environments, which cannot be read here.",
            "Write the values into the configuration itself.",
        );
    }
    const result = new Map<string, PolicyConfig>();
    for (const [name, value] of Object.entries(raw)) {
        const config = parseEntry(name, value);
        if (config.level !== undefined || Object.keys(config.properties).length > 0) {
            result.set(name, config);
        }
    }
    return result;
}

function parseFile(path: string): Readonly<Record<string, unknown>> {
    if (!existsSync(path)) {
        throw invalid(`The policy configuration ${path} does not exist.`);
    }
    const text = readFileSync(path, "utf8");
    let value: unknown;
    try {
        value = text.trim() === "" ? {} : JSON.parse(text);
    } catch (error) {
        throw invalid(`The policy configuration ${path} is not valid JSON: ${String(error)}`);
    }
    if (!isRecord(value)) {
        throw invalid(`The policy configuration ${path} must be an object: {"policy-name": ...}`);
    }
    return value;
}

function parseEntry(name: string, value: unknown): PolicyConfig {
    if (isLevel(value)) {
        return { level: value, properties: {} };
    }
    if (typeof value === "string") {
        throw invalid(`parsing enforcement level for "${name}": "${value}" is not a valid enforcement level`);
    }
    if (!isRecord(value)) {
        throw invalid(`parsing "${name}": ${JSON.stringify(value)} is not a valid value; must be a string or object`);
    }
    const { enforcementLevel, ...properties } = value;
    if (enforcementLevel !== undefined && !isLevel(enforcementLevel)) {
        throw invalid(
            `parsing enforcement level for "${name}": ${JSON.stringify(enforcementLevel)} is not a valid enforcement level`,
        );
    }
    return { level: enforcementLevel, properties };
}

/**
 * Merges what applies to a pack: the schema's defaults, then what the pack itself sets, then what the user sets. In
 * each of these `all` comes first. Properties are replaced one by one, not merged inside.
 */
export function mergePackConfig(
    policies: readonly PolicyDescription[],
    initial: PackConfig,
    given: PackConfig,
): ReadonlyMap<string, PolicyConfig> {
    const defaults = new Map(
        policies.map((policy) => [policy.name, { level: policy.level, properties: schemaDefaults(policy.schema) }]),
    );
    return apply(apply(defaults, initial), given);
}

function schemaDefaults(schema: ConfigSchema | undefined): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const [name, property] of Object.entries(schema?.properties ?? {})) {
        if (isRecord(property) && Object.hasOwn(property, "default")) {
            result[name] = property["default"];
        }
    }
    return result;
}

function apply(base: ReadonlyMap<string, PolicyConfig>, change: PackConfig): ReadonlyMap<string, PolicyConfig> {
    const result = new Map(base);
    const all = change.get("all")?.level;
    if (all !== undefined) {
        for (const [name, config] of result) {
            result.set(name, { ...config, level: all });
        }
    }
    for (const [name, config] of change) {
        const before = result.get(name);
        result.set(name, {
            level: config.level ?? before?.level,
            properties: { ...before?.properties, ...config.properties },
        });
    }
    return result;
}

function invalid(what: string, fix?: string): PreviewError {
    return new PreviewError("config-invalid", { what, ...(fix === undefined ? {} : { fix }) });
}
