import { describe, expect, it } from "vitest";
import { Unknown, type Value } from "../../../packages/core/src/value.js";
import type { Given } from "../../../packages/core/test/corpus.js";
import { VECTORS } from "../../../packages/core/test/vectors/index.js";
import { FORMS, running } from "./packs.mts";
import { type Diagnostic, type Shown, UNKNOWN } from "./protocol.mts";
import { emptyOutputs, type RunOptions, runEngine } from "./run-engine.mts";

const config = {
    "api-server-not-public": { properties: { reportNetworkAcls: true } },
    "api-server-reach-known": { properties: { reportNetworkAcls: true } },
};

/** The resources of a vector as the engine shows them; a known id is an output. */
function shown(given: readonly Given[]): readonly Shown[] {
    return given.map((one, index) => {
        const props = wire(one.props) as object;
        return {
            type: one.type,
            name: one.name ?? `r${index}`,
            props,
            ...(one.provider ? { provider: { urn: one.provider } } : {}),
            ...(one.dependencies ? { propertyDependencies: one.dependencies } : {}),
            ...(one.id ? { outputs: { ...props, id: one.id } } : {}),
        };
    });
}

function wire(value: Value): unknown {
    if (value instanceof Unknown) return UNKNOWN;
    if (Array.isArray(value)) return value.map((item: Value) => wire(item));
    if (typeof value !== "object" || value === null) return value;
    const given = Object.entries(value).filter(([, item]) => item !== undefined);
    return Object.fromEntries(given.map(([key, item]) => [key, wire(item)]));
}

function verdictOf(found: readonly Diagnostic[]): string {
    const refusing = ["api-server-not-public", "managed-api-endpoint-not-public"];
    if (found.some(({ policy }) => refusing.includes(policy))) return "violation";
    return found.some(({ message }) => /^Whether .* is not known/.test(message)) ? "indeterminate" : "ok";
}

/** Without ids and outputs, a link by a known id leads nowhere: only rows that need none are the same then. */
const unlinked = VECTORS.filter(([, , , given]) => given.every(({ id }) => id === undefined));

describe.each(FORMS)("as %s", (form) => {
    const pack = running(form);
    const judge = async (given: readonly Given[], options: RunOptions = {}) =>
        verdictOf(await runEngine(pack(), shown(given), { config, ...options }));

    it.each(VECTORS)("judges vector %i: %s", async (_number, _reason, verdict, given) => {
        expect(await judge(given)).toBe(verdict);
    });

    it.each(unlinked)(
        "judges vector %i the same where the stack view is empty: %s",
        async (_number, _reason, verdict, given) => {
            expect(await judge(given, { stack: emptyOutputs })).toBe(verdict);
        },
    );

    it.each(VECTORS)("finds the same in any order for vector %i: %s", async (_number, _reason, _verdict, given) => {
        const resources = shown(given);
        const sorted = (found: readonly Diagnostic[]) => found.map((one) => JSON.stringify(one)).sort();
        const forwards = sorted(await runEngine(pack(), resources, { config }));
        const stack = (list: readonly Shown[]) => list.toReversed();
        expect(sorted(await runEngine(pack(), resources.toReversed(), { config }))).toEqual(forwards);
        expect(sorted(await runEngine(pack(), resources, { config, stack }))).toEqual(forwards);
    });
});
