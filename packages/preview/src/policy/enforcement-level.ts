import { PolicySeverity, EnforcementLevel as WireLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import type { EnforcementLevel } from "../result.js";

const LEVELS: readonly (readonly [WireLevel, EnforcementLevel])[] = [
    [WireLevel.ADVISORY, "advisory"],
    [WireLevel.MANDATORY, "mandatory"],
    [WireLevel.DISABLED, "disabled"],
    [WireLevel.REMEDIATE, "remediate"],
];

const SEVERITIES: ReadonlyMap<PolicySeverity, string> = new Map([
    [PolicySeverity.POLICY_SEVERITY_LOW, "low"],
    [PolicySeverity.POLICY_SEVERITY_MEDIUM, "medium"],
    [PolicySeverity.POLICY_SEVERITY_HIGH, "high"],
    [PolicySeverity.POLICY_SEVERITY_CRITICAL, "critical"],
]);

/** Reads a level from the wire; one that is not known there is taken as mandatory, never as less. */
export function readLevel(level: WireLevel): EnforcementLevel {
    return LEVELS.find(([wire]) => wire === level)?.[1] ?? "mandatory";
}

/** Writes a level for the wire. */
export function writeLevel(level: EnforcementLevel): WireLevel {
    return LEVELS.find(([, name]) => name === level)?.[0] ?? WireLevel.MANDATORY;
}

/** True for the four words that a configuration may use. */
export function isLevel(text: unknown): text is EnforcementLevel {
    return LEVELS.some(([, name]) => name === text);
}

/** Reads a severity from the wire; undefined where none is set. */
export function readSeverity(severity: PolicySeverity): string | undefined {
    return SEVERITIES.get(severity);
}
