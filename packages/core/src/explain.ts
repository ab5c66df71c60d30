import type { Address } from "./address.js";
import { formatAddress } from "./address.js";
import type { Cause } from "./cause.js";
import { admittingRule, speaksOf } from "./decider.js";
import { decidingCauses } from "./deciding-causes.js";
import { entriesAt, isNowhere, possibleEntries } from "./entry.js";
import { IpSet } from "./ip-set.js";
import type { Point } from "./point.js";
import type { Rule } from "./rule.js";

/** What happens to one address at one point, and why. */
export interface Explanation {
    /** `allow` and `deny` hold in every completion of the unknown values. */
    readonly answer: "allow" | "deny" | "undecided";
    /** The rule that decides, or of an undecided answer the one that would let it in; none where the end of the list denies. */
    readonly decidedBy?: Rule;
    /** The rules that speak of the address too and come after the deciding one, in order. */
    readonly shadowed: readonly Rule[];
    /** Of an undecided answer: the unknown values that decide. */
    readonly causes: readonly Cause[];
}

/** Explains whether an address gets in, by some source port and to some destination, and which rule says so. */
export function explain(rules: readonly Rule[], point: Point, address: Address): Explanation {
    const { least, most } = entriesAt(rules, point);
    const speaking = possibleEntries(rules, point).filter((entry) => speaksOf(entry, address));
    const order = speaking.map((entry) => entry.rule);
    const allowing = admittingRule({ view: "least", entries: least.entries }, address);
    if (allowing !== undefined) return { answer: "allow", ...decided(allowing, order), causes: [] };
    const maybe = admittingRule({ view: "most", entries: most.entries }, address);
    if (maybe !== undefined) {
        const text = formatAddress(address);
        const doubt = {
            addresses: IpSet.of(`${text}/${address.family === 4 ? 32 : 128}`),
            references: new Set<string>(),
        };
        return { answer: "undecided", ...decided(maybe, order), causes: decidingCauses(rules, point, doubt) };
    }
    const denying = most.entries.find((entry) => !entry.allows && !isNowhere(entry) && speaksOf(entry, address));
    return { answer: "deny", ...decided(denying?.rule, order), causes: [] };
}

function decided(rule: Rule | undefined, order: readonly Rule[]): Pick<Explanation, "decidedBy" | "shadowed"> {
    if (rule === undefined) return { shadowed: [] };
    return { decidedBy: rule, shadowed: order.slice(order.indexOf(rule) + 1) };
}
