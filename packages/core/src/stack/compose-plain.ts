import type { Rule } from "../rule.js";
import { assemble } from "./assemble.js";
import type { Composer, Resolution, StackIndex } from "./composer.js";
import type { Contribution } from "./contribution.js";
import type { Firewall } from "./firewall.js";
import type { Link } from "./link.js";
import { meeting } from "./provider-meeting.js";
import { weakened, withDoubtfulDenies } from "./weaken.js";

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
    const denied = new Denies(index, parts);
    for (const part of parts) {
        if (part.belongsTo === undefined || part.identity !== undefined) continue;
        const resolution = index.resolve(part.belongsTo, part.resource);
        if (resolution.certain.length > 0) continue;
        const key = resolution.candidates.length === 0 ? outsideKey(part.belongsTo, part) : undefined;
        if (key !== undefined) collect(shared, key, part);
        else single.push(...standAlone(part, part.belongsTo, resolution, denied));
        const via =
            key === undefined && resolution.candidates.length === 0 ? dependencyKey(part.belongsTo, part) : undefined;
        if (via !== undefined) collect(perhaps, via, part);
    }
    const several = [...perhaps.values()].filter((group) => group.length > 1);
    return [
        ...[...shared.values()].flatMap(sharedFirewalls),
        ...single,
        // One resource may stand for two groups, so that a sum over its rules is not certain.
        ...several.map((group) => assemble(group.map(weakened))),
    ];
}

/**
 * Rules of one object outside the stack. Those of two packages add up, as they do where the object is in the stack, but
 * a deny of one clears nothing of the other for sure; those of two providers of one package never meet.
 */
function sharedFirewalls(group: readonly Contribution[]): readonly Firewall[] {
    const byProvider = new Map<string, Contribution[]>();
    for (const part of group) collect(byProvider, part.resource.provider ?? "", part);
    if (byProvider.size === 1) return [assemble(group)];
    const firewalls = [...byProvider.values()].flatMap((own) => {
        const [first] = own;
        if (first === undefined) return [];
        const others = group.filter((part) => meeting(part.resource, first.resource) === "perhaps");
        return [assemble([...own, ...others.map(withDoubtfulDenies)])];
    });
    // Where rules only add up, all see the same: one of them says it.
    const same = firewalls.every((one) => one.semantics === "union" && one.members.length === group.length);
    return same ? firewalls.slice(0, 1) : firewalls;
}

/**
 * A rule whose object is not known. Where rules only add up, its own answer is final. Where they are ordered, a deny in
 * an object that may be meant hangs over it.
 */
function standAlone(part: Contribution, link: Link, { candidates }: Resolution, denied: Denies): readonly Firewall[] {
    if (part.semantics === "union") return [assemble([part])];
    if (candidates.length === 0) return [assemble([denied.beside(part, link) ? weakened(part) : part])];
    if (!candidates.some((owner) => denied.within(owner))) return [assemble([part])];
    // An unknown id leads to one of the candidates, and each of them judges the rule; a known one may lead elsewhere.
    return link.key === undefined ? [] : [assemble([weakened(part)])];
}

/** Where the denies of a stack are. */
class Denies {
    /** How many resources of each kind of object have one. */
    private readonly counts = new Map<string, number>();
    /** Objects that were looked into: many rules may hang over one. */
    private readonly found = new Map<Contribution, boolean>();

    constructor(
        private readonly index: StackIndex,
        parts: readonly Contribution[],
    ) {
        for (const part of parts) {
            const kind = part.identity?.kind ?? part.belongsTo?.kind;
            if (kind !== undefined && hasDeny(part)) this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
        }
    }

    /** True where a resource other than this one has a deny that may be of the same object. */
    beside(part: Contribution, link: Link): boolean {
        return (this.counts.get(link.kind) ?? 0) > (hasDeny(part) ? 1 : 0);
    }

    /** True where the object, or something that may belong to it, has a deny. */
    within(owner: Contribution): boolean {
        const known = this.found.get(owner);
        if (known !== undefined) return known;
        const has = withMembers(this.index, this.index.objectOf(owner)).some(hasDeny);
        this.found.set(owner, has);
        return has;
    }
}

function hasDeny(part: Contribution): boolean {
    return part.rules.some((rule: Rule) => rule.action !== "allow" && rule.direction === "ingress");
}

/** Equal for links that name one object outside the stack, if their providers meet. */
function outsideKey(link: Link, part: Contribution): string | undefined {
    if (link.key === undefined || link.scope === undefined) return undefined;
    return JSON.stringify([link.kind, part.kind, link.scope, link.key]);
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
