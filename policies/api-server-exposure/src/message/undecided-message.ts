import type { Cause } from "@portcullis/core";
import type { Firewall } from "@portcullis/core/stack";
import type { Judgement, Refusing } from "../judge.js";
import { admittingRules, isVeiled } from "./evidence.js";
import type { Line, Message } from "./message.js";
import { portsLines, targetText } from "./open-message.js";
import { pageOf } from "./page.js";
import { sourcesText } from "./sources-text.js";
import { urnName } from "./urn.js";

const MOST_CAUSES = 3;

/** Says that nobody can tell yet, on which value it depends, and between what the answer lies. */
export function undecidedMessage(policy: Refusing, firewall: Firewall, judged: readonly Judgement[]): Message {
    const ports = judged.map(({ port }) => port);
    const causes = causesOf(judged);
    return {
        headline: `Whether the internet can open ${targetText(policy, firewall, ports)} is not known${isLater(causes) ? " yet" : ""}.`,
        lines: [
            ...portsLines(policy, ports),
            ...causeLines(causes, firewall.subject),
            ["at least", betweenText(firewall, judged)],
            ...adviceLines(causes, firewall),
            [
                "more",
                pageOf("api-server-reach-known", isLater(causes) ? "unknown-values" : (causes[0]?.kind ?? "foreign")),
            ],
        ],
    };
}

/** The causes of all ports, each once. */
export function causesOf(judged: readonly Judgement[]): readonly Cause[] {
    const all = judged.flatMap(({ exposure }) => exposure.causes);
    return [...new Map(all.map((cause) => [`${cause.resource} ${cause.at} ${cause.text}`, cause])).values()];
}

function isLater(causes: readonly Cause[]): boolean {
    return causes.some((cause) => cause.kind === "unknown");
}

function causeLines(causes: readonly Cause[], subject: string): readonly Line[] {
    const shown = causes.slice(0, MOST_CAUSES).map((cause): Line => ["depends on", causeText(cause, subject)]);
    const more = causes.length - MOST_CAUSES;
    return more > 0 ? [...shown, ["depends on", `${more} more ${more === 1 ? "value" : "values"}`]] : shown;
}

function causeText({ at, resource, text }: Cause, subject: string): string {
    const place = at || "its properties";
    return `${resource === subject ? place : `${place} of ${urnName(resource)}`}, ${text}`;
}

function betweenText(firewall: Firewall, judged: readonly Judgement[]): string {
    const first = judged[0];
    if (first === undefined) return "nobody. At most: everyone";
    const { publicAtLeast, publicAtMost } = first.exposure;
    const rules = admittingRules(firewall.rules, first, publicAtMost);
    if (isVeiled(rules, firewall.rules)) return "what is known. At most: everyone";
    const most = sourcesText(publicAtMost);
    const isSource = rules.some((rule) => rule.peers.some(({ kind }) => kind === "unknown" || kind === "list"));
    const worst =
        isSource && most.startsWith("everyone on the internet")
            ? `${most} (if the value turns out to be 0.0.0.0/0)`
            : most;
    return `${sourcesText(publicAtLeast)}. At most: ${worst}`;
}

function adviceLines(causes: readonly Cause[], firewall: Firewall): readonly Line[] {
    if (causes.some((cause) => cause.kind === "unreadable")) {
        return [
            ["fix", "write the value in the shape that the provider documents: what cannot be read counts as open"],
        ];
    }
    if (causes.some((cause) => cause.kind === "foreign")) {
        const fix =
            "bring what it names into this stack, or write out what it stands for: addresses, or the number of a port";
        return [["fix", fix]];
    }
    if (firewall.semantics === "union" && firewall.members.length === 1) {
        return [["note", "on `pulumi up` it is judged again, with its real value, before it is created"]];
    }
    return [
        ["note", "`pulumi up` judges it again, but only when it exists: write the value out to have it judged before"],
    ];
}
