import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import {
    type TransformInvokeOptions,
    TransformInvokeRequest,
    TransformInvokeResponse,
    TransformRequest,
    type TransformResourceOptions,
    TransformResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import type { Properties } from "../values/property-value.js";
import type { ReadOptions } from "../values/read-struct.js";
import { readStruct } from "../values/read-struct.js";
import { writeStruct } from "../values/write-struct.js";
import type { Callbacks } from "./callbacks.js";

const WIRE = { keepSecrets: true, keepResources: true, keepOutputValues: true };

/** What a transform may change, and what it can only look at. */
export interface TransformSubject {
    readonly type: string;
    readonly name: string;
    readonly custom: boolean;
    readonly parent: string;
    readonly properties: Properties;
    readonly options: TransformResourceOptions;
}

/** The program's transforms, in the order in which they run on a resource: its own, its parents', the stack's. */
export class Transforms {
    readonly #stack: Callback[] = [];
    readonly #stackInvokes: Callback[] = [];
    readonly #own = new Map<string, readonly Callback[]>();
    readonly #pending = new Map<string, readonly Callback[]>();
    readonly #parents = new Map<string, string>();

    constructor(
        private readonly callbacks: Callbacks,
        private readonly read: ReadOptions,
    ) {}

    addStackTransform(callback: Callback): void {
        this.#stack.push(callback);
    }

    addStackInvokeTransform(callback: Callback): void {
        this.#stackInvokes.push(callback);
    }

    /**
     * Own transforms of a registration. A remote component is registered twice, by the program and then by the plugin
     * that constructs it: the program's transforms wait for the second.
     */
    takeOwn(key: string, sent: readonly Callback[], remote: boolean): readonly Callback[] {
        const pending = this.#pending.get(key);
        if (pending !== undefined) {
            this.#pending.delete(key);
            return pending;
        }
        if (remote && sent.length > 0) {
            this.#pending.set(key, sent);
        }
        return sent;
    }

    /** Remembers what a resource brings along for its children. */
    remember(urn: string, parent: string, own: readonly Callback[]): void {
        this.#parents.set(urn, parent);
        this.#own.set(urn, own);
    }

    /** Runs a resource's own transforms and all that it inherits. */
    async run(subject: TransformSubject, own: readonly Callback[]): Promise<TransformSubject> {
        let current = subject;
        for (const callback of [...own, ...this.#inherited(subject.parent), ...this.#stack]) {
            current = await this.#runOne(current, callback);
        }
        return current;
    }

    /** Runs the stack's transforms on the arguments and options of an invoke. */
    async runInvoke(
        token: string,
        args: Properties,
        options: TransformInvokeOptions,
    ): Promise<{ readonly args: Properties; readonly options: TransformInvokeOptions }> {
        let current = { args, options };
        for (const callback of this.#stackInvokes) {
            const request = new TransformInvokeRequest();
            request.setToken(token);
            request.setArgs(writeStruct(current.args, WIRE));
            request.setOptions(current.options);
            const bytes = await this.callbacks.invoke(callback, request.serializeBinary(), `the call to ${token}`);
            const response = TransformInvokeResponse.deserializeBinary(bytes);
            const changed = response.getArgs();
            current = {
                args: changed === undefined ? current.args : readStruct(changed, this.read),
                options: response.getOptions() ?? current.options,
            };
        }
        return current;
    }

    *#inherited(parent: string): Generator<Callback> {
        for (let urn = parent; urn !== ""; urn = this.#parents.get(urn) ?? "") {
            yield* this.#own.get(urn) ?? [];
        }
    }

    async #runOne(subject: TransformSubject, callback: Callback): Promise<TransformSubject> {
        const request = new TransformRequest();
        request.setType(subject.type);
        request.setName(subject.name);
        request.setCustom(subject.custom);
        request.setParent(subject.parent);
        request.setProperties(writeStruct(subject.properties, WIRE));
        request.setOptions(subject.options);
        const on = `${subject.type} ${subject.name}`;
        const bytes = await this.callbacks.invoke(callback, request.serializeBinary(), on);
        const response = TransformResponse.deserializeBinary(bytes);
        const changed = response.getProperties();
        return {
            ...subject,
            properties: changed === undefined ? subject.properties : readStruct(changed, this.read),
            options: response.getOptions() ?? subject.options,
        };
    }
}
