import type { Rule } from "../../rule.js";
import type { Composer } from "../../stack/composer.js";
import type { Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { composeServices } from "./compose-service.js";
import { customResourceReader } from "./custom-resource.js";
import { ENDPOINTS_TYPES, readEndpoints } from "./endpoints.js";
import { listReader } from "./object-list.js";
import { relayReader } from "./relay.js";
import { readService, SERVICE_TYPES } from "./service.js";

/** The reader of each type token, by exact token. */
export const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
    ...each(SERVICE_TYPES, readService),
    ...each(ENDPOINTS_TYPES, readEndpoints),
]);

/** Every type token that is read here. */
export const RESOURCE_TYPES: readonly string[] = [...readers.keys()];

/** The reader of a token that follows a pattern: custom resources, proxies, charts and lists. */
export function readerForToken(type: string): Reader | undefined {
    if (!type.startsWith("kubernetes:")) return undefined;
    return listReader(type) ?? customResourceReader(type) ?? relayReader(type);
}

/** What makes firewalls of several resources, by name. */
export const composers: Readonly<Record<string, Composer>> = { "kubernetes-service": composeServices };

/** The ingress rules that one resource writes; none for a type that is not read here. */
export function readRules(resource: Resource): readonly Rule[] {
    return (
        readers
            .get(resource.type)?.(resource)
            .flatMap((contribution) => contribution.rules) ?? []
    );
}

function each(types: readonly string[], reader: Reader): readonly [string, Reader][] {
    return types.map((type) => [type, reader]);
}
