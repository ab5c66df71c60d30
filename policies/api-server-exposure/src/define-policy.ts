import type {
    EnforcementLevel,
    ReportViolation,
    ResourceValidationArgs,
    Severity,
    StackValidationArgs,
} from "@pulumi/policy";
import type { ApiServerPolicy } from "./api-server-policy.js";
import { configSchemaOf } from "./configuration-schema.js";
import { faultyConfigurationMessage } from "./message/configuration-message.js";
import { failureMessage } from "./message/failure-message.js";
import { type Message, renderMessage } from "./message/message.js";
import { pageOf } from "./message/page.js";
import { POLICY_NAMES, type PolicyName } from "./policy-name.js";
import type { Recorded } from "./record.js";
import { watchImportedSdk } from "./requests.js";
import { type Run, runOf } from "./run.js";
import { type StackView, stackViewOf } from "./stack-view.js";

/** What a check found. */
export interface Finding {
    readonly message: Message;
    /** The resource to show it on; the stack where there is none. */
    readonly urn?: string;
    /** Where it is not the policy's own. */
    readonly level?: EnforcementLevel;
    readonly severity?: Severity;
    /** Resources whose secrets must not show. */
    readonly about?: readonly Recorded[];
}

/** Metadata and checks of a policy. */
export interface PolicyDefinition {
    readonly name: PolicyName;
    readonly displayName: string;
    readonly description: string;
    readonly severity: Severity;
    readonly enforcementLevel: EnforcementLevel;
    readonly remediationSteps: string;
    /** Judges one resource alone, on its inputs, before it is created. */
    readonly checkResource: (run: Run, record: Recorded) => readonly Finding[];
    /** Judges the whole stack. */
    readonly checkStack: (run: Run, view: StackView) => readonly Finding[];
}

/**
 * Makes a policy of the SDK. Both checks are synchronous, share one reading of each resource, and refuse what they fail
 * at: no way of going wrong lets anything pass.
 */
export function definePolicy(definition: PolicyDefinition): ApiServerPolicy {
    const { name, checkResource, checkStack, ...metadata } = definition;
    return {
        ...metadata,
        name,
        url: pageOf(name),
        configSchema: configSchemaOf(name),
        tags: ["kubernetes", "firewall", "network"],
        validateResource: (args, reportViolation) => {
            refusingFailure(name, args.urn, reportViolation, () => {
                watchImportedSdk();
                const run = runOf("resource", args.stackTags, name, args.getConfig<Record<string, unknown>>());
                const record = run.record(name, shownIn(args), args.props);
                for (const finding of [...configurationFindings(run, name), ...checkResource(run, record)]) {
                    report(name, { urn: args.urn, about: [record], ...finding }, reportViolation);
                }
                if (record.seenBy.length === POLICY_NAMES.length) record.forget();
            });
        },
        validateStack: (args: StackValidationArgs, reportViolation) => {
            refusingFailure(name, undefined, reportViolation, () => {
                const run = runOf("stack", args.stackTags, name, args.getConfig<Record<string, unknown>>());
                const view = stackViewOf(run, name, args.resources);
                for (const finding of [...configurationFindings(run, name), ...checkStack(run, view)]) {
                    report(name, finding, reportViolation);
                }
            });
        },
    };
}

function shownIn(args: ResourceValidationArgs) {
    return {
        urn: args.urn,
        type: args.type,
        name: args.name,
        parent: args.opts.parent,
        provider: args.provider?.urn,
    };
}

function configurationFindings(run: Run, policy: PolicyName): readonly Finding[] {
    const faults = run.faultsToTell(policy);
    // Whatever level the policy has: a configuration that is not understood guards nothing.
    return faults.length === 0 ? [] : [{ message: faultyConfigurationMessage(policy, faults), level: "mandatory" }];
}

function refusingFailure(
    policy: PolicyName,
    urn: string | undefined,
    reportViolation: ReportViolation,
    check: () => void,
): void {
    try {
        check();
    } catch (error) {
        const message = failureMessage(policy, urn ?? "the stack", error);
        report(policy, { message, ...(urn === undefined ? {} : { urn }), level: "mandatory" }, reportViolation);
    }
}

/** What the SDK takes beside a text: only its declaration knows the text alone. */
type ReportObject = (violation: {
    readonly message: string;
    readonly urn: string | undefined;
    readonly enforcementLevel: EnforcementLevel | undefined;
    readonly severity: Severity | undefined;
}) => void;

/** Reports in the object form: the text form would put the policy's description in front of the first sentence. */
function report(policy: PolicyName, finding: Finding, reportViolation: ReportViolation): void {
    const secrets = (finding.about ?? []).flatMap((record) => record.secretTexts);
    // The server takes objects since 1.20; the declared type was left behind.
    const reportObject = reportViolation as unknown as ReportObject;
    reportObject({
        message: renderMessage(finding.message, secrets) || policy,
        urn: finding.urn,
        enforcementLevel: finding.level,
        severity: finding.severity,
    });
}
