import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import {
    RegisterResourceRequest,
    ResourceHookRequest,
    ResourceHookResponse,
    ResourceOptions,
    type TransformResourceOptions,
} from "@pulumi/pulumi/proto/resource_pb";
import { PreviewError } from "../preview-error.js";
import type { Properties } from "../values/property-value.js";
import { writeStruct } from "../values/write-struct.js";
import type { Callbacks } from "./callbacks.js";
import { type Deployment, labelOf } from "./deployment.js";
import type { ResourceState } from "./resource-state.js";

const WIRE = { keepSecrets: true, keepResources: true, keepOutputValues: true };

interface Hook {
    readonly callback: Callback;
    readonly onDryRun: boolean;
    readonly ignoreErrors: boolean;
}

/** Names of the hooks that run before and after a resource is created. */
interface HookNames {
    readonly before: readonly string[];
    readonly after: readonly string[];
}

/** The program's resource hooks. In a preview only those run that ask for it. */
export class Hooks {
    readonly #hooks = new Map<string, Hook>();
    readonly #errorHooks = new Set<string>();
    /** Components run theirs when their outputs are there. */
    readonly #waiting = new Map<
        string,
        { readonly names: readonly string[]; readonly options: TransformResourceOptions }
    >();

    constructor(
        private readonly deployment: Deployment,
        private readonly callbacks: Callbacks,
    ) {}

    register(name: string, hook: Hook): void {
        this.#checkName(name);
        this.#hooks.set(name, hook);
    }

    /** Error hooks run when making a resource fails, which a preview never sees. */
    registerErrorHook(name: string): void {
        this.#checkName(name);
        this.#errorHooks.add(name);
    }

    async runBefore(state: ResourceState, options: TransformResourceOptions): Promise<void> {
        await this.#run("before", hookNames(options).before, state, options, undefined);
    }

    async runAfter(state: ResourceState, options: TransformResourceOptions): Promise<void> {
        const { after } = hookNames(options);
        if (state.custom) {
            await this.#run("after", after, state, options, state.outputs);
        } else if (after.length > 0) {
            this.#waiting.set(state.urn, { names: after, options });
        }
    }

    /** Runs the hooks of a component whose outputs have come. */
    async runAfterOutputs(state: ResourceState): Promise<void> {
        const waiting = this.#waiting.get(state.urn);
        this.#waiting.delete(state.urn);
        if (waiting !== undefined) {
            await this.#run("after", waiting.names, state, waiting.options, state.outputs);
        }
    }

    #checkName(name: string): void {
        if (name === "") {
            throw new PreviewError("registration-invalid", { what: "resource hook name cannot be empty" });
        }
        if (this.#hooks.has(name) || this.#errorHooks.has(name)) {
            throw new PreviewError("registration-invalid", {
                what: `resource hook already registered for name "${name}"`,
            });
        }
    }

    async #run(
        when: "before" | "after",
        names: readonly string[],
        state: ResourceState,
        options: TransformResourceOptions,
        outputs: Properties | undefined,
    ): Promise<void> {
        for (const name of names) {
            const hook = this.#hooks.get(name);
            if (hook === undefined) {
                throw new PreviewError("registration-invalid", { what: `hook "${name}" was not registered` });
            }
            if (!hook.onDryRun) {
                continue;
            }
            const problem = await this.#call(hook, state, options, outputs);
            if (problem !== "" && !hook.ignoreErrors) {
                throw new PreviewError("hook-failed", { what: `${when} hook "${name}" failed: ${problem}` });
            }
            if (problem !== "") {
                const message = `${when} hook "${name}" failed: ${problem}`;
                this.deployment.say({ severity: "warning", message, urn: state.urn });
            }
        }
    }

    async #call(
        hook: Hook,
        state: ResourceState,
        options: TransformResourceOptions,
        outputs: Properties | undefined,
    ): Promise<string> {
        const request = new ResourceHookRequest();
        request.setUrn(state.urn);
        request.setId(outputs === undefined ? "" : state.id);
        request.setName(state.name);
        request.setType(state.type);
        request.setNewInputs(writeStruct(state.inputs, WIRE));
        if (outputs !== undefined) {
            request.setNewOutputs(writeStruct(outputs, WIRE));
        }
        request.setNewOptions(hookOptions(state, options));
        const bytes = await this.callbacks.invoke(hook.callback, request.serializeBinary(), labelOf(state.urn));
        return ResourceHookResponse.deserializeBinary(bytes).getError();
    }
}

function hookNames(options: TransformResourceOptions): HookNames {
    const binding = options.getHooks() ?? new RegisterResourceRequest.ResourceHooksBinding();
    return { before: binding.getBeforeCreateList(), after: binding.getAfterCreateList() };
}

function hookOptions(state: ResourceState, from: TransformResourceOptions): ResourceOptions {
    const options = new ResourceOptions();
    options.setDependsOnList([...state.dependencies]);
    options.setProtect(state.options.protect);
    options.setIgnoreChangesList([...state.options.ignoreChanges]);
    options.setReplaceOnChangesList(from.getReplaceOnChangesList());
    options.setAdditionalSecretOutputsList([...state.options.additionalSecretOutputs]);
    options.setProvider(state.provider);
    options.setVersion(from.getVersion());
    options.setCustomTimeouts(from.getCustomTimeouts());
    options.setDeletedWith(from.getDeletedWith());
    options.setImport(from.getImport());
    options.setHideDiffList(from.getHideDiffList());
    options.setHooks(from.getHooks());
    options.setParent(state.parent);
    return options;
}
