import { PreviewError } from "../preview-error.js";

/** Writes a configuration key as `<namespace>:<name>`; one without a namespace belongs to the project. */
export function parseConfigKey(key: string, project: string): string {
    const parts = key.split(":");
    if (parts.length === 1 && key !== "") {
        return `${project}:${key}`;
    }
    if (parts.length === 2 && parts.every((part) => part !== "")) {
        return key;
    }
    if (parts.length === 3 && parts[1] === "config") {
        return `${parts[0]}:${parts[2]}`;
    }
    throw new PreviewError("config-invalid", {
        what: `could not parse ${key} as a configuration key`,
        why: "configuration keys should be of the form `<namespace>:<name>`",
    });
}

/** Namespace of a key in canonical form. */
export function configNamespace(key: string): string {
    return key.slice(0, key.indexOf(":"));
}

/** Name of a key in canonical form. */
export function configName(key: string): string {
    return key.slice(key.indexOf(":") + 1);
}
