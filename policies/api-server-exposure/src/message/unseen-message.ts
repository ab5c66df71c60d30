import type { Message } from "./message.js";
import { pageOf } from "./page.js";

/** Says that the engine named a firewall but showed nothing of it. */
export function unseenMessage(name: string): Message {
    return {
        headline: `Whether the internet can open the Kubernetes API through ${name} cannot be told.`,
        lines: [
            ["why", "the engine named the resource, but showed neither its inputs nor its outputs"],
            ["fix", "run the pack with an engine that analyses resources before the stack, as pulumi does"],
            ["more", pageOf("api-server-reach-known", "unseen")],
        ],
    };
}
