import { configName } from "./config-key.js";
import { isPlaceholder, Placeholder } from "./placeholder.js";
import type { Config } from "./stack-config.js";

/** A key to fill, and with what. */
export interface NextPlaceholder {
    readonly key: string;
    readonly text: string;
}

/**
 * Reads from the SDK's own error which configuration is missing, or of which type a placeholder must be. Undefined
 * where the error is about something else.
 */
export function nextPlaceholder(error: string, config: Config): NextPlaceholder | undefined {
    const missing = /Missing required configuration variable '([^']+)'/.exec(error)?.[1];
    if (missing !== undefined && !config.has(missing)) {
        return { key: missing, text: Placeholder.text(configName(missing)) };
    }
    if (error.includes("No AWS region has been configured") && !config.has("aws:region")) {
        return { key: "aws:region", text: Placeholder.text("region") };
    }
    const [, key, type] = /Configuration '([^']+)' value '[^']*' is not a valid (\w+)/.exec(error) ?? [];
    if (key === undefined || !isPlaceholder(config.get(key)?.text ?? "")) {
        return undefined;
    }
    switch (type) {
        case "number":
            return { key, text: Placeholder.number };
        case "boolean":
            return { key, text: "false" };
        default:
            return { key, text: "{}" };
    }
}
