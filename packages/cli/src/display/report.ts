import type { PreviewResult } from "@portcullis/preview";
import { renderDiagnostics } from "./diagnostics.js";
import type { Palette } from "./palette.js";
import { plainText } from "./plain-text.js";
import { isBlocking, renderPolicies } from "./policies.js";
import { renderOutputs, renderPlaceholders, renderSummary, renderUnseen } from "./summary.js";
import { renderTree } from "./tree.js";
import { STACK_TYPE } from "./urn.js";

/** Everything that is printed at the end: what the program and the packs said, whether or not they got to the end. */
export type Report = Pick<
    PreviewResult,
    "resources" | "violations" | "remediations" | "diagnostics" | "policyPacks" | "outputs" | "unseen" | "placeholders"
>;

/** Prints a preview in the order of `pulumi preview`: tree, policies, diagnostics, outputs, resources. */
export function renderReport(report: Report, colors: Palette): string[] {
    const stackUrn = report.resources.find(({ type }) => type === STACK_TYPE)?.urn;
    const tree = renderTree(report.resources, report.diagnostics, colors);
    const lines = [
        ...tree,
        ...(tree.length > 0 ? [""] : []),
        ...renderPolicies(report, colors),
        ...renderUnseen(report.unseen, colors),
        ...renderPlaceholders(report.placeholders, colors),
        ...renderDiagnostics(report.diagnostics, stackUrn, colors),
        ...renderOutputs(report.outputs, colors),
    ];
    // Pulumi counts resources only where nothing is refused: a refused preview ends with the refusal.
    return report.violations.some(isBlocking) ? lines : [...lines, ...renderSummary(report.resources, colors)];
}

/**
 * Prints what was found before the preview failed. No verdict on a pack and no count: both would speak of a whole that
 * was never seen. What the error itself says is left to it.
 */
export function renderFailure(report: Report, error: unknown, colors: Palette): string[] {
    const stackUrn = report.resources.find(({ type }) => type === STACK_TYPE)?.urn;
    const said = squeeze(error instanceof Error ? error.message : String(error));
    const diagnostics = report.diagnostics.filter(({ severity, message }) => {
        // An error's first line names it; what follows may be the SDK's advice, in whose place ours stands.
        const [firstLine = ""] = message.trim().split("\n");
        return !said.includes(squeeze(severity === "error" ? firstLine : message));
    });
    const policies = report.violations.length > 0 ? renderPolicies(report, colors) : [];
    return [...policies, ...renderDiagnostics(diagnostics, stackUrn, colors)];
}

/** Takes out what line breaks and indentation make of one text. */
function squeeze(text: string): string {
    return plainText(text).replace(/\s+/g, "");
}
