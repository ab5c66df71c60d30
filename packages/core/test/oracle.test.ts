import { expect, it } from "vitest";
import type { Address } from "../src/address.js";
import { explain } from "../src/explain.js";
import { exposure } from "../src/exposure.js";
import { tcp } from "../src/point.js";
import { reach } from "../src/reach.js";
import {
    blockOf,
    CLIENTS,
    completionsOf,
    isOpen,
    isSettled,
    maskOf,
    namesThatGetIn,
    type Random,
    randomFrom,
    randomRule,
    ruleOf,
    type SmallRule,
    tryAll,
} from "./oracle.js";

/** `pnpm oracle` asks for a million. */
const CASES = Number(process.env["PORTCULLIS_ORACLE_CASES"] ?? 20_000);
const POINT = tcp(6443);

/** A few rules at random, with so few doubts that all completions can be tried. */
function randomRules(random: Random): readonly SmallRule[] {
    const count = 1 + random(5);
    for (;;) {
        const doubtful = 1 << random(6);
        const rules = Array.from({ length: count }, () => randomRule(random, random(8) * 8 < doubtful));
        if (completionsOf(rules) <= 256) return rules;
    }
}

function describe(rules: readonly SmallRule[], found: object): string {
    return JSON.stringify({ rules, found }, (_, value) => (typeof value === "bigint" ? String(value) : value), 1);
}

/** Equality can be asked for where no deny's place is unknown: there a client's luck in one cell may be none in another. */
function isExact(rules: readonly SmallRule[]): boolean {
    return rules.every(
        (rule) => rule.allows || [rule.sourcePorts, rule.places].every(({ least, most }) => least === most),
    );
}

it(`agrees with a trial of every completion, source port and destination in ${CASES} cases`, () => {
    const random = randomFrom(20_261_125);
    let undecided = 0;
    for (let index = 0; index < CASES; index++) {
        const small = randomRules(random);
        const rules = small.map(ruleOf);
        const found = reach(rules, POINT);
        const [least, most] = [maskOf(found.atLeast.addresses), maskOf(found.atMost.addresses)];
        const { always, sometimes } = tryAll(small);
        const context = () => describe(small, { index, least, most, always, sometimes });
        if (most !== sometimes || (least & ~always) !== 0) expect.fail(context());
        if (isExact(small) && least !== always) expect.fail(context());
        if (least !== most) undecided++;
    }
    // The generator is no use if it never doubts.
    expect(undecided).toBeGreaterThan(CASES / 100);
});

it(`gives verdicts that hold in every completion, with a witness that can be replayed, in ${CASES} cases`, () => {
    const random = randomFrom(6443);
    const seen = { open: 0, closed: 0, undecided: 0 };
    for (let index = 0; index < CASES; index++) {
        const small = randomRules(random).map((rule) => ({ ...rule, reference: undefined }));
        const strict = random(2) === 0;
        const found = exposure(reach(small.map(ruleOf), POINT), { strict });
        const { always, sometimes } = tryAll(small);
        const context = () => describe(small, { index, strict, verdict: found.verdict, always, sometimes });
        seen[found.verdict]++;
        if (found.verdict === "open" && !isOpen(always, strict)) expect.fail(context());
        if ((found.verdict === "closed") === isOpen(sometimes, strict)) expect.fail(context());
        if (isExact(small) && isOpen(always, strict) && found.verdict !== "open") expect.fail(context());
        if (found.verdict === "undecided" && found.causes.length === 0) expect.fail(context());
        if ((found.witness === undefined) !== (found.verdict === "closed")) expect.fail(context());
        if (found.witness !== undefined && "family" in found.witness.source) {
            const replayed = explain(
                found.atLeast === found.atMost ? small.map(ruleOf) : small.map(ruleOf),
                POINT,
                found.witness.source,
            );
            if (replayed.answer !== (found.verdict === "open" ? "allow" : "undecided")) expect.fail(context());
        }
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(CASES / 100);
});

it(`explains every client as the trial does in ${CASES / 4} cases`, () => {
    const random = randomFrom(8443);
    for (let index = 0; index < CASES / 4; index++) {
        const small = randomRules(random);
        const rules = small.map(ruleOf);
        const client = random(CLIENTS);
        const address = firstOf(client);
        const found = explain(rules, POINT, address);
        const { always, sometimes } = tryAll(small);
        const context = () => describe(small, { index, client, answer: found.answer, always, sometimes });
        const bit = 1 << client;
        if (found.answer === "allow" && (always & bit) === 0) expect.fail(context());
        if ((found.answer === "deny") === ((sometimes & bit) !== 0)) expect.fail(context());
        if (found.answer === "allow" && found.decidedBy?.action !== "allow") expect.fail(context());
        if (found.answer === "deny" && found.decidedBy?.action === "allow") expect.fail(context());
        const speaks = found.decidedBy === undefined || isAbout(found.decidedBy.at, small, bit);
        if (!speaks || found.shadowed.some((rule) => !isAbout(rule.at, small, bit))) expect.fail(context());
        if (found.answer === "undecided" && found.causes.length === 0 && !small.every(isSettled))
            expect.fail(context());
    }
});

it(`lets in the references that a first match lets in, in ${CASES} cases`, () => {
    const random = randomFrom(443);
    let some = 0;
    for (let index = 0; index < CASES; index++) {
        const small = Array.from({ length: 1 + random(5) }, () => randomRule(random, false));
        const found = reach(small.map(ruleOf), POINT).atLeast.references.map((reference) => reference.name);
        const expected = namesThatGetIn(small);
        const same = found.length === expected.size && found.every((name) => expected.has(name));
        if (!same) expect.fail(describe(small, { index, found, expected: [...expected] }));
        some += found.length;
    }
    expect(some).toBeGreaterThan(CASES / 10);
});

function firstOf(client: number): Address {
    for (const { first } of blockOf(client).ranges()) return first;
    throw new Error(`client ${client} has no address`);
}

function isAbout(at: string, rules: readonly SmallRule[], bit: number): boolean {
    const rule = rules[Number(/[0-9]+/.exec(at)?.[0])];
    return rule !== undefined && (rule.clients.most & bit) !== 0 && rule.matches.most === 1;
}
