import { RESOURCE_TYPES } from "../../../src/cloud/other/index.js";
import { type Exposure, exposure } from "../../../src/exposure.js";
import { tcp } from "../../../src/point.js";
import { reach } from "../../../src/reach.js";
import type { FirewallKind, Note } from "../../../src/stack/contribution.js";
import { composeFirewalls } from "../../../src/stack/stack.js";
import { type Resource, Unknown, type Value } from "../../../src/value.js";

/** A value that is not known yet. */
export const U = new Unknown();

/** The three answers, as tables name them. */
export type Verdict = Exposure["verdict"];

/** Properties of one resource. */
export interface Properties {
    readonly [key: string]: Value;
}

/** A row of a table: what it shows, the difference to an open example, the answer. */
export type Row = readonly [row: string, difference: Properties, verdict: Verdict];

/** A resource named `it` unless told otherwise; of a type that has a reader. */
export function resource(type: string, properties: Properties, more: Partial<Resource> = {}): Resource {
    if (!RESOURCE_TYPES.includes(type)) throw new Error(`nobody reads ${type}`);
    const name = more.name ?? "it";
    return { urn: urnOf(type, name), type, name, properties, ...more };
}

/** The URN that a resource of that type and name has in these tests. */
export function urnOf(type: string, name: string): string {
    return `urn:pulumi:dev::shop::${type}::${name}`;
}

/** A resource by name, with the resources that each linking property came from. */
export function part(
    type: string,
    name: string,
    properties: Properties,
    dependencies: { readonly [property: string]: readonly Resource[] } = {},
    more: Partial<Resource> = {},
): Resource {
    const propertyDependencies = Object.fromEntries(
        Object.entries(dependencies).map(([property, resources]) => [property, resources.map(({ urn }) => urn)]),
    );
    return resource(type, properties, { name, propertyDependencies, ...more });
}

/** What is found for each firewall that the resources make, or for those of one kind. */
export function found(resources: readonly Resource[], port = 6443, kind?: FirewallKind): readonly Exposure[] {
    return composeFirewalls(resources)
        .filter((firewall) => kind === undefined || firewall.kind === kind)
        .map((firewall) => exposure(reach(firewall.rules, tcp(port))));
}

/** The worst verdict on the firewalls that the resources make. */
export function judge(resources: readonly Resource[], port = 6443, kind?: FirewallKind): Verdict {
    const verdicts = found(resources, port, kind).map(({ verdict }) => verdict);
    return (["open", "undecided"] as const).find((verdict) => verdicts.includes(verdict)) ?? "closed";
}

/** The verdict on one resource alone. */
export function judgeOne(type: string, properties: Properties, port = 6443): Verdict {
    return judge([resource(type, properties)], port);
}

/** The notes on the resources. */
export function notesOn(resources: readonly Resource[]): readonly Note[] {
    return composeFirewalls(resources).flatMap(({ notes }) => notes);
}

/** The texts of the causes for which nothing is decided. */
export function causesOn(resources: readonly Resource[], port = 6443): readonly string[] {
    return found(resources, port).flatMap(({ causes }) => causes.map(({ at, text }) => `${at}: ${text}`));
}
