import type {
    Diagnostic,
    PolicySummary,
    PreviewedResource,
    Properties,
    Remediation,
    Violation,
} from "@portcullis/preview";
import { plainMessage } from "./plain-text.js";
import { propertiesJson, UNKNOWN } from "./property-json.js";

/** One engine event as Pulumi's JSON writes it, without its sequence number and time. */
export type EngineEvent = Readonly<Record<string, unknown>>;

/** A resource's step, before (`outputs` empty) or after it was planned. */
export function stepEvent(
    kind: "resourcePreEvent" | "resOutputsEvent",
    resource: PreviewedResource,
    outputs: Properties,
): EngineEvent {
    const { urn, type, read } = resource;
    const provider = resource.provider ?? "";
    const step = { op: read ? "read" : "create", urn, type, old: null, new: stateJson(resource, outputs) };
    return { [kind]: { metadata: { ...step, detailedDiff: null, logical: true, provider }, planning: true } };
}

/** A violation, advisory or not. */
export function policyEvent(violation: Violation): EngineEvent {
    return {
        policyEvent: {
            resourceUrn: violation.urn,
            message: messageJson(violation.message),
            color: "never",
            policyName: violation.policyName,
            ...packJson(violation),
            enforcementLevel: violation.enforcementLevel,
            ...(violation.severity ? { severity: violation.severity } : {}),
        },
    };
}

/** What a pack changed in a resource. */
export function remediationEvent(remediation: Remediation): EngineEvent {
    return {
        policyRemediationEvent: {
            resourceUrn: remediation.urn,
            color: "never",
            policyName: remediation.policyName,
            ...packJson(remediation),
            before: propertiesJson(remediation.before),
            after: propertiesJson(remediation.after),
        },
    };
}

/** Which policies of a pack passed and which did not. */
export function policySummaryEvent(summary: PolicySummary): EngineEvent {
    const names = {
        remediate: "policyRemediateSummaryEvent",
        analyze: "policyAnalyzeSummaryEvent",
        "analyze-stack": "policyAnalyzeStackSummaryEvent",
    } as const;
    return {
        [names[summary.stage]]: {
            ...(summary.urn === undefined ? {} : { resourceUrn: summary.urn }),
            ...packJson(summary),
            ...(summary.passed.length > 0 ? { passed: summary.passed } : {}),
            ...(summary.failed.length > 0 ? { failed: summary.failed } : {}),
        },
    };
}

/** What the program or a pack said. */
export function diagnosticEvent({ severity, message, urn }: Diagnostic): EngineEvent {
    return {
        diagnosticEvent: {
            ...(urn === undefined ? {} : { urn }),
            ...(severity === "info" ? {} : { prefix: `${severity}: ` }),
            message: messageJson(message),
            color: "never",
            severity,
        },
    };
}

function stateJson(resource: PreviewedResource, outputs: Properties): EngineEvent {
    const { urn, type, custom, protect, read } = resource;
    return {
        type,
        urn,
        ...(custom ? { custom } : {}),
        id: resource.id ?? (type.startsWith("pulumi:providers:") ? UNKNOWN : ""),
        parent: resource.parent ?? "",
        ...(protect ? { protect } : {}),
        ...(read ? { external: true } : {}),
        inputs: propertiesJson(resource.inputs),
        outputs: propertiesJson(outputs),
        provider: resource.provider ?? "",
    };
}

function packJson(from: { readonly policyPackName: string; readonly policyPackVersion: string }): EngineEvent {
    const { policyPackName, policyPackVersion } = from;
    return { policyPackName, policyPackVersion, policyPackVersionTag: policyPackVersion };
}

function messageJson(message: string): string {
    return `${plainMessage(message).trimEnd()}\n`;
}
