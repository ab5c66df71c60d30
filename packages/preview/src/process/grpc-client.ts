import {
    type Client,
    credentials,
    Metadata,
    makeClientConstructor,
    type ServiceDefinition,
    type ServiceError,
} from "@grpc/grpc-js";

/** Lets a stack of any size through, and never asks a proxy for an address on this machine. */
export const CHANNEL_OPTIONS = {
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
    "grpc.enable_http_proxy": 0,
};

/** A client for one service, whose calls are promises. */
export class GrpcClient {
    readonly #client: Client;
    readonly #service: ServiceDefinition;

    constructor(service: ServiceDefinition, name: string, address: string) {
        this.#service = service;
        this.#client = new (makeClientConstructor(service, name))(
            address,
            credentials.createInsecure(),
            CHANNEL_OPTIONS,
        );
    }

    /** Calls a method; fails after `seconds`. */
    call<Request, Response>(method: string, request: Request, seconds?: number): Promise<Response> {
        const definition = this.#service[method];
        if (definition === undefined) {
            return Promise.reject(new Error(`the protocol has no method ${method}`));
        }
        return new Promise((resolve, reject) => {
            this.#client.makeUnaryRequest(
                definition.path,
                // The definition serialises what the method's own message class gives: caller and service agree on it.
                definition.requestSerialize as (value: Request) => Buffer,
                definition.responseDeserialize as (bytes: Buffer) => Response,
                request,
                ...deadline(seconds),
                (error: ServiceError | null, response?: Response) =>
                    error === null && response !== undefined ? resolve(response) : reject(error),
            );
        });
    }

    close(): void {
        this.#client.close();
    }
}

function deadline(seconds: number | undefined): [Metadata, { deadline?: number }] {
    return [new Metadata(), seconds === undefined ? {} : { deadline: Date.now() + seconds * 1000 }];
}
