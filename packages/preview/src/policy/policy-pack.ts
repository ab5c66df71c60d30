import { status } from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
    type AnalyzeRequest,
    type AnalyzeResponse,
    AnalyzerHandshakeRequest,
    type AnalyzerInfo,
    type AnalyzeStackRequest,
    PolicyType,
    type RemediateResponse,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { DeploymentSettings } from "../engine/deployment.js";
import { describeStart, tolerateUnimplemented } from "../engine/plugins.js";
import { errorText, PreviewError } from "../preview-error.js";
import type { Child } from "../process/child-process.js";
import type { Environment } from "../process/environment.js";
import { GrpcClient } from "../process/grpc-client.js";
import { startPlugin } from "../process/plugin-process.js";
import type { Reaper } from "../process/reaper.js";
import { isRecord } from "../project/yaml-file.js";
import type { Diagnostic, PreviewedPolicyPack } from "../result.js";
import { readLevel, readSeverity } from "./enforcement-level.js";
import {
    type ConfigSchema,
    mergePackConfig,
    type PackConfig,
    type PolicyConfig,
    type PolicyDescription,
} from "./pack-config.js";
import { locatePack, type PackLocation } from "./pack-location.js";
import { configureRequest, configureStackRequest } from "./pack-requests.js";
import { checkPackConfig } from "./schema-check.js";

/** What is needed to start a pack. */
export interface PackStart {
    /** As the caller wrote it. */
    readonly path: string;
    readonly config: PackConfig;
    readonly environment: Environment;
    readonly reaper: Reaper;
    readonly engineAddress: string;
    readonly settings: DeploymentSettings;
    /** For the start, and for each answer. */
    readonly seconds: number;
    readonly say: (diagnostic: Diagnostic) => void;
}

/** A running policy pack. */
export class PolicyPack {
    readonly description: PreviewedPolicyPack;
    policies: readonly PolicyDescription[];

    private constructor(
        private readonly start: PackStart,
        private readonly child: Child,
        private readonly client: GrpcClient,
        info: AnalyzerInfo,
        /** From PulumiPolicy.yaml; overrides what the pack reports. */
        private readonly version: string,
    ) {
        this.description = {
            name: info.getName(),
            version: version === "" ? info.getVersion() : version,
            path: start.path,
        };
        this.policies = describePolicies(info);
    }

    /** Starts a pack, introduces it to the stack and configures it. */
    static async launch(start: PackStart): Promise<PolicyPack> {
        const location = locatePack(start.path);
        const { child, address } = await spawn(start, location);
        const client = new GrpcClient(AnalyzerService, "Analyzer", address);
        try {
            const info = await introduce(client, start, location);
            const pack = new PolicyPack(start, child, client, info, location.version);
            await pack.#configure(info);
            return pack;
        } catch (error) {
            client.close();
            await child.stop();
            throw packError(start, child, error, "configure");
        }
    }

    async remediate(request: AnalyzeRequest): Promise<RemediateResponse | undefined> {
        return this.#ask("remediate", request, true);
    }

    async analyze(request: AnalyzeRequest): Promise<AnalyzeResponse | undefined> {
        return this.#ask("analyze", request, false);
    }

    async analyzeStack(request: AnalyzeStackRequest): Promise<AnalyzeResponse | undefined> {
        return this.#ask("analyzeStack", request, true);
    }

    /** The version that violations carry. */
    versionOf(reported: string): string {
        return this.version === "" ? reported : this.version;
    }

    async stop(): Promise<void> {
        await this.client.call("cancel", new Empty(), 1).catch(() => {
            // Cancel is a courtesy: the process ends either way.
        });
        this.client.close();
        await this.child.stop();
    }

    async #ask<Request, Response>(method: string, request: Request, optional: boolean): Promise<Response | undefined> {
        try {
            const answer = this.client.call<Request, Response>(method, request, this.start.seconds);
            return await (optional ? tolerateUnimplemented(answer) : answer);
        } catch (error) {
            throw packError(this.start, this.child, error, method);
        }
    }

    async #configure(info: AnalyzerInfo): Promise<void> {
        const { path, config } = this.start;
        if (!info.getSupportsconfig()) {
            if (config.size > 0) {
                throw new PreviewError("config-invalid", {
                    what: `policy pack "${info.getName()}" at "${path}" does not support config`,
                });
            }
            return;
        }
        const merged = mergePackConfig(this.policies, initialConfig(info), config);
        this.#checkConfig(merged);
        if (merged.size > 0) {
            await this.client.call("configure", configureRequest(merged), this.start.seconds);
        }
        this.policies = this.policies.map((policy) => ({
            ...policy,
            level: merged.get(policy.name)?.level ?? policy.level,
        }));
    }

    #checkConfig(merged: ReadonlyMap<string, PolicyConfig>): void {
        const { name, version } = this.description;
        const problems = checkPackConfig(this.policies, merged);
        if (problems.length > 0) {
            throw new PreviewError("config-invalid", {
                what: problems.map((text) => `validating policy config: ${name} ${version}  ${text}`).join("\n"),
            });
        }
        const unknown = [...merged.keys()].filter(
            (key) => key !== "all" && !this.policies.some((policy) => policy.name === key),
        );
        if (unknown.some((key) => merged.get(key)?.level === undefined)) {
            throw new PreviewError("config-invalid", {
                what: `The configuration of ${name} names ${unknown.map((key) => `"${key}"`).join(", ")}, which is none of its policies.`,
                fix: `Its policies: ${this.policies.map((policy) => policy.name).join(", ")}`,
            });
        }
        for (const key of unknown) {
            const message = `The configuration of ${name} names "${key}", which is none of its policies.`;
            this.start.say({ severity: "warning", message });
        }
    }
}

async function spawn(start: PackStart, location: PackLocation): Promise<{ child: Child; address: string }> {
    const { settings, engineAddress, environment, reaper, seconds, say } = start;
    const isFolder = location.kind === "folder";
    const started = await startPlugin(
        {
            file: location.file,
            args: [...location.before, engineAddress, ...location.after],
            folder: isFolder ? location.folder : settings.project.folder,
            environment: isFolder ? { ...environment, ...stackEnvironment(settings) } : environment,
        },
        reaper,
        seconds,
        (message) => say({ severity: "info", message }),
    );
    if ("kind" in started) {
        throw new PreviewError(started.kind === "timeout" ? "policy-pack-hangs" : "policy-pack-failed", {
            what: `The policy pack ${start.path} did not start.`,
            why: describeStart(started),
            ...(started.kind === "not-a-port"
                ? { fix: "Nothing may be printed on standard output before the pack serves: log to standard error." }
                : {}),
        });
    }
    return started;
}

function stackEnvironment(settings: DeploymentSettings): Environment {
    const config = Object.fromEntries([...settings.config].map(([key, value]) => [key, value.text]));
    const shared = { ORGANIZATION: settings.organization, PROJECT: settings.project.name, STACK: settings.stack };
    const result: Record<string, string> = { PULUMI_CONFIG: JSON.stringify(config) };
    for (const [name, value] of Object.entries({ ...shared, DRY_RUN: "true" })) {
        result[`PULUMI_${name}`] = value;
        result[`PULUMI_NODEJS_${name}`] = value;
    }
    return result;
}

async function introduce(client: GrpcClient, start: PackStart, location: PackLocation): Promise<AnalyzerInfo> {
    const handshake = new AnalyzerHandshakeRequest();
    handshake.setEngineAddress(start.engineAddress);
    handshake.setRootDirectory(location.folder);
    handshake.setProgramDirectory(location.folder);
    await tolerateUnimplemented(client.call("handshake", handshake, start.seconds));
    await tolerateUnimplemented(client.call("configureStack", configureStackRequest(start.settings), start.seconds));
    await tolerateUnimplemented(client.call("getPluginInfo", new Empty(), start.seconds));
    return client.call<Empty, AnalyzerInfo>("getAnalyzerInfo", new Empty(), start.seconds);
}

function describePolicies(info: AnalyzerInfo): readonly PolicyDescription[] {
    const kinds = { [PolicyType.POLICY_TYPE_RESOURCE]: "resource", [PolicyType.POLICY_TYPE_STACK]: "stack" } as const;
    const policies = info.getPoliciesList().map((policy): PolicyDescription => {
        const type = policy.getPolicyType();
        const schema = policy.getConfigschema();
        const properties = schema?.getProperties()?.toJavaScript() ?? {};
        return {
            name: policy.getName(),
            level: readLevel(policy.getEnforcementlevel()),
            kind: type === PolicyType.POLICY_TYPE_UNKNOWN ? "unknown" : kinds[type],
            severity: readSeverity(policy.getSeverity()),
            schema: schema === undefined ? undefined : asSchema(properties, schema.getRequiredList()),
        };
    });
    return policies.sort((left, right) => (left.name < right.name ? -1 : 1));
}

function asSchema(properties: unknown, required: readonly string[]): ConfigSchema {
    return { properties: isRecord(properties) ? properties : {}, required };
}

function initialConfig(info: AnalyzerInfo): PackConfig {
    const result = new Map<string, PolicyConfig>();
    info.getInitialconfigMap().forEach((config, name) => {
        const properties: unknown = config.getProperties()?.toJavaScript() ?? {};
        result.set(name, {
            level: readLevel(config.getEnforcementlevel()),
            properties: isRecord(properties) ? properties : {},
        });
    });
    return result;
}

function packError(start: PackStart, child: Child, error: unknown, step: string): PreviewError {
    if (error instanceof PreviewError) {
        return error;
    }
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === status.DEADLINE_EXCEEDED) {
        return new PreviewError("policy-pack-hangs", {
            what: `The policy pack ${start.path} did not answer within ${start.seconds} seconds (${step}).`,
            fix: "A policy must come to an end; where it only needs more time, raise the policy pack's timeout.",
        });
    }
    if (code === status.UNAVAILABLE) {
        return new PreviewError("policy-pack-failed", {
            what: `The policy pack ${start.path} died.`,
            why: child.errorLines.join("\n").trim() || "It said nothing on standard error.",
        });
    }
    const what =
        step === "configure"
            ? `configuring policy pack at "${start.path}": ${errorText(error)}`
            : `failed to run policy: ${errorText(error)}`;
    return new PreviewError("policy-pack-failed", { what, why: `in the policy pack ${start.path}` });
}
