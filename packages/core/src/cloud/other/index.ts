import type { Rule } from "../../rule.js";
import type { Composer } from "../../stack/composer.js";
import type { Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";

/** The readers, by type token. */
export const readers: ReadonlyMap<string, Reader> = new Map();

/** Every type token that is read here. */
export const RESOURCE_TYPES: readonly string[] = [...readers.keys()];

/** Makes firewalls of parts where the plain way does not fit. */
export const composers: Readonly<Record<string, Composer>> = {};

/** The rules that one resource writes; none for a type that is not read here. */
export function readRules(resource: Resource): readonly Rule[] {
    return (readers.get(resource.type)?.(resource) ?? []).flatMap((contribution) => contribution.rules);
}
