import type { AnalyzeDiagnostic } from "@pulumi/pulumi/proto/analyzer_pb";
import type { EnforcementLevel, Violation } from "../result.js";
import { readLevel, readSeverity } from "./enforcement-level.js";
import type { PolicyPack } from "./policy-pack.js";

const LEVEL_ORDER: readonly EnforcementLevel[] = ["mandatory", "remediate", "advisory", "disabled"];
const SEVERITY_ORDER: readonly string[] = ["critical", "high", "medium", "low"];

/** Takes a pack's finding as the engine does: what remediation left over is mandatory, the message stays as it is. */
export function readViolation(pack: PolicyPack, diagnostic: AnalyzeDiagnostic, urn: string): Violation {
    const name = diagnostic.getPolicyname();
    const level = readLevel(diagnostic.getEnforcementlevel());
    const severity =
        readSeverity(diagnostic.getSeverity()) ?? pack.policies.find((policy) => policy.name === name)?.severity;
    return {
        policyName: name,
        policyPackName: diagnostic.getPolicypackname(),
        policyPackVersion: pack.versionOf(diagnostic.getPolicypackversion()),
        enforcementLevel: level === "remediate" ? "mandatory" : level,
        ...(severity === undefined ? {} : { severity }),
        message: diagnostic.getMessage(),
        urn,
    };
}

/** Orders violations as the engine prints them: level, severity, policy name, URN. */
export function sortViolations(violations: readonly Violation[]): readonly Violation[] {
    return [...violations].sort(
        (left, right) =>
            LEVEL_ORDER.indexOf(left.enforcementLevel) - LEVEL_ORDER.indexOf(right.enforcementLevel) ||
            severityRank(left) - severityRank(right) ||
            compareText(left.policyName, right.policyName) ||
            compareText(left.urn, right.urn),
    );
}

function severityRank({ severity }: Violation): number {
    return severity === undefined ? SEVERITY_ORDER.length : SEVERITY_ORDER.indexOf(severity);
}

function compareText(left: string, right: string): number {
    return left < right ? -1 : Number(left > right);
}
