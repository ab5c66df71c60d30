import type { Properties } from "./values/property-value.js";

export type { Properties } from "./values/property-value.js";

/** Says what to preview and how. Only `program` is needed. */
export interface PreviewOptions {
    /** Folder that holds Pulumi.yaml. */
    readonly program: string;
    /** Stack name: `dev`, `acme/dev` or `acme/shop/dev`. @default "dev", or the only stack that has a Pulumi.<stack>.yaml */
    readonly stack?: string;
    /** Organization name, as `pulumi.getOrganization()` answers it. @default "organization" */
    readonly organization?: string;
    /** Policy packs, run in this order: a folder with PulumiPolicy.yaml, an executable file, or either with a configuration. */
    readonly policyPacks?: readonly (string | PolicyPackOptions)[];
    /** Configuration beside that of `Pulumi.<stack>.yaml`, over which it wins: `{"aws:region": "eu-central-1"}`. A name without a namespace belongs to the project. */
    readonly config?: Readonly<Record<string, string>>;
    /** Like `config`, but the values are secrets. */
    readonly secrets?: Readonly<Record<string, string>>;
    /** Fills required configuration that is not set with unknown secrets, and lists what it filled in the result. @default false */
    readonly placeholders?: boolean;
    /** Answers to invokes, reads and stack references: a file, or the same as a value. @default "portcullis.fixtures.yaml" in the program's folder, where there is one */
    readonly fixtures?: string | Fixtures;
    /** Gives the program and the packs this process's whole environment instead of the allow-list. @default false */
    readonly inheritEnv?: boolean;
    /** Variables for the program and the packs, beside the allow-list. */
    readonly env?: Readonly<Record<string, string>>;
    /** Seconds after which a program or a pack that has not finished is stopped. @default 300 for the program, 60 for a pack's start and for each of its answers */
    readonly timeouts?: { readonly program?: number; readonly policyPack?: number };
    /** Hears of everything as it happens: for progress and for streaming output. */
    readonly onEvent?: (event: PreviewEvent) => void;
    /** Stops the preview and every process it started. */
    readonly signal?: AbortSignal;
}

export interface PolicyPackOptions {
    /** Folder or executable file. */
    readonly path: string;
    /** The content of a `--policy-pack-config` file, or its path. */
    readonly config?: string | Readonly<Record<string, unknown>>;
}

/** Answers that a cloud would give. Values are plain JSON. */
export interface Fixtures {
    readonly invokes?: readonly {
        readonly token: string;
        readonly args?: Readonly<Record<string, unknown>>;
        readonly result?: unknown;
        readonly unknown?: boolean;
    }[];
    readonly reads?: readonly {
        readonly type: string;
        readonly id?: string;
        readonly state: Readonly<Record<string, unknown>>;
    }[];
    readonly stackReferences?: Readonly<
        Record<
            string,
            { readonly outputs: Readonly<Record<string, unknown>>; readonly secretOutputNames?: readonly string[] }
        >
    >;
}

export interface PreviewedResource {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    readonly custom: boolean;
    /** True for resources that are read (`X.get`, stack references): the packs never see them. */
    readonly read: boolean;
    readonly inputs: Properties;
    /** Outputs as a stack policy sees them: registered outputs of a component; inputs and unknown computed properties of a custom resource. */
    readonly outputs: Properties;
    readonly parent?: string;
    readonly provider?: string;
    readonly dependencies: readonly string[];
    readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
    readonly protect: boolean;
    /** The id of a resource that is read; others have none yet. */
    readonly id?: string;
}

export type EnforcementLevel = "advisory" | "mandatory" | "remediate" | "disabled";

/** A violation as the engine prints it. */
export interface Violation {
    readonly policyName: string;
    readonly policyPackName: string;
    readonly policyPackVersion: string;
    readonly enforcementLevel: EnforcementLevel;
    readonly severity?: string;
    /** The message, with the description in front where the SDK puts it there. */
    readonly message: string;
    /** The resource it names; the stack's URN where it names none. */
    readonly urn: string;
}

export interface Remediation {
    readonly policyName: string;
    readonly policyPackName: string;
    readonly policyPackVersion: string;
    readonly urn: string;
    readonly diagnostic?: string;
    /** The inputs it found. */
    readonly before: Properties;
    /** The inputs that it put in their place. */
    readonly after: Properties;
}

export interface Diagnostic {
    readonly severity: "debug" | "info" | "warning" | "error";
    readonly message: string;
    readonly urn?: string;
}

export interface PreviewedPolicyPack {
    readonly name: string;
    readonly version: string;
    readonly path: string;
}

export interface PreviewResult {
    readonly project: string;
    readonly stack: string;
    readonly resources: readonly PreviewedResource[];
    /** In the engine's order: level, severity, policy name, URN. */
    readonly violations: readonly Violation[];
    readonly remediations: readonly Remediation[];
    readonly diagnostics: readonly Diagnostic[];
    readonly policyPacks: readonly PreviewedPolicyPack[];
    /** The stack's outputs. */
    readonly outputs: Properties;
    /** What cannot be seen from here, a line each: remote components without a plugin. */
    readonly unseen: readonly string[];
    /** Configuration keys that were filled with placeholders. */
    readonly placeholders: readonly string[];
    readonly timing: Timing;
}

/** Milliseconds of wall time. */
export interface Timing {
    readonly total: number;
    readonly packStart: number;
    readonly program: number;
    readonly analysis: number;
}

/** What one pack found in one resource, or in the stack: the engine's policy summary events. */
export interface PolicySummary {
    readonly stage: "remediate" | "analyze" | "analyze-stack";
    /** Absent for the stack. */
    readonly urn?: string;
    readonly policyPackName: string;
    readonly policyPackVersion: string;
    /** Enabled policies of that kind that had nothing to say and did not call themselves not applicable, sorted. */
    readonly passed: readonly string[];
    readonly failed: readonly string[];
}

export type PreviewEvent =
    | {
          readonly kind: "start";
          readonly project: string;
          readonly stack: string;
          /** Secrets are `[secret]`. */
          readonly config: Readonly<Record<string, string>>;
      }
    /** The program runs anew, with more placeholders or with full stack traces: what was heard before is void. */
    | { readonly kind: "restart"; readonly reason: string }
    | { readonly kind: "policy-summary"; readonly summary: PolicySummary }
    | { readonly kind: "resource"; readonly resource: PreviewedResource }
    | { readonly kind: "outputs"; readonly urn: string; readonly outputs: Properties }
    | { readonly kind: "violation"; readonly violation: Violation }
    | { readonly kind: "remediation"; readonly remediation: Remediation }
    | { readonly kind: "diagnostic"; readonly diagnostic: Diagnostic }
    | { readonly kind: "policy-pack"; readonly policyPack: PreviewedPolicyPack };
