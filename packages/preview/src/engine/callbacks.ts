import { CallbacksService } from "@pulumi/pulumi/proto/callback_grpc_pb";
import { type Callback, CallbackInvokeRequest, type CallbackInvokeResponse } from "@pulumi/pulumi/proto/callback_pb";
import { GrpcClient } from "../process/grpc-client.js";

/** Calls functions of the program: its transforms and hooks. */
export class Callbacks {
    readonly #clients = new Map<string, GrpcClient>();

    /** Calls one with a serialised request; the answer is serialised too. */
    async invoke(callback: Callback, request: Uint8Array): Promise<Uint8Array> {
        const message = new CallbackInvokeRequest();
        message.setToken(callback.getToken());
        message.setRequest(request);
        const response = await this.#client(callback.getTarget()).call<CallbackInvokeRequest, CallbackInvokeResponse>(
            "invoke",
            message,
        );
        return response.getResponse_asU8();
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
