import { createRequire } from "node:module";
import type { Pack } from "../test/protocol.mts";

const here = createRequire(import.meta.filename);
const grpc = createRequire(here.resolve("@pulumi/policy"))("@grpc/grpc-js");

type Done = (error: unknown, answer: Buffer) => void;

/** Sends requests that are encoded already: what is timed is the pack's work, not that of making requests. */
export class Sender {
    private readonly client: {
        makeUnaryRequest(
            path: string,
            encode: (request: Uint8Array) => Buffer,
            decode: (answer: Buffer) => Buffer,
            request: Uint8Array,
            done: Done,
        ): void;
        close(): void;
    };

    constructor(pack: Pack) {
        this.client = new grpc.Client(`127.0.0.1:${pack.port}`, grpc.credentials.createInsecure(), {
            "grpc.max_send_message_length": 1 << 28,
        });
    }

    send(method: "analyze" | "analyzeStack", request: Uint8Array): Promise<Buffer> {
        const path = `/pulumirpc.Analyzer/${method.charAt(0).toUpperCase()}${method.slice(1)}`;
        return new Promise((done, failed) => {
            const answer: Done = (error, bytes) => (error ? failed(error) : done(bytes));
            this.client.makeUnaryRequest(
                path,
                (bytes) => Buffer.from(bytes),
                (bytes) => bytes,
                request,
                answer,
            );
        });
    }

    /** Sends each, with so many under way at once, and waits for every answer. */
    async sendAll(method: "analyze", requests: readonly Uint8Array[], inFlight: number): Promise<void> {
        const left = requests.values();
        const worker = async () => {
            for (const request of left) await this.send(method, request);
        };
        await Promise.all(Array.from({ length: inFlight }, worker));
    }

    close(): void {
        this.client.close();
    }
}
