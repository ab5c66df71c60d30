import { readers, readRules } from "../../../src/cloud/aws/index.js";
import { type Exposure, exposure } from "../../../src/exposure.js";
import { tcp } from "../../../src/point.js";
import { reach } from "../../../src/reach.js";
import type { Contribution } from "../../../src/stack/contribution.js";
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

/** The verdict on the rules of one resource, alone. */
export function judge(type: string, properties: Properties, port = 6443): Exposure {
    return exposure(reach(readRules(resource(type, properties)), tcp(port)));
}

/** What one resource says. */
export function contributionsOf(type: string, properties: Properties): readonly Contribution[] {
    return readers.get(type)?.(resource(type, properties)) ?? [];
}
