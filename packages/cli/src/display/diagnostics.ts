import type { Diagnostic } from "@portcullis/preview";
import { groupBy } from "./group-by.js";
import type { Palette } from "./palette.js";
import { plainText } from "./plain-text.js";
import { displayName, displayType, urnType } from "./urn.js";

type Severity = Diagnostic["severity"];

/** Prints what the program and the packs logged, grouped by resource: the `Diagnostics:` block. */
export function renderDiagnostics(
    diagnostics: readonly Diagnostic[],
    stackUrn: string | undefined,
    colors: Palette,
): string[] {
    const said = diagnostics.filter(({ severity, message }) => severity !== "debug" && plainText(message).trim());
    if (said.length === 0) return [];
    const lines = [colors.headline("Diagnostics:")];
    for (const [urn, own] of groupBy(said, (diagnostic) => diagnostic.urn ?? stackUrn)) {
        if (urn !== undefined)
            lines.push(`  ${colors.resource(`${displayType(urnType(urn))} (${displayName(urn)}):`)}`);
        for (const diagnostic of own) lines.push(...renderDiagnostic(diagnostic, colors));
        lines.push("");
    }
    return lines;
}

/** Counts messages by severity, the gravest first: `1 error; 2 messages`. */
export function countDiagnostics(diagnostics: readonly Diagnostic[], colors: Palette): string {
    const kinds: readonly (readonly [Severity, string, (text: string) => string])[] = [
        ["error", "error", colors.error],
        ["warning", "warning", colors.warning],
        ["info", "message", colors.info],
    ];
    const counts = kinds.map(([severity, word, paint]) => {
        const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
        return count === 0 ? "" : `${count} ${paint(count === 1 ? word : `${word}s`)}`;
    });
    return counts.filter((text) => text !== "").join("; ");
}

function renderDiagnostic({ severity, message }: Diagnostic, colors: Palette): string[] {
    const lines = plainText(message).trimEnd().split("\n");
    return lines.map((line, index) => `    ${index === 0 ? prefix(severity, colors) : ""}${line}`.trimEnd());
}

function prefix(severity: Severity, colors: Palette): string {
    if (severity === "error") return colors.error("error: ");
    if (severity === "warning") return colors.warning("warning: ");
    return "";
}
