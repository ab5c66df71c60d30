import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { Callbacks } from "./engine/callbacks.js";
import { DefaultProviders } from "./engine/default-providers.js";
import { Deployment, type DeploymentSettings } from "./engine/deployment.js";
import type { EngineParts } from "./engine/engine-parts.js";
import { engineMethods } from "./engine/engine-service.js";
import { Hooks } from "./engine/hooks.js";
import { monitorMethods } from "./engine/monitor-service.js";
import { Packages } from "./engine/packages.js";
import { Plugins } from "./engine/plugins.js";
import { EngineServer } from "./engine/server.js";
import { Transforms } from "./engine/transforms.js";
import { PackAnalysis } from "./policy/pack-analysis.js";
import type { PackConfig } from "./policy/pack-config.js";
import { PolicyPack } from "./policy/policy-pack.js";
import { PreviewError } from "./preview-error.js";
import { Child, type Exit } from "./process/child-process.js";
import type { Environment } from "./process/environment.js";
import { programCommand } from "./process/program.js";
import type { Reaper } from "./process/reaper.js";
import { programFailure } from "./program-failure.js";

/** How long a program that has closed its connections may take to be gone. */
const LAST_WORDS_MILLISECONDS = 5_000;

/** Everything that one run of the program needs. */
export interface RunSettings {
    readonly deployment: DeploymentSettings;
    readonly environment: Environment;
    readonly policyPacks: readonly { readonly path: string; readonly config: PackConfig }[];
    readonly programSeconds: number;
    readonly packSeconds: number;
    readonly nodeArguments: readonly string[];
    readonly reaper: Reaper;
    readonly signal: AbortSignal | undefined;
}

/** What one run of the program has shown. */
export interface Run {
    readonly deployment: Deployment;
    readonly analysis: PackAnalysis;
    readonly packs: readonly PolicyPack[];
    readonly packStart: number;
    readonly program: number;
}

/** One run of the program with its packs: everything it starts is gone when it is over. */
export class PreviewRun {
    readonly deployment: Deployment;
    readonly #settings: RunSettings;
    readonly #analysis: PackAnalysis;
    readonly #server = new EngineServer();
    readonly #callbacks = new Callbacks();
    readonly #plugins: Plugins;
    #packs: readonly PolicyPack[] = [];
    #provePacks: (packs: readonly PolicyPack[]) => void = () => {};
    #packStart = 0;
    #launches: readonly Promise<PolicyPack>[] = [];
    #program: Child | undefined;

    constructor(settings: RunSettings) {
        this.#settings = settings;
        const packs = new Promise<readonly PolicyPack[]>((resolve) => {
            this.#provePacks = resolve;
        });
        this.#analysis = new PackAnalysis(packs, settings.deployment.emit, settings.deployment.redact);
        this.deployment = new Deployment(settings.deployment, this.#analysis);
        this.#plugins = new Plugins(this.deployment, settings.environment, settings.reaper);
    }

    /** Runs to the end; rejects with the first thing that went wrong. */
    async run(): Promise<Run> {
        const begin = performance.now();
        try {
            await this.#listen();
            const started = this.#startPacks();
            const exit = await this.#runProgram();
            await started;
            const program = performance.now() - begin;
            await this.#finish(exit);
            return {
                deployment: this.deployment,
                analysis: this.#analysis,
                packs: this.#packs,
                packStart: this.#packStart,
                program,
            };
        } finally {
            await this.#stop();
        }
    }

    async #listen(): Promise<void> {
        const parts = this.#parts();
        const onError = (error: unknown): void => {
            this.deployment.fail(error);
        };
        this.#server.add(ResourceMonitorService, monitorMethods(parts), onError);
        this.#server.add(EngineService, engineMethods(this.deployment), onError);
        this.deployment.address = await this.#server.listen();
    }

    #parts(): EngineParts {
        const { deployment } = this;
        return {
            deployment,
            callbacks: this.#callbacks,
            transforms: new Transforms(this.#callbacks, deployment.readOptions),
            hooks: new Hooks(deployment, this.#callbacks),
            packages: new Packages(),
            defaultProviders: new DefaultProviders(deployment),
            plugins: this.#plugins,
            componentProviders: new Map(),
        };
    }

    /** Starts all packs at once, beside the program; the first resource waits for them. */
    async #startPacks(): Promise<void> {
        const begin = performance.now();
        const { deployment: settings, policyPacks, environment, reaper, packSeconds: seconds } = this.#settings;
        this.#launches = policyPacks.map(({ path, config }) =>
            PolicyPack.launch({
                path,
                config,
                environment,
                reaper,
                engineAddress: this.deployment.address,
                settings,
                seconds,
                say: (diagnostic) => this.deployment.say(diagnostic),
            }),
        );
        try {
            this.#packs = await Promise.all(this.#launches);
        } catch (error) {
            this.deployment.fail(error);
            return;
        }
        this.#packStart = performance.now() - begin;
        for (const pack of this.#packs) {
            settings.emit({ kind: "policy-pack", policyPack: pack.description });
        }
        this.#provePacks(this.#packs);
    }

    /** Resolves when the program has exited; rejects when it must be stopped. */
    async #runProgram(): Promise<Exit> {
        const { deployment: settings, environment, nodeArguments, programSeconds, signal } = this.#settings;
        if (signal?.aborted) {
            throw aborted();
        }
        const command = programCommand(settings, this.deployment.address, environment, nodeArguments);
        const program = new Child(command, this.#settings.reaper, (message) =>
            this.deployment.say({ severity: "info", message }),
        );
        this.#program = program;
        return Promise.race([
            program.exited,
            this.deployment.failed.then((error) => this.#explain(error, program)),
            this.#deadline(programSeconds),
            abortion(signal),
        ]);
    }

    /** A call back into the program fails where the program has ended: how it ended is the better answer. */
    async #explain(error: PreviewError, program: Child): Promise<never> {
        if (error.code !== "program-ended") {
            throw error;
        }
        const exit = await Promise.race([program.exited, delay(LAST_WORDS_MILLISECONDS)]);
        throw exit === undefined || exit.code === 0 ? error : this.#programFailure(exit);
    }

    #programFailure(exit: Exit): PreviewError {
        const { project } = this.#settings.deployment;
        return programFailure(exit, this.deployment.diagnostics, this.#program?.errorLines ?? [], project);
    }

    #timer: NodeJS.Timeout | undefined;

    #deadline(seconds: number): Promise<never> {
        return new Promise((_resolve, reject) => {
            this.#timer = setTimeout(() => {
                reject(
                    new PreviewError("program-hangs", {
                        what: `The program did not come to an end within ${seconds} seconds and was stopped.`,
                        why: "An endless loop, an open timer or connection, or an answer that never comes.",
                        fix: "Where it only needs more time, raise the program's timeout.",
                    }),
                );
            }, seconds * 1000);
        });
    }

    async #finish(exit: Exit): Promise<void> {
        await Promise.race([this.#server.settle(), this.deployment.failed]);
        const { failure } = this.deployment;
        if (failure !== undefined && (failure.code !== "program-ended" || exit.code === 0)) {
            throw failure;
        }
        if (exit.code !== 0) {
            throw this.#programFailure(exit);
        }
        await this.#analysis.inspectStack(this.deployment);
    }

    async #stop(): Promise<void> {
        clearTimeout(this.#timer);
        await this.#program?.stop();
        const launched = await Promise.allSettled(this.#launches);
        await Promise.all([
            ...launched.map((launch) => (launch.status === "fulfilled" ? launch.value.stop() : undefined)),
            this.#plugins.stop(),
        ]);
        this.#callbacks.close();
        this.#server.close();
    }
}

function delay(milliseconds: number): Promise<undefined> {
    return new Promise((resolve) => {
        setTimeout(() => resolve(undefined), milliseconds).unref();
    });
}

function abortion(signal: AbortSignal | undefined): Promise<never> {
    return new Promise((_resolve, reject) => {
        signal?.addEventListener("abort", () => reject(aborted()), { once: true });
    });
}

function aborted(): PreviewError {
    return new PreviewError("aborted", { what: "The preview was stopped before it came to an end." });
}
