// What the stand-in answers for a resource in a preview. Which properties a cloud computes cannot be asked of a cloud
// here, so that one table is the preview's own; how it is applied to what came over the wire is written again.
import { COMPUTED_OUTPUTS } from "../../packages/preview/dist/computed-outputs-table.js";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Outputs in a preview: the inputs, and what the cloud computes as unknown. */
export function previewedOutputs(type: string, inputs: Record<string, unknown>): Record<string, unknown> {
    const outputs = structuredClone(inputs);
    for (const path of COMPUTED_OUTPUTS[type] ?? []) markUnknown(outputs, path.split("."));
    return outputs;
}

function markUnknown(value: unknown, [name = "", ...rest]: readonly string[]): void {
    if (name === "*") {
        if (Array.isArray(value)) for (const element of value) markUnknown(element, rest);
    } else if (typeof value === "object" && value !== null && !Array.isArray(value)) {
        const fields = value as Record<string, unknown>;
        if (rest.length > 0) markUnknown(fields[name], rest);
        else fields[name] ??= UNKNOWN;
    }
}
