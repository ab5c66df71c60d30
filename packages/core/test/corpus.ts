import { type Exposure, type ExposureOptions, exposure } from "../src/exposure.js";
import { tcp } from "../src/point.js";
import { reach } from "../src/reach.js";
import type { Firewall } from "../src/stack/firewall.js";
import { composeFirewalls } from "../src/stack/stack.js";
import { type Resource, Unknown, type Value } from "../src/value.js";

/** A resource as the tables of the semantics write it: dependencies by name, `U` for what is not known. */
export interface Given {
    readonly type: string;
    readonly name?: string;
    readonly id?: string;
    readonly provider?: string;
    readonly props: { readonly [key: string]: Value };
    readonly dependencies?: { readonly [property: string]: readonly string[] };
}

/** Not known yet. */
export const U = new Unknown();

/** The three answers as the tables name them. */
export type Verdict = "violation" | "ok" | "indeterminate";

/** Turns a row into the resources of a stack. */
export function resourcesOf(given: readonly Given[]): readonly Resource[] {
    const nameOf = (one: Given, index: number) => one.name ?? `r${index}`;
    const urns = new Map(given.map((one, index) => [nameOf(one, index), urnOf(one.type, nameOf(one, index))]));
    return given.map((one, index) => ({
        urn: urnOf(one.type, nameOf(one, index)),
        type: one.type,
        name: nameOf(one, index),
        properties: one.props,
        ...(one.id === undefined ? {} : { id: one.id }),
        ...(one.provider === undefined ? {} : { provider: one.provider }),
        ...(one.dependencies === undefined ? {} : { propertyDependencies: urnsOf(one.dependencies, urns) }),
    }));
}

function urnOf(type: string, name: string): string {
    return `urn:pulumi:dev::test::${type}::${name}`;
}

function urnsOf(dependencies: NonNullable<Given["dependencies"]>, urns: ReadonlyMap<string, string>) {
    return Object.fromEntries(
        Object.entries(dependencies).map(([property, names]) => [
            property,
            names.map((name) => urns.get(name) ?? urnOf("test:index:Elsewhere", name)),
        ]),
    );
}

/** What is found for each firewall of the resources. */
export function judge(
    given: readonly Given[],
    options: ExposureOptions = {},
    port = 6443,
): readonly { readonly firewall: Firewall; readonly found: Exposure }[] {
    return composeFirewalls(resourcesOf(given)).map((firewall) => ({
        firewall,
        found: exposure(reach(firewall.rules, tcp(port)), options),
    }));
}

/** The verdict on all firewalls of the resources together: the worst of them. A note may leave it open too. */
export function verdictOn(given: readonly Given[], options: ExposureOptions = {}): Verdict {
    const judged = judge(given, options);
    if (judged.some(({ found }) => found.verdict === "open")) return "violation";
    if (judged.some(({ found }) => found.verdict === "undecided")) return "indeterminate";
    const doubts = judged.flatMap(({ firewall }) => firewall.notes).filter((note) => note.weight === "undecided");
    return doubts.some((note) => note.ports === undefined || note.ports.contains(6443)) ? "indeterminate" : "ok";
}
