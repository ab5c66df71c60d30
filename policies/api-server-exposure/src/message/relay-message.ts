import type { Firewall } from "@portcullis/core/stack";
import type { Judgement } from "../judge.js";
import { listed, type Message } from "./message.js";
import { pageOf } from "./page.js";
import { portsText } from "./ports-text.js";
import { urnName } from "./urn.js";

/** Says that a shared platform is let in, which can carry strangers' connections. */
export function relayMessage(firewall: Firewall, judged: readonly Judgement[]): Message {
    const names = new Set(judged.flatMap(({ exposure }) => exposure.relays.map((relay) => relay.text)));
    const ports = judged.map(({ port }) => port);
    const what = firewall.kind === "managed-endpoint" ? "the Kubernetes API endpoint" : portsText(ports);
    return {
        headline: `A shared platform can open ${what} through ${urnName(firewall.subject)}.`,
        lines: [
            [
                "why",
                `${listed([...names].slice(0, 5))} is let in; other customers of that platform may connect through it`,
            ],
            ["fix", "let in only the addresses of your own part of the platform, or connect privately"],
            ["more", pageOf("api-server-reach-known", "shared-platform")],
        ],
    };
}
