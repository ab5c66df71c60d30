import { readers, readRules } from "../../../src/cloud/aws/index.js";
import { type Exposure, exposure } from "../../../src/exposure.js";
import { tcp } from "../../../src/point.js";
import { reach } from "../../../src/reach.js";
import type { Contribution, FirewallKind } from "../../../src/stack/contribution.js";
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

/** A resource named `it` unless told otherwise. */
export function resource(type: string, properties: Properties, more: Partial<Resource> = {}): Resource {
    const name = more.name ?? "it";
    return { urn: urnOf(type, name), type, name, properties, ...more };
}

/** The URN that a resource of that type and name has in these tests. */
function urnOf(type: string, name: string): string {
    return `urn:pulumi:dev::shop::${type}::${name}`;
}

/** The verdict on the rules of one resource, alone. */
export function judge(type: string, properties: Properties, port = 6443): Exposure {
    return exposure(reach(readRules(resource(type, properties)), tcp(port)));
}

/** What one resource says. */
export function contributionsOf(type: string, properties: Properties): readonly Contribution[] {
    return readers.get(type)?.(resource(type, properties)) ?? [];
}

/** The verdict on a whole stack, or on its firewalls of one kind: the worst of them and of their notes. */
export function judgeStack(resources: readonly Resource[], port = 6443, kind?: FirewallKind): Verdict {
    const firewalls = composeFirewalls(resources).filter((firewall) => kind === undefined || firewall.kind === kind);
    const verdicts = firewalls.map((firewall) => exposure(reach(firewall.rules, tcp(port))).verdict);
    if (verdicts.includes("open")) return "open";
    const notes = firewalls.flatMap((firewall) => firewall.notes).filter((note) => note.ports?.contains(port) ?? true);
    const doubtful = notes.some((note) => note.weight === "undecided");
    return doubtful || verdicts.includes("undecided") ? "undecided" : "closed";
}

/** A resource by type, name, properties, and for each linking property the resources its value came from. */
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
