import type { PolicyNotApplicable, Remediation as WireRemediation } from "@pulumi/pulumi/proto/analyzer_pb";
import type { Analysis, Deployment } from "../engine/deployment.js";
import { providerUrn, type ResourceState } from "../engine/resource-state.js";
import type { Redact } from "../project/redaction.js";
import type { PolicySummary, PreviewEvent, Remediation, Violation } from "../result.js";
import type { Properties } from "../values/property-value.js";
import { readStruct } from "../values/read-struct.js";
import { analyzeRequest, analyzeStackRequest } from "./pack-requests.js";
import type { PolicyPack } from "./policy-pack.js";
import { readViolation } from "./violations.js";

/** Has the packs judge resources as the engine does: remediation one pack after the other, analysis all at once. */
export class PackAnalysis implements Analysis {
    readonly violations: Violation[] = [];
    readonly remediations: Remediation[] = [];
    /** Milliseconds in which some pack was at work. */
    busy = 0;
    #active = 0;
    #since = 0;

    constructor(
        /** The packs start while the program loads; the first resource waits for them. */
        private readonly packs: Promise<readonly PolicyPack[]>,
        private readonly emit: (event: PreviewEvent) => void,
        private readonly redact: Redact,
    ) {}

    async inspect(resource: ResourceState, provider: ResourceState | undefined): Promise<Properties> {
        const packs = await this.packs;
        return this.#measure(async () => {
            for (const pack of packs) {
                resource.inputs = await this.#remediate(pack, resource, provider);
            }
            const request = analyzeRequest(resource, provider, "analyze");
            await Promise.all(
                packs.map(async (pack) => {
                    const response = await pack.analyze(request);
                    const found = response?.getDiagnosticsList() ?? [];
                    this.#report(found.map((diagnostic) => readViolation(pack, diagnostic, resource.urn)));
                    this.#summarise(pack, "analyze", names(found), response?.getNotApplicableList(), resource.urn);
                }),
            );
            return resource.inputs;
        });
    }

    /** Judges the stack as a whole, once every resource is there. */
    async inspectStack(deployment: Deployment): Promise<void> {
        const packs = await this.packs;
        const resources = [...deployment.resources.values()];
        if (packs.length === 0) {
            return;
        }
        await this.#measure(async () => {
            const request = analyzeStackRequest(resources, (resource) =>
                resource.provider === "" ? undefined : deployment.resources.get(providerUrn(resource.provider)),
            );
            await Promise.all(
                packs.map(async (pack) => {
                    const response = await pack.analyzeStack(request);
                    const found = response?.getDiagnosticsList() ?? [];
                    this.#report(
                        found.map((diagnostic) => {
                            const urn = diagnostic.getUrn();
                            return readViolation(
                                pack,
                                diagnostic,
                                deployment.resources.has(urn) ? urn : deployment.stackUrn,
                            );
                        }),
                    );
                    this.#summarise(pack, "analyze-stack", names(found), response?.getNotApplicableList());
                }),
            );
        });
    }

    async #remediate(
        pack: PolicyPack,
        resource: ResourceState,
        provider: ResourceState | undefined,
    ): Promise<Properties> {
        const response = await pack.remediate(analyzeRequest(resource, provider, "remediate"));
        let inputs = resource.inputs;
        const found = response?.getRemediationsList() ?? [];
        for (const remediation of found) {
            inputs = this.#apply(pack, remediation, resource.urn, inputs);
        }
        this.#summarise(
            pack,
            "remediate",
            found.map((remediation) => remediation.getPolicyname()),
            response?.getNotApplicableList(),
            resource.urn,
        );
        return inputs;
    }

    /** A remediation that failed has a diagnostic instead of properties: the engine shows it as advice. */
    #apply(pack: PolicyPack, remediation: WireRemediation, urn: string, before: Properties): Properties {
        const shared = {
            policyName: remediation.getPolicyname(),
            policyPackName: remediation.getPolicypackname(),
            policyPackVersion: pack.versionOf(remediation.getPolicypackversion()),
            urn,
        };
        const diagnostic = remediation.getDiagnostic();
        if (diagnostic !== "") {
            this.#report([{ ...shared, enforcementLevel: "advisory", message: diagnostic }]);
            return before;
        }
        const after = readStruct(remediation.getProperties());
        const entry: Remediation = { ...shared, before, after };
        this.remediations.push(entry);
        this.emit({ kind: "remediation", remediation: entry });
        return after;
    }

    #report(violations: readonly Violation[]): void {
        for (const { message, ...rest } of violations) {
            const violation: Violation = { ...rest, message: this.redact(message) };
            this.violations.push(violation);
            this.emit({ kind: "violation", violation });
        }
    }

    #summarise(
        pack: PolicyPack,
        stage: PolicySummary["stage"],
        failed: readonly string[],
        notApplicable: readonly PolicyNotApplicable[] = [],
        urn?: string,
    ): void {
        const kind = stage === "analyze-stack" ? "stack" : "resource";
        const silent = new Set([...failed, ...notApplicable.map((entry) => entry.getPolicyName())]);
        const passed = pack.policies.filter(
            (policy) =>
                (policy.kind === kind || policy.kind === "unknown") &&
                policy.level !== "disabled" &&
                !silent.has(policy.name),
        );
        const summary: PolicySummary = {
            stage,
            ...(urn === undefined ? {} : { urn }),
            policyPackName: pack.description.name,
            policyPackVersion: pack.description.version,
            passed: passed.map((policy) => policy.name).sort(),
            failed: [...new Set(failed)].sort(),
        };
        this.emit({ kind: "policy-summary", summary });
    }

    async #measure<T>(work: () => Promise<T>): Promise<T> {
        if (this.#active === 0) {
            this.#since = performance.now();
        }
        this.#active += 1;
        try {
            return await work();
        } finally {
            this.#active -= 1;
            if (this.#active === 0) {
                this.busy += performance.now() - this.#since;
            }
        }
    }
}

function names(diagnostics: readonly { getPolicyname(): string }[]): readonly string[] {
    return diagnostics.map((diagnostic) => diagnostic.getPolicyname());
}
