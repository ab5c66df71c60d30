import type { Firewall } from "@portcullis/core/stack";
import type { Judgement } from "./judge.js";

/** What is open of a firewall, to be told where it is written. */
export interface OpenPart {
    readonly firewall: Firewall;
    readonly open: readonly Judgement[];
}

/** More resources than these are told as the one firewall that they form. */
const MOST_PARTS = 20;

/**
 * Splits an open firewall by the resources that write its allows: each is judged with its own allows and everybody's
 * denies, which is what it lets in. Left whole where no resource is open by itself, and where the resources are no
 * rules of a firewall but parts of one way in.
 */
export function openParts(whole: OpenPart, openPortsOf: (part: Firewall) => readonly Judgement[]): readonly OpenPart[] {
    const { firewall, open } = whole;
    if (firewall.semantics !== "ordered" || (firewall.kind !== "firewall" && firewall.kind !== "network-acl")) {
        return [whole];
    }
    const writers = new Set(firewall.rules.filter((rule) => mayOpen(rule, open)).map((rule) => rule.resource));
    if (writers.size > MOST_PARTS) return [whole];
    const ports = new Set(open.map(({ port }) => port));
    const parts = [...writers].sort().flatMap((resource): OpenPart[] => {
        const rules = firewall.rules.filter((rule) => rule.action !== "allow" || rule.resource === resource);
        const part = { ...firewall, subject: resource, rules };
        const judged = openPortsOf(part).filter(({ port }) => ports.has(port));
        return judged.length === 0 ? [] : [{ firewall: part, open: judged }];
    });
    return parts.length === 0 ? [whole] : parts;
}

function mayOpen(rule: Firewall["rules"][number], open: readonly Judgement[]): boolean {
    return (
        rule.action === "allow" &&
        rule.direction === "ingress" &&
        open.some(({ port }) => rule.ports.least.contains(port))
    );
}
