import type { Cause } from "../../cause.js";
import type { StackIndex } from "../../stack/composer.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Link } from "../../stack/link.js";
import type { Resource } from "../../value.js";
import type { GroupSources } from "./group-sources.js";

/**
 * The security groups of a load balancer that clients come through. A group behind it that names one of these as a
 * source lets in whoever got past the load balancer, even where the client's own address is kept.
 */
export class FrontGroups {
    /** No group at all: nothing behind can name one. */
    static readonly none = new FrontGroups(undefined, new Set(), new Set(), []);

    private constructor(
        private readonly index: StackIndex | undefined,
        /** The first contribution of each object that is surely one of them. */
        private readonly objects: ReadonlySet<Contribution>,
        private readonly keys: ReadonlySet<string>,
        /** Links to groups that are not found, or may be one of several. */
        private readonly open: readonly Link[],
    ) {}

    /** The groups that a load balancer names. */
    static of(index: StackIndex, groups: readonly Link[], from: Resource): FrontGroups {
        if (groups.length === 0) return FrontGroups.none;
        const found = groups.map((link) => ({ link, certain: index.resolve(link, from).certain }));
        return new FrontGroups(
            index,
            new Set(found.flatMap(({ certain }) => certain)),
            new Set(groups.flatMap(({ key }) => key ?? [])),
            found.filter(({ certain }) => certain.length === 0).map(({ link }) => link),
        );
    }

    /** Groups of a load balancer that nobody knows. */
    static unknown(link: Link): FrontGroups {
        return new FrontGroups(undefined, new Set(), new Set(), [link]);
    }

    get isEmpty(): boolean {
        return this.objects.size === 0 && this.open.length === 0;
    }

    /** Whether a rule of that group, written by that resource, names one of these; the cause where nobody knows. */
    match(sources: GroupSources, from: Resource, group: Contribution): "surely" | "never" | Cause {
        const matches = sources.groups.map((link) => this.matchLink(link, from));
        const own = sources.self ? this.matchObjects([group], sources.groups[0]) : "never";
        const all = [...matches, own];
        if (all.includes("surely")) return "surely";
        return all.find((one) => one !== "never") ?? "never";
    }

    private matchLink(link: Link, from: Resource): "surely" | "never" | Cause {
        if (link.key !== undefined && this.keys.has(link.key)) return "surely";
        const { certain, candidates } = this.index?.resolve(link, from) ?? { certain: [], candidates: [] };
        if (certain.length > 0) return this.matchObjects(certain, link);
        const perhaps = candidates.some((one) => this.objects.has(one)) || this.open.length > 0;
        if (candidates.length > 0) return perhaps ? link.cause : "never";
        // An id that no group of the stack has: none of these, where all of these are of the stack and have ids.
        const seen = this.open.length === 0 && ![...this.objects].some(hasNoId);
        return link.key !== undefined && seen ? "never" : link.cause;
    }

    private matchObjects(objects: readonly Contribution[], link: Link | undefined): "surely" | "never" | Cause {
        if (objects.some((one) => this.objects.has(one))) return "surely";
        // A group of the load balancer known by an id alone may be one of the stack whose id is not known yet.
        const unsure = this.open.find(({ key }) => key === undefined || objects.some(hasNoId));
        return unsure === undefined ? "never" : (link?.cause ?? unsure.cause);
    }
}

function hasNoId({ identity }: Contribution): boolean {
    return identity === undefined || identity.keys.length === 0;
}
