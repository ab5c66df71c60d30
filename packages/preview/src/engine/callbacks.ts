import { status } from "@grpc/grpc-js";
import { CallbacksService } from "@pulumi/pulumi/proto/callback_grpc_pb";
import { type Callback, CallbackInvokeRequest, type CallbackInvokeResponse } from "@pulumi/pulumi/proto/callback_pb";
import { errorText, PreviewError } from "../preview-error.js";
import { GrpcClient } from "../process/grpc-client.js";

/** Calls functions of the program: its transforms and hooks. */
export class Callbacks {
    readonly #clients = new Map<string, GrpcClient>();

    /** Calls one with a serialised request; the answer is serialised too. `on` says what the function works on. */
    async invoke(callback: Callback, request: Uint8Array, on: string): Promise<Uint8Array> {
        const message = new CallbackInvokeRequest();
        message.setToken(callback.getToken());
        message.setRequest(request);
        const client = this.#client(callback.getTarget());
        try {
            const response = await client.call<CallbackInvokeRequest, CallbackInvokeResponse>("invoke", message);
            return response.getResponse_asU8();
        } catch (error) {
            throw callbackError(error, on);
        }
    }

    close(): void {
        for (const client of this.#clients.values()) {
            client.close();
        }
    }

    #client(target: string): GrpcClient {
        const known = this.#clients.get(target);
        if (known !== undefined) {
            return known;
        }
        const created = new GrpcClient(CallbacksService, "Callbacks", target);
        this.#clients.set(target, created);
        return created;
    }
}

function callbackError(error: unknown, on: string): PreviewError {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    return code === status.UNAVAILABLE || code === status.CANCELLED
        ? new PreviewError("program-ended", { what: `The program ended while it was at work on ${on}.` })
        : new PreviewError("hook-failed", { what: errorText(error), why: `It was called for ${on}.` });
}
