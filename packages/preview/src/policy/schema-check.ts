import { Ajv, type ErrorObject } from "ajv";
import type { ConfigSchema, PolicyConfig, PolicyDescription } from "./pack-config.js";

/** Checks each policy's configuration against its schema; the findings are in the engine's words. */
export function checkPackConfig(
    policies: readonly PolicyDescription[],
    config: ReadonlyMap<string, PolicyConfig>,
): readonly string[] {
    return policies.flatMap((policy) =>
        policy.schema === undefined
            ? []
            : check(policy.schema, config.get(policy.name)?.properties ?? {}).map((text) => `${policy.name}: ${text}`),
    );
}

function check(schema: ConfigSchema, properties: Readonly<Record<string, unknown>>): readonly string[] {
    // Packs may use words that no JSON schema knows: the engine ignores them, so do we.
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, verbose: true });
    const validate = ajv.compile({
        type: "object",
        properties: schema.properties,
        ...(schema.required.length > 0 ? { required: schema.required } : {}),
    });
    return validate(properties) ? [] : (validate.errors ?? []).map(describe);
}

function describe(error: ErrorObject): string {
    const path = error.instancePath.slice(1).replaceAll("/", ".");
    const text = explain(error, path);
    return path === "" ? text : `${path}: ${text}`;
}

function explain(error: ErrorObject, path: string): string {
    const params: Readonly<Record<string, unknown>> = error.params;
    const limit = String(params["limit"]);
    switch (error.keyword) {
        case "type":
            return `Invalid type. Expected: ${[params["type"]].flat().join("/")}, given: ${typeName(error.data)}`;
        case "required":
            return `${String(params["missingProperty"])} is required`;
        case "enum":
            return `${path} must be one of the following: ${list(params["allowedValues"])}`;
        case "const":
            return `${path} does not match: ${JSON.stringify(params["allowedValue"])}`;
        case "pattern":
            return `Does not match pattern '${String(params["pattern"])}'`;
        case "additionalProperties":
            return `Additional property ${String(params["additionalProperty"])} is not allowed`;
        case "multipleOf":
            return `Must be a multiple of ${String(params["multipleOf"])}`;
        default:
            return LIMITS[error.keyword]?.(limit) ?? error.message ?? error.keyword;
    }
}

const LIMITS: Readonly<Record<string, (limit: string) => string>> = {
    minimum: (limit) => `Must be greater than or equal to ${limit}`,
    maximum: (limit) => `Must be less than or equal to ${limit}`,
    exclusiveMinimum: (limit) => `Must be greater than ${limit}`,
    exclusiveMaximum: (limit) => `Must be less than ${limit}`,
    minLength: (limit) => `String length must be greater than or equal to ${limit}`,
    maxLength: (limit) => `String length must be less than or equal to ${limit}`,
    minItems: (limit) => `Array must have at least ${limit} items`,
    maxItems: (limit) => `Array must have at most ${limit} items`,
    minProperties: (limit) => `Must have at least ${limit} properties`,
    maxProperties: (limit) => `Must have at most ${limit} properties`,
    oneOf: () => "Must validate one and only one schema (oneOf)",
    anyOf: () => "Must validate at least one schema (anyOf)",
    not: () => "Must not validate the schema (not)",
};

function list(values: unknown): string {
    return Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join(", ") : "";
}

function typeName(value: unknown): string {
    if (value === null) {
        return "null";
    }
    if (Array.isArray(value)) {
        return "array";
    }
    return typeof value === "number" && Number.isInteger(value) ? "integer" : typeof value;
}
