import type { Rule } from "../../rule.js";
import type { Composer } from "../../stack/composer.js";
import type { Reader } from "../../stack/contribution.js";
import type { Resource } from "../../value.js";
import { composeServices } from "./compose-service.js";
import { carriedObjectReader, customResourceReader, unreadKindReader } from "./custom-resource.js";
import { ENDPOINTS_TYPES, readEndpoints } from "./endpoints.js";
import { composeManifestGroups, MANIFEST_GROUP, MANIFEST_GROUP_TYPES, readManifestGroup } from "./manifest-group.js";
import { listReader } from "./object-list.js";
import { relayReader } from "./relay.js";
import { readService, SERVICE_COMPOSER, SERVICE_TYPES } from "./service.js";
import { terraformReader } from "./terraform.js";

/** The reader of each type token, by exact token. */
export const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
    ...each(SERVICE_TYPES, readService),
    ...each(ENDPOINTS_TYPES, readEndpoints),
    ...each(MANIFEST_GROUP_TYPES, readManifestGroup),
]);

/** Every type token that is read here. */
export const RESOURCE_TYPES: readonly string[] = [...readers.keys()];

/** The reader of a token that follows a pattern: custom resources, proxies, charts and lists. */
export function readerForToken(type: string): Reader | undefined {
    const terraform = terraformReader(type);
    if (terraform !== undefined) return terraform;
    if (!type.startsWith("kubernetes:")) return undefined;
    // An object of the core group that is made through the class for custom resources has no group in its token.
    const token = type.replace(/^kubernetes:v1:/, "kubernetes:core/v1:");
    // Some kinds end as lists do, such as ManagedPrefixList: what is known by name comes first.
    return (
        readers.get(token) ??
        customResourceReader(token) ??
        carriedObjectReader(token) ??
        listReader(token) ??
        unreadKindReader(token) ??
        relayReader(token)
    );
}

/** What makes firewalls of several resources, by name. */
export const composers: Readonly<Record<string, Composer>> = {
    [SERVICE_COMPOSER]: composeServices,
    [MANIFEST_GROUP]: composeManifestGroups,
};

/** Types that only the stack judges: alone, none of them opens anything for sure. */
export const ORDERED_TYPES: readonly string[] = MANIFEST_GROUP_TYPES;

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
