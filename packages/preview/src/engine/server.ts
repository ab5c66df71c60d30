import {
    Server,
    ServerCredentials,
    type ServerUnaryCall,
    type ServiceDefinition,
    type sendUnaryData,
    status,
    type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { errorText } from "../preview-error.js";
import { CHANNEL_OPTIONS } from "../process/grpc-client.js";

/** Methods of a service, by name, as functions from request to response. */
export type Methods = Readonly<Record<string, (request: never) => Promise<unknown>>>;

/** The server that programs, packs and plugins talk to; on this machine only. */
export class EngineServer {
    readonly #server = new Server(CHANNEL_OPTIONS);
    readonly #inFlight = new Set<Promise<unknown>>();

    /** Serves methods; a thrown error goes to `onError` and, as text, to the caller. */
    add(service: ServiceDefinition, methods: Methods, onError: (error: unknown) => void): void {
        const handlers: UntypedServiceImplementation = {};
        for (const name of Object.keys(service)) {
            const method = methods[name];
            handlers[name] = (call: ServerUnaryCall<unknown, unknown>, callback: sendUnaryData<unknown>) => {
                const answer = method === undefined ? Promise.reject(unimplemented(name)) : track(method, call.request);
                this.#inFlight.add(answer);
                answer
                    .then(
                        (response) => callback(null, response),
                        (error: unknown) => {
                            if (method !== undefined) {
                                onError(error);
                            }
                            callback({ code: errorCode(error), details: errorText(error) });
                        },
                    )
                    .finally(() => this.#inFlight.delete(answer));
            };
        }
        this.#server.addService(service, handlers);
    }

    /** Starts to listen and returns the address. */
    listen(): Promise<string> {
        return new Promise((resolve, reject) => {
            this.#server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
                error === null ? resolve(`127.0.0.1:${port}`) : reject(error),
            );
        });
    }

    /** Resolves when every request that has come in is answered. */
    async settle(): Promise<void> {
        while (this.#inFlight.size > 0) {
            await Promise.allSettled([...this.#inFlight]);
        }
    }

    close(): void {
        this.#server.forceShutdown();
    }
}

/** A handler that throws at once would fail without any text: it must be a rejection. */
async function track(method: (request: never) => Promise<unknown>, request: unknown): Promise<unknown> {
    // The service's definition deserialises the method's own request class.
    return method(request as never);
}

function unimplemented(name: string): Error {
    return Object.assign(new Error(`${name} is not served by this preview`), { code: status.UNIMPLEMENTED });
}

function errorCode(error: unknown): status {
    return error instanceof Error && "code" in error && typeof error.code === "number" ? error.code : status.UNKNOWN;
}
