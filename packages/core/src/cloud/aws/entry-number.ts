import type { Rule } from "../../rule.js";
import { weakenRule } from "../../stack/weaken.js";

/** Behind every number that an entry may have, where a deny clears nothing any more. */
const LAST = 32768;

/**
 * A network ACL takes no two entries of one number (for one direction), so which of them there will be is not known: a
 * deny among them clears nothing. It stays in the list, behind everything else, and both sides say so. The same entry
 * written twice is one entry.
 */
export function settleNumbers(rules: readonly Rule[]): readonly Rule[] {
    const byNumber = new Map<number, Rule[]>();
    for (const rule of rules) {
        const { least, most } = rule.priority;
        if (least !== most) continue;
        const same = byNumber.get(least);
        if (same === undefined) byNumber.set(least, [rule]);
        else same.push(rule);
    }
    const taken = new Set<number>();
    for (const [number, same] of byNumber) if (same.some(({ certain }) => certain)) taken.add(number);
    return rules.map((rule) => {
        const { least, most } = rule.priority;
        return least === most ? settled(rule, byNumber.get(least) ?? []) : freed(rule, taken);
    });
}

function settled(rule: Rule, same: readonly Rule[]): Rule {
    const others = same.length > 1 ? same.filter((other) => !isOneEntry(rule, other)) : [];
    const [first] = others;
    if (first === undefined) return rule;
    const number = rule.priority.least;
    if (rule.action === "allow") {
        if (!others.some(({ action }) => action === "deny")) return rule;
        const why = `EC2 refuses a second entry of number ${number}, so the deny of that number may not exist`;
        return { ...rule, because: [...rule.because, why] };
    }
    if (!others.some(({ certain }) => certain)) return weakenRule(rule, first.causes[0]);
    const why = `EC2 refuses a second entry of number ${number}, so this one clears nothing`;
    return { ...rule, priority: { least: LAST, most: LAST }, because: [...rule.because, why] };
}

/** One written entry may be several rules of ours, and one entry may be written twice with the same content. */
function isOneEntry(one: Rule, other: Rule): boolean {
    if (one.resource === other.resource && one.at === other.at) return true;
    return one.certain && other.certain && one.action === other.action && isSameTraffic(one, other);
}

function isSameTraffic(one: Rule, other: Rule): boolean {
    const isSame =
        String(one.protocols.least) === String(other.protocols.least) && one.ports.least.equals(other.ports.least);
    const [peer] = one.peers;
    const [otherPeer] = other.peers;
    if (!isSame || one.peers.length !== 1 || other.peers.length !== 1) return false;
    if (peer?.kind !== "addresses" || otherPeer?.kind !== "addresses") return false;
    return peer.addresses.equals(otherPeer.addresses);
}

/** A number that is not known is none of those that others surely have. */
function freed(rule: Rule, taken: ReadonlySet<number>): Rule {
    let { least, most } = rule.priority;
    while (least < most && taken.has(least)) least++;
    while (most > least && taken.has(most)) most--;
    return { ...rule, priority: { least, most } };
}
