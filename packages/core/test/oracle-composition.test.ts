import { expect, it } from "vitest";
import { exposure } from "../src/exposure.js";
import { tcp } from "../src/point.js";
import { reach } from "../src/reach.js";
import type { Contribution } from "../src/stack/contribution.js";
import type { Link } from "../src/stack/link.js";
import { composeContributions } from "../src/stack/stack.js";
import type { Resource } from "../src/value.js";
import { isOpen, type Random, randomFrom, randomRule, ruleOf, type SmallRule, tryAll } from "./oracle.js";

const CASES = Number(process.env["PORTCULLIS_ORACLE_CASES"] ?? 20_000);
const POINT = tcp(6443);
const CAUSE = { resource: "urn:member", at: "groupId", kind: "unknown", text: "nobody knows" } as const;

/** A group, with or without a known id, and its own rules. */
interface SmallGroup {
    readonly known: boolean;
    readonly rules: readonly SmallRule[];
}

/** A rule resource, and every place it may belong to: the number of a group, or a name outside the stack. */
interface SmallMember {
    readonly link: Partial<Link>;
    readonly places: readonly (number | string)[];
    readonly rules: readonly SmallRule[];
}

interface SmallStack {
    readonly ordered: boolean;
    readonly strict: boolean;
    readonly groups: readonly SmallGroup[];
    readonly members: readonly SmallMember[];
}

function randomStack(random: Random): SmallStack {
    const strict = random(2) === 0;
    const ordered = random(2) === 0;
    const groups = Array.from({ length: 1 + random(3) }, () => ({
        known: random(2) === 0,
        rules: rules(random, ordered, 2),
    }));
    const members = Array.from({ length: random(5) }, (_, index) =>
        randomMember(random, groups, index, ordered, strict),
    );
    return { ordered, strict, groups, members };
}

function rules(random: Random, ordered: boolean, most: number): readonly SmallRule[] {
    return Array.from({ length: random(most + 1) }, () => {
        const rule = { ...randomRule(random, false), reference: undefined };
        const few = rule.clients.most & (1 << random(12));
        const priority = ordered ? rule.priority : { least: 0, most: 0 };
        return { ...rule, allows: rule.allows || !ordered, priority, clients: { least: few, most: few } };
    });
}

function randomMember(
    random: Random,
    groups: readonly SmallGroup[],
    index: number,
    ordered: boolean,
    strict: boolean,
): SmallMember {
    const own = rules(random, ordered, 2);
    const group = random(groups.length);
    const other = random(groups.length);
    const outside = `outside ${random(2)}`;
    const alone = `alone ${index}`;
    switch (random(6)) {
        case 0:
            return { link: { key: outside, scope: "" }, places: [outside], rules: own };
        case 1:
            return { link: { dependencies: [groupUrn(group)] }, places: [group], rules: own };
        case 2: {
            const both = [...new Set([group, other])];
            return { link: { dependencies: both.map(groupUrn) }, places: both, rules: own };
        }
        case 3:
            // An id whose scope nobody knows may name the group, or one of the same id elsewhere.
            return groups[group]?.known
                ? { link: { key: `id ${group}` }, places: [group, alone], rules: own }
                : { link: { key: outside, scope: "" }, places: [outside], rules: own };
        case 4:
            // Nothing points to a group: a deny then clears nothing anywhere, and an allow adds to no sum.
            return strict && ordered
                ? { link: {}, places: [alone, ...groups.keys()], rules: own.filter((rule) => rule.allows) }
                : { link: {}, places: [alone], rules: own };
        default:
            return groups[group]?.known
                ? { link: { key: `id ${group}`, scope: "" }, places: [group], rules: own }
                : { link: { dependencies: [groupUrn(group)] }, places: [group], rules: own };
    }
}

function groupUrn(group: number): string {
    return `urn:group:${group}`;
}

function contributionsOf(stack: SmallStack): readonly Contribution[] {
    const base = { kind: "firewall", semantics: stack.ordered ? "ordered" : "union", notes: [] } as const;
    const groups = stack.groups.map((group, index) => ({
        ...base,
        resource: resource(groupUrn(index)),
        identity: { kind: "group", keys: group.known ? [`id ${index}`] : [], scope: "" },
        rules: group.rules.map(ruleOf),
    }));
    const members = stack.members.map((member, index) => ({
        ...base,
        resource: resource(`urn:member:${index}`),
        belongsTo: { kind: "group", key: undefined, scope: undefined, dependencies: [], cause: CAUSE, ...member.link },
        rules: member.rules.map(ruleOf),
    }));
    return [...groups, ...members];
}

function resource(urn: string): Resource {
    return { urn, type: "test:index:Any", name: urn, properties: {} };
}

/** Puts every member into every place it may belong to, and asks each firewall that comes of it. */
function tryAllPlaces(stack: SmallStack): { readonly always: boolean; readonly sometimes: boolean } {
    let always = true;
    let sometimes = false;
    const count = stack.members.reduce((all, member) => all * member.places.length, 1);
    for (let completion = 0; completion < count; completion++) {
        const firewalls = new Map<number | string, SmallRule[]>(
            stack.groups.map((group, index) => [index, [...group.rules]]),
        );
        let rest = completion;
        for (const { places, rules: own } of stack.members) {
            const place = places[rest % places.length] ?? 0;
            rest = Math.floor(rest / places.length);
            firewalls.set(place, [...(firewalls.get(place) ?? []), ...own]);
        }
        const open = [...firewalls.values()].some((all) => isOpen(tryAll(all).always, stack.strict));
        always &&= open;
        sometimes ||= open;
    }
    return { always, sometimes };
}

it(`puts resources together as a trial of every link does, in ${CASES} cases`, () => {
    const random = randomFrom(1_000_003);
    const seen = { open: 0, closed: 0, undecided: 0 };
    for (let index = 0; index < CASES; index++) {
        const stack = randomStack(random);
        const read = contributionsOf(stack);
        const firewalls = composeContributions(
            read.map((one) => one.resource),
            read,
        );
        const found = firewalls.map(({ rules: all }) => exposure(reach(all, POINT), { strict: stack.strict }).verdict);
        const verdict = found.includes("open") ? "open" : found.includes("undecided") ? "undecided" : "closed";
        const { always, sometimes } = tryAllPlaces(stack);
        const context = () => JSON.stringify({ index, verdict, always, sometimes, stack }, undefined, 1);
        seen[verdict]++;
        if (verdict === "open" && !always) expect.fail(context());
        if (verdict === "closed" && sometimes) expect.fail(context());
        const settled = stack.members.every(({ link, places }) => places.length === 1 && Object.keys(link).length > 0);
        if (settled && verdict === "undecided") expect.fail(context());
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(CASES / 200);
});
