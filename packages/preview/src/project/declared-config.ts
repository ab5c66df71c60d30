import { PreviewError } from "../preview-error.js";
import { configName, parseConfigKey } from "./config-key.js";
import { isPlaceholder, Placeholder } from "./placeholder.js";
import type { ConfigDeclaration, ItemType, Project } from "./project-file.js";
import { type Config, type ConfigValue, scalarText } from "./stack-config.js";
import { isRecord } from "./yaml-file.js";

/**
 * Applies what `config` in Pulumi.yaml declares: defaults and values for keys that the stack does not set, then the
 * declared types. Returns the keys that are required and not set.
 */
export function applyDeclaredConfig(project: Project, stack: string, config: Config): readonly string[] {
    const missing: string[] = [];
    for (const [name, declaration] of sorted(project.config)) {
        const key = parseConfigKey(name, project.name);
        const present = config.get(key);
        const fallback = declaration.value ?? declaration.default;
        if (present !== undefined) {
            checkType(name, declaration, present, stack);
        } else if (fallback !== undefined) {
            config.set(key, fromDeclaration(fallback));
        } else if (key.startsWith(`${project.name}:`)) {
            missing.push(key);
        }
    }
    return missing;
}

/** The error for required keys that are not set, in the CLI's words. */
export function missingConfig(stack: string, keys: readonly string[]): PreviewError {
    const list = keys.length === 1 ? `'${keys[0]}'` : `'${keys.slice(0, -1).join("', '")}' and '${keys.at(-1)}'`;
    return new PreviewError("config-missing", {
        what: `Stack '${stack}' is missing configuration ${keys.length === 1 ? "value" : "values"} ${list}`,
        why: "Pulumi.yaml declares it without a default.",
        fix: "Set it (config key=value), or fill what is missing with placeholders.",
    });
}

/** A placeholder for a declared key, of a kind that its type admits. */
export function placeholderFor(key: string, declaration: ConfigDeclaration | undefined): string {
    switch (declaration?.type) {
        case "integer":
            return Placeholder.number;
        case "boolean":
            return "false";
        case "array":
            return "[]";
        case "object":
            return "{}";
        default:
            return Placeholder.text(configName(key));
    }
}

function sorted(config: Project["config"]): readonly (readonly [string, ConfigDeclaration])[] {
    return [...config].sort(([left], [right]) => (left < right ? -1 : 1));
}

function fromDeclaration(value: unknown): ConfigValue {
    const structured = typeof value === "object" && value !== null;
    return { text: structured ? JSON.stringify(value) : scalarText(value), secret: false, structured };
}

function checkType(name: string, declaration: ConfigDeclaration, value: ConfigValue, stack: string): void {
    if (declaration.type === undefined || isPlaceholder(value.text)) {
        return;
    }
    if (declaration.secret && !value.secret) {
        throw invalid(`Stack '${stack}' with configuration key '${name}' must be encrypted as it's secret`);
    }
    const content: unknown = value.structured ? JSON.parse(value.text) : value.text;
    if (!matches(declaration.type, declaration.items, content)) {
        const type = typeName(declaration.type, declaration.items);
        throw invalid(`Stack '${stack}' with configuration key '${name}' must be of type '${type}'`);
    }
}

function matches(type: string, items: ItemType | undefined, value: unknown): boolean {
    switch (type) {
        case "string":
            return typeof value === "string";
        case "integer":
            return typeof value === "number" ? Number.isInteger(value) : /^[+-]?\d+$/.test(String(value));
        case "boolean":
            return typeof value === "boolean" || value === "true" || value === "false";
        case "object":
            return isRecord(value);
        default:
            return (
                Array.isArray(value) &&
                items !== undefined &&
                value.every((element) => matches(items.type, items.items, element))
            );
    }
}

function typeName(type: string, items: ItemType | undefined): string {
    return type === "array" && items !== undefined ? `array<${typeName(items.type, items.items)}>` : type;
}

function invalid(what: string): PreviewError {
    return new PreviewError("config-invalid", { what });
}
