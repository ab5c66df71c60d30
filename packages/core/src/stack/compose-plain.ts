import type { Rule } from "../rule.js";
import { assemble } from "./assemble.js";
import type { Composer, Resolution, StackIndex } from "./composer.js";
import type { Contribution } from "./contribution.js";
import type { Firewall } from "./firewall.js";
import type { Link } from "./link.js";
import { weakened } from "./weaken.js";

/**
 * Makes one firewall of each object and of all that belongs to it, one of the rules that surely share an object outside
 * the stack, and one of each rule that stands alone or whose object is not known.
 */
export const composePlain: Composer = (index, parts) => [
    ...objectFirewalls(index, parts),
    ...outsideFirewalls(index, parts),
    ...parts.filter((part) => isAlone(part)).map((part) => assemble([part])),
];

/** Lists are no firewalls; everything else that has neither an identity nor a link is one by itself. */
function isAlone(part: Contribution): boolean {
    if (part.identity !== undefined || part.belongsTo !== undefined) return false;
    return part.list === undefined || part.rules.length > 0 || part.notes.length > 0;
}

function objectFirewalls(index: StackIndex, parts: readonly Contribution[]): readonly Firewall[] {
    const seen = new Set<Contribution>();
    return parts.flatMap((part) => {
        if (part.identity === undefined || seen.has(part)) return [];
        if (part.belongsTo !== undefined && index.resolve(part.belongsTo, part.resource).certain.length > 0) return [];
        const owners = index.objectOf(part);
        for (const owner of owners) seen.add(owner);
        return [assemble(withMembers(index, owners))];
    });
}

/** The object's own contributions and those that belong to it, theirs included; what may belong elsewhere is uncertain. */
function withMembers(index: StackIndex, owners: readonly Contribution[]): readonly Contribution[] {
    const found = new Map<Contribution, Contribution>();
    const visit = (contribution: Contribution, certain: boolean) => {
        if (found.has(contribution)) return;
        found.set(contribution, certain ? contribution : weakened(contribution));
        if (contribution.identity === undefined) return;
        for (const member of index.membersOf(contribution)) visit(member.contribution, certain && member.certain);
    };
    for (const owner of owners) visit(owner, true);
    return [...found.values()];
}

function outsideFirewalls(index: StackIndex, parts: readonly Contribution[]): readonly Firewall[] {
    const shared = new Map<string, Contribution[]>();
    const perhaps = new Map<string, Contribution[]>();
    const single: Firewall[] = [];
    const denied = new DeniedKinds(parts);
    for (const part of parts) {
        if (part.belongsTo === undefined || part.identity !== undefined) continue;
        const resolution = index.resolve(part.belongsTo, part.resource);
        if (resolution.certain.length > 0) continue;
        const key = resolution.candidates.length === 0 ? outsideKey(part.belongsTo, part) : undefined;
        if (key !== undefined) collect(shared, key, part);
        else single.push(...standAlone(index, part, part.belongsTo, resolution, denied));
        const via =
            key === undefined && resolution.candidates.length === 0 ? dependencyKey(part.belongsTo, part) : undefined;
        if (via !== undefined) collect(perhaps, via, part);
    }
    const several = [...perhaps.values()].filter((group) => group.length > 1);
    return [
        ...[...shared.values()].map((group) => assemble(group)),
        ...single,
        // One resource may stand for two groups, so that a sum over its rules is not certain.
        ...several.map((group) => assemble(group.map(weakened))),
    ];
}

/**
 * A rule whose object is not known. Where rules only add up, its own answer is final. Where they are ordered, a deny in
 * an object that may be meant hangs over it.
 */
function standAlone(
    index: StackIndex,
    part: Contribution,
    link: Link,
    { candidates }: Resolution,
    denied: DeniedKinds,
): readonly Firewall[] {
    if (part.semantics === "union") return [assemble([part])];
    if (candidates.length === 0) return [assemble([denied.beside(part, link) ? weakened(part) : part])];
    const hangs = candidates.some((owner) => withMembers(index, index.objectOf(owner)).some(hasDeny));
    if (!hangs) return [assemble([part])];
    // An unknown id leads to one of the candidates, and each of them judges the rule; a known one may lead elsewhere.
    return link.key === undefined ? [] : [assemble([weakened(part)])];
}

/** How many resources of each kind of object have a deny. */
class DeniedKinds {
    private readonly counts = new Map<string, number>();

    constructor(parts: readonly Contribution[]) {
        for (const part of parts) {
            const kind = part.identity?.kind ?? part.belongsTo?.kind;
            if (kind !== undefined && hasDeny(part)) this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
        }
    }

    beside(part: Contribution, link: Link): boolean {
        return (this.counts.get(link.kind) ?? 0) > (hasDeny(part) ? 1 : 0);
    }
}

function hasDeny(part: Contribution): boolean {
    return part.rules.some((rule: Rule) => rule.action !== "allow" && rule.direction === "ingress");
}

/** Equal for links that surely name one object outside the stack. */
function outsideKey(link: Link, part: Contribution): string | undefined {
    if (link.key === undefined || link.scope === undefined) return undefined;
    return JSON.stringify([link.kind, part.kind, part.resource.provider ?? null, link.scope, link.key]);
}

/** Equal for links whose values came from one resource, which is not the object itself. */
function dependencyKey(link: Link, part: Contribution): string | undefined {
    const [only, ...others] = link.dependencies;
    if (link.key !== undefined || only === undefined || others.length > 0) return undefined;
    return JSON.stringify([link.kind, part.kind, only]);
}

function collect(into: Map<string, Contribution[]>, key: string, part: Contribution): void {
    const list = into.get(key);
    if (list === undefined) into.set(key, [part]);
    else list.push(part);
}
