import { isReadType } from "./read-type.js";

/** What is used here of a resource of the stack as the engine sends it. */
export interface SentResource {
    readonly type: string;
    readonly urn: string;
    /** URN; empty where there is none. */
    readonly parent: string;
    /** URNs of what its properties came from. */
    readonly sources: readonly string[];
}

/**
 * The resources of a stack that say something of firewalls: those that are read, all above them, and what their
 * properties come from. The first stays as well, to tell that the stack was shown. The SDK makes objects of each resource
 * for each policy, and most of a stack are no firewalls.
 */
export function concernedResources<T extends SentResource>(resources: readonly T[]): T[] {
    const kept = new Set<T>(resources.slice(0, 1));
    for (const resource of resources) if (isReadType(resource.type)) kept.add(resource);
    if (kept.size === resources.length) return [...resources];
    const byUrn = new Map(resources.map((resource): [string, T] => [resource.urn, resource]));
    const keep = (urn: string): T | undefined => {
        const resource = byUrn.get(urn);
        if (resource !== undefined) kept.add(resource);
        return resource;
    };
    for (const resource of [...kept]) {
        for (const urn of resource.sources) keep(urn);
        const above = new Set<T>();
        let parent = keep(resource.parent);
        while (parent !== undefined && !above.has(parent)) {
            above.add(parent);
            parent = keep(parent.parent);
        }
    }
    return resources.filter((resource) => kept.has(resource));
}
