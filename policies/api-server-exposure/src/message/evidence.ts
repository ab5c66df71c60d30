import {
    formatAddress,
    type Peer,
    type PublicSources,
    type Rule,
    type Source,
    tcp,
    type Witness,
} from "@portcullis/core";
import type { Judgement } from "../judge.js";
import { listed } from "./message.js";
import { referenceName } from "./sources-text.js";
import { urnName } from "./urn.js";

const VEILED = "[secret]";

/** The rules that let the public in, the one of the witness first. */
export function admittingRules(
    rules: readonly Rule[],
    { port, exposure }: Judgement,
    sources: PublicSources,
): readonly Rule[] {
    const first = exposure.witness?.rule;
    const others = rules.filter(
        (rule) =>
            rule !== first &&
            rule.action === "allow" &&
            rule.direction === "ingress" &&
            rule.ports.most.contains(port) &&
            (rule.protocols.most === "any" || rule.protocols.most.includes(tcp(port).protocol)) &&
            rule.peers.some((peer) => letsIn(peer, sources)),
    );
    return first ? [first, ...others] : others;
}

function letsIn(peer: Peer, sources: PublicSources): boolean {
    if (peer.kind === "addresses") return peer.addresses.overlaps(sources.addresses);
    if (peer.kind === "unknown") return peer.most.overlaps(sources.addresses);
    if (peer.kind === "list") return letsIn(peer.otherwise, sources);
    return sources.references.some((reference) => reference.name === peer.name);
}

/**
 * True where a source of the rules that let somebody in, or of a deny that narrows them, is secret: then neither an
 * address nor a number may tell of it.
 */
export function isVeiled(admitting: readonly Rule[], all: readonly Rule[]): boolean {
    return admitting.some(hasSecretSource) || all.some((rule) => rule.action !== "allow" && hasSecretSource(rule));
}

function hasSecretSource(rule: Rule): boolean {
    return rule.peers.some((peer) => "text" in peer && peer.text.includes(VEILED));
}

const MOST_ENTRIES = 3;

/**
 * The properties that let somebody in, as written, and the entries of the lists that they name; where they stand, if
 * that is not the resource reported on.
 */
export function whyText(rule: Rule, subject: string, sources: PublicSources): string {
    const because = rule.because.length > 0 ? placed(rule) : `${rule.at || "the rule"} admits it`;
    const entries = entriesText(rule, sources);
    return rule.resource === subject ? because + entries : `${because} (${urnName(rule.resource)})${entries}`;
}

/** Which rule of a list it is, where its properties are named without their place. */
function placed({ at, because }: Rule): string {
    const isNamed = !at.endsWith("]") || because.some((text) => text.includes(at));
    return isNamed ? listed(because) : `${at}: ${listed(because)}`;
}

function entriesText(rule: Rule, sources: PublicSources): string {
    const byList = new Map<string, string[]>();
    for (const peer of rule.peers) {
        if (peer.kind !== "addresses" || peer.listedBy === undefined || !letsIn(peer, sources)) continue;
        const texts = byList.get(peer.listedBy) ?? [];
        texts.push(peer.text);
        byList.set(peer.listedBy, texts);
    }
    return [...byList]
        .slice(0, MOST_ENTRIES)
        .map(([list, texts]) => {
            const more = texts.length - MOST_ENTRIES;
            const shown = more > 0 ? [...texts.slice(0, MOST_ENTRIES), `${more} more`] : texts;
            return `; ${urnName(list)} lists ${listed(shown)}`;
        })
        .join("");
}

/** One source that gets in, and where. */
export function proofText(
    { source, rule }: Witness,
    port: number,
    subject: string,
    verb: string,
    veiled: boolean,
): string {
    const who = veiled ? "a source that is secret" : sourceText(source);
    return `${who} -> TCP ${port} ${verb} ${ruleText(rule, subject)}`;
}

function sourceText(source: Source): string {
    return "kind" in source ? `an address of ${referenceName(source)}` : formatAddress(source);
}

/** The rule as the reader of the message finds it. */
function ruleText(rule: Rule, subject: string): string {
    const elsewhere = rule.resource === subject ? "" : urnName(rule.resource);
    if (rule.at === "") return elsewhere || "this rule";
    return elsewhere ? `${rule.at} of ${elsewhere}` : rule.at;
}
