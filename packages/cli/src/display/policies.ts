import type { PreviewedPolicyPack, Remediation, Violation } from "@portcullis/preview";
import { groupBy } from "./group-by.js";
import type { Palette } from "./palette.js";
import { plainLine, plainText } from "./plain-text.js";
import { displayName, displayType, urnType } from "./urn.js";

const LEVELS = ["remediate", "mandatory", "advisory", "disabled"];
const SEVERITIES = ["critical", "high", "medium", "low"];
const ITEM = "        ";

/** What the packs did, as far as it is printed. */
export interface PolicyReport {
    readonly policyPacks: readonly PreviewedPolicyPack[];
    readonly violations: readonly Violation[];
    readonly remediations: readonly Remediation[];
}

/** Prints the `Policies:` block: each pack with its verdict, then what it remediated, then what it refuses. */
export function renderPolicies(report: PolicyReport, colors: Palette): string[] {
    if (report.policyPacks.length === 0) return [];
    const lines = [colors.headline("Policies:")];
    const packs = groupBy(report.policyPacks, packKey);
    for (const key of [...packs.keys()].sort(compare)) {
        const violations = report.violations.filter((violation) => violationKey(violation) === key).sort(bySeverity);
        const remediations = report.remediations.filter((remediation) => violationKey(remediation) === key);
        const paths = (packs.get(key) ?? []).map((pack) => plainLine(pack.path)).sort(compare);
        lines.push(`    ${verdict(violations)} ${colors.info(plainLine(key))} (local: ${paths.join("; ")})`);
        lines.push(...renderRemediations(remediations, colors));
        lines.push(...violations.flatMap((violation) => renderViolation(violation, colors)));
    }
    return [...lines, ""];
}

/** Tells whether a violation fails the preview: an advisory does not. */
export function isBlocking({ enforcementLevel }: Violation): boolean {
    return enforcementLevel !== "advisory" && enforcementLevel !== "disabled";
}

function renderViolation(violation: Violation, colors: Palette): string[] {
    const paint = isBlocking(violation) ? colors.error : colors.warning;
    const severity = violation.severity ? ` [severity: ${plainLine(violation.severity)}]` : "";
    const head = paint(`[${violation.enforcementLevel}]${severity}  ${plainLine(violation.policyName)}`);
    const message = plainText(violation.message).trimEnd().split("\n");
    return [`${ITEM}- ${head}${resourceClause(violation.urn)}`, ...message.map((line) => `${ITEM}  ${line}`.trimEnd())];
}

function renderRemediations(remediations: readonly Remediation[], colors: Palette): string[] {
    const byPolicy = groupBy(remediations, (remediation) => remediation.policyName);
    return [...byPolicy.keys()].sort(compare).map((policyName) => {
        const count = byPolicy.get(policyName)?.length ?? 0;
        const noun = count === 1 ? "resource" : "resources";
        return `${ITEM}- ${colors.info(`[remediate]  ${plainLine(policyName)}`)}  (${count} ${noun})`;
    });
}

function verdict(violations: readonly Violation[]): string {
    if (violations.some(isBlocking)) return "❌";
    return violations.length > 0 ? "⚠️" : "✅";
}

function resourceClause(urn: string): string {
    return urn === "" ? "" : `  (${displayType(urnType(urn))}: ${displayName(urn)})`;
}

function packKey({ name, version }: PreviewedPolicyPack): string {
    return `${name}@v${version}`;
}

function violationKey(finding: { readonly policyPackName: string; readonly policyPackVersion: string }): string {
    return `${finding.policyPackName}@v${finding.policyPackVersion}`;
}

/** Pulumi's order: level, severity, policy name, URN. */
function bySeverity(a: Violation, b: Violation): number {
    return (
        rank(LEVELS, a.enforcementLevel) - rank(LEVELS, b.enforcementLevel) ||
        rank(SEVERITIES, a.severity ?? "") - rank(SEVERITIES, b.severity ?? "") ||
        compare(a.policyName, b.policyName) ||
        compare(a.urn, b.urn)
    );
}

function rank(order: readonly string[], word: string): number {
    const index = order.indexOf(word);
    return index < 0 ? order.length : index;
}

/** Compares by code unit, so that the order is the same on every machine. */
function compare(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}
