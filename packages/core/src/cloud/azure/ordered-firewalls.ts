import type { Rule } from "../../rule.js";
import type { Member, StackIndex } from "../../stack/composer.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Firewall } from "../../stack/firewall.js";
import type { Link } from "../../stack/link.js";
import { canonicalToken } from "./token.js";

/** How one kind of ordered firewall is put together. */
export interface OrderedKind {
    /** Last part of the owner's type token in lower case: two rules of an owner that was only looked up share it. */
    readonly ownerType: string;
    /** All rules of the firewall on that subject. */
    readonly rulesOf: (subject: string, members: readonly Member[]) => readonly Rule[];
}

/**
 * Makes one firewall of each owner and the rules that surely or perhaps belong to it, and one of each group of rules
 * whose owner is outside the stack but surely the same. Rules whose owner nobody knows are judged alone.
 */
export function orderedFirewalls(
    index: StackIndex,
    parts: readonly Contribution[],
    kind: OrderedKind,
): readonly Firewall[] {
    const inside = ownersOf(parts).map((owners) => {
        const members = distinct(owners.flatMap((owner) => index.membersOf(owner)));
        return firewallOf(owners[0], [...owners.map(sure), ...members], kind);
    });
    const outside = outsidersOf(index, parts, kind).map((rules) => firewallOf(rules[0], rules.map(sure), kind));
    return [...inside, ...outside];
}

/** A rule as it counts in a firewall that it may not belong to: it may not exist there. */
export function doubtfulRule(rule: Rule, contribution: Contribution): Rule {
    const cause = contribution.belongsTo?.cause;
    return { ...rule, certain: false, causes: cause ? [...rule.causes, cause] : rule.causes };
}

type Several = readonly [Contribution, ...Contribution[]];

function sure(contribution: Contribution): Member {
    return { contribution, certain: true };
}

function firewallOf(subject: Contribution, members: readonly Member[], kind: OrderedKind): Firewall {
    return {
        kind: "firewall",
        semantics: "ordered",
        subject: subject.resource.urn,
        members: [...new Set(members.map((one) => one.contribution.resource.urn))],
        rules: kind.rulesOf(subject.resource.urn, members),
        notes: members.flatMap((one) => one.contribution.notes),
    };
}

/** A rule that belongs to two writings of one owner is one rule. */
function distinct(members: readonly Member[]): readonly Member[] {
    const seen = new Map<Contribution, Member>();
    for (const member of members) {
        const before = seen.get(member.contribution);
        if (!before || (member.certain && !before.certain)) seen.set(member.contribution, member);
    }
    return [...seen.values()];
}

/** Two resources that write the object of one name in one place are one owner. */
function ownersOf(parts: readonly Contribution[]): readonly Several[] {
    const byIdentity = new Map<string, [Contribution, ...Contribution[]]>();
    for (const part of parts) {
        if (!part.identity) continue;
        const { keys, scope } = part.identity;
        const [name] = keys;
        const whole = name !== undefined && scope !== undefined;
        collect(byIdentity, whole ? placeOf(part, scope, name) : part.resource.urn, part);
    }
    return [...byIdentity.values()];
}

function outsidersOf(index: StackIndex, parts: readonly Contribution[], kind: OrderedKind): readonly Several[] {
    const byOwner = new Map<string, [Contribution, ...Contribution[]]>();
    for (const part of parts) {
        if (!part.belongsTo) continue;
        const { certain, candidates } = index.resolve(part.belongsTo, part.resource);
        if (certain.length > 0 || candidates.length > 0) continue;
        collect(byOwner, outsideKey(part.belongsTo, part, kind), part);
    }
    return [...byOwner.values()];
}

function outsideKey(link: Link, part: Contribution, kind: OrderedKind): string {
    const { key, scope, dependencies } = link;
    if (key !== undefined && scope !== undefined) return placeOf(part, scope, key);
    const [only] = dependencies;
    const sole = key === undefined && only !== undefined && dependencies.length === 1;
    return sole && isOwner(only, kind) ? JSON.stringify(["after", only]) : part.resource.urn;
}

/** The type in a URN, `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>`. */
function isOwner(urn: string, kind: OrderedKind): boolean {
    const type = urn.split("::")[2]?.split("$").pop() ?? "";
    return canonicalToken(type)?.toLowerCase().endsWith(`:${kind.ownerType}`) ?? false;
}

function placeOf(part: Contribution, scope: string, name: string): string {
    return JSON.stringify([part.resource.provider ?? "", scope, name]);
}

function collect(into: Map<string, [Contribution, ...Contribution[]]>, key: string, part: Contribution): void {
    const before = into.get(key);
    if (before) before.push(part);
    else into.set(key, [part]);
}
