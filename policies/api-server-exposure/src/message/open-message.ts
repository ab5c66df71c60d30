import type { PublicSources, Rule } from "@portcullis/core";
import type { Firewall } from "@portcullis/core/stack";
import type { Judgement, Refusing } from "../judge.js";
import { admittingRules, isVeiled, proofText, whyText } from "./evidence.js";
import { fixText } from "./fix-text.js";
import { type Line, listed, type Message, sentence } from "./message.js";
import { pageOf } from "./page.js";
import { portsText } from "./ports-text.js";
import { signText } from "./sign-text.js";
import { sourcesText } from "./sources-text.js";
import { urnName, urnType } from "./urn.js";

/** More ports than these have their own line, so that the first sentence stays one. */
const MOST_IN_HEADLINE = 4;
const MOST_RULES = 3;

/** Says that a firewall is open: who gets in, by which property, one proof, and the way to close it. */
export function openMessage(policy: Refusing, firewall: Firewall, judged: readonly Judgement[]): Message {
    const first = judged[0];
    if (first === undefined) throw new RangeError("an open firewall has a port that is open");
    const rules = admittingRules(firewall.rules, first, first.exposure.publicAtLeast);
    const veiled = isVeiled(rules, firewall.rules);
    const who = veiled ? "the internet" : sourcesText(first.exposure.publicAtLeast);
    const ports = judged.map(({ port }) => port);
    const witness = first.exposure.witness;
    const rule = rules[0];
    return {
        headline: `${sentence(who)} can open ${targetText(policy, firewall, ports)}.`,
        lines: [
            ...portsLines(policy, ports),
            ...whyLines(rules, firewall.subject, first.exposure.publicAtLeast),
            ...(witness
                ? [["proof", proofText(witness, first.port, firewall.subject, "is admitted by", veiled)] as const]
                : []),
            ...alsoLines(policy, judged, firewall, veiled),
            ["fix", (rule && signText(rule)) ?? fixText(urnType(rule?.resource ?? firewall.subject))],
            ["more", pageOf(policy, rule?.anchor)],
        ],
    };
}

/** The ports of a finding, where they are too many for its first sentence. */
export function portsLines(policy: Refusing, ports: readonly number[]): readonly Line[] {
    return isLong(policy, ports) ? [["ports", portsText(ports)]] : [];
}

function isLong(policy: Refusing, ports: readonly number[]): boolean {
    return policy !== "managed-api-endpoint-not-public" && ports.length > MOST_IN_HEADLINE;
}

/** What is open: the endpoint of a cluster, or ports through a firewall. */
export function targetText(policy: Refusing, firewall: Firewall, ports: readonly number[]): string {
    const name = urnName(firewall.subject);
    if (policy === "managed-api-endpoint-not-public") return `the Kubernetes API endpoint of ${name}`;
    if (isLong(policy, ports)) return `${ports.length} control-plane ports through ${name}`;
    return `${portsText(ports)} through ${name}`;
}

function whyLines(rules: readonly Rule[], subject: string, sources: PublicSources): readonly Line[] {
    const texts = [...new Set(rules.map((rule) => whyText(rule, subject, sources)))];
    const more = texts.length - MOST_RULES;
    const shown = texts.slice(0, MOST_RULES).map((text): Line => ["why", text]);
    return more > 0 ? [...shown, ["why", `and ${more} more ${more === 1 ? "rule" : "rules"}`]] : shown;
}

/** Ports of the same finding that are open to others than the first. */
function alsoLines(
    policy: Refusing,
    judged: readonly Judgement[],
    firewall: Firewall,
    veiled: boolean,
): readonly Line[] {
    const [first, ...others] = judged;
    if (veiled || policy === "managed-api-endpoint-not-public" || first === undefined) return [];
    const who = sourcesText(first.exposure.publicAtLeast);
    const byWho = new Map<string, number[]>();
    for (const { port, exposure } of others) {
        if (isVeiled(admittingRules(firewall.rules, { port, exposure }, exposure.publicAtLeast), [])) continue;
        const text = sourcesText(exposure.publicAtLeast);
        if (text !== who) byWho.set(text, [...(byWho.get(text) ?? []), port]);
    }
    const texts = [...byWho].map(([text, ports]) => `${portsText(ports)} by ${text}`);
    return texts.length === 0 ? [] : [["also", listed(texts)]];
}
