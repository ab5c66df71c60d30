import type { PreviewedResource, Properties } from "@portcullis/preview";
import type { Palette } from "./palette.js";
import { plainText } from "./plain-text.js";
import { renderProperties } from "./property-text.js";
import { isShown } from "./tree.js";

/** Prints the stack's outputs: the `Outputs:` block. */
export function renderOutputs(outputs: Properties, colors: Palette): string[] {
    const lines = renderProperties(outputs, "    ");
    return lines.length === 0 ? [] : [colors.headline("Outputs:"), ...lines.map(colors.create), ""];
}

/** Counts the resources: the `Resources:` block. */
export function renderSummary(resources: readonly PreviewedResource[], colors: Palette): string[] {
    const count = resources.filter(isShown).length;
    const line = count === 0 ? "    0 changes" : `    ${colors.create(`+ ${count} to create`)}`;
    return [colors.headline("Resources:"), line];
}

/** Says what no policy could see from here, one line each. */
export function renderUnseen(unseen: readonly string[], colors: Palette): string[] {
    return block("Not seen:", unseen.map(plainText), colors);
}

/** Lists the configuration that was not set and was filled with placeholders. */
export function renderPlaceholders(keys: readonly string[], colors: Palette): string[] {
    if (keys.length === 0) return [];
    const lines = keys.map((key) => `${plainText(key)}: unknown secret (--config ${plainText(key)}=VALUE sets it)`);
    return block("Placeholders:", lines, colors);
}

function block(headline: string, lines: readonly string[], colors: Palette): string[] {
    if (lines.length === 0) return [];
    const indented = lines.flatMap((line) =>
        line
            .trimEnd()
            .split("\n")
            .map((part) => `    ${part}`),
    );
    return [colors.headline(headline), ...indented, ""];
}
