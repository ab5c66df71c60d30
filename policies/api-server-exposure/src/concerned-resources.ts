import { isReadType } from "./read-type.js";

/** How to ask a resource of the stack, in whatever form, what matters here. */
export interface Questions<T> {
    readonly type: (resource: T) => string;
    readonly urn: (resource: T) => string;
    /** URN; empty where there is none. */
    readonly parent: (resource: T) => string;
    /** URNs of what its properties came from. */
    readonly sources: (resource: T) => readonly string[];
}

/**
 * The resources of a stack that say something of firewalls: those that are read, all above them, and what their
 * properties come from. The first stays as well, to tell that the stack was shown.
 */
export function concernedResources<T>(resources: readonly T[], ask: Questions<T>): T[] {
    const kept = new Set<T>(resources.slice(0, 1));
    for (const resource of resources) if (isReadType(ask.type(resource))) kept.add(resource);
    if (kept.size === resources.length) return [...resources];
    const byUrn = new Map(resources.map((resource): [string, T] => [ask.urn(resource), resource]));
    const keep = (urn: string): T | undefined => {
        const resource = byUrn.get(urn);
        if (resource !== undefined) kept.add(resource);
        return resource;
    };
    for (const resource of [...kept]) {
        for (const urn of ask.sources(resource)) keep(urn);
        const above = new Set<T>();
        let parent = keep(ask.parent(resource));
        while (parent !== undefined && !above.has(parent)) {
            above.add(parent);
            parent = keep(ask.parent(parent));
        }
    }
    return resources.filter((resource) => kept.has(resource));
}
