import { type Exposure, exposure } from "../../../src/exposure.js";
import { tcp } from "../../../src/point.js";
import { reach } from "../../../src/reach.js";
import type { Note } from "../../../src/stack/contribution.js";
import type { Firewall } from "../../../src/stack/firewall.js";
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
export function urnOf(type: string, name: string): string {
    return `urn:pulumi:dev::shop::${type}::${name}`;
}

/** The worst verdict on the firewalls that the resources make. */
export function judge(resources: readonly Resource[], port = 6443): Verdict {
    const verdicts = composeFirewalls(resources).map((firewall) => verdictOn(firewall, port));
    return (["open", "undecided"] as const).find((verdict) => verdicts.includes(verdict)) ?? "closed";
}

function verdictOn(firewall: Firewall, port: number): Verdict {
    return exposure(reach(firewall.rules, tcp(port))).verdict;
}

/** The notes that count for a port. */
export function notesOn(resources: readonly Resource[], port = 6443): readonly Note[] {
    return composeFirewalls(resources)
        .flatMap(({ notes }) => notes)
        .filter((note) => !note.ports || note.ports.contains(port));
}
