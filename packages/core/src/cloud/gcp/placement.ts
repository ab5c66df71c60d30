import { Field } from "../../field.js";
import type { StackIndex } from "../../stack/composer.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Link } from "../../stack/link.js";

/** Where one part belongs. */
export interface Placement {
    readonly part: Contribution;
    /** Equal for parts that surely belong together. */
    readonly group: string;
    readonly owner: Contribution | undefined;
    /** Kind of the object. */
    readonly family: string;
    /** Family and known name, without the scope: equal ones may be one object. */
    readonly name: string | undefined;
    readonly scope: string | undefined;
    /** URNs of the objects that may be meant, where it is not sure which. */
    readonly candidates: readonly string[];
    /** The link leads to an object of another provider package. */
    readonly additive: boolean;
    /** Nothing at all is known of the object: it may be any of the family. */
    readonly loose: boolean;
}

/** Places a part by its link, or by itself where it is the object; undefined where it is neither. */
export function placementOf(index: StackIndex, part: Contribution): Placement | undefined {
    if (part.belongsTo) return linkedPlacement(index, part, part.belongsTo);
    if (!part.identity) return undefined;
    const { kind, keys, scope } = part.identity;
    const family = kind;
    return {
        part,
        owner: index.objectOf(part)[0] ?? part,
        family,
        group: `of ${(index.objectOf(part)[0] ?? part).resource.urn}`,
        additive: false,
        name: keys[0] === undefined ? undefined : `${family} ${keys[0]}`,
        scope,
        candidates: [],
        loose: keys.length === 0 && new Field(part.resource.properties, "").get("name").isUnknown,
    };
}

function linkedPlacement(index: StackIndex, part: Contribution, link: Link): Placement {
    const { certain, candidates } = index.resolve(link, part.resource);
    const owner = certain[0] ?? ownerByName(index, part, link);
    const family = link.kind;
    const shared = owner || candidates.length > 0 ? undefined : sharedDependency(index, link);
    return {
        part,
        owner,
        family,
        group: owner ? `of ${owner.resource.urn}` : (namedGroup(part, link) ?? shared ?? `alone ${part.resource.urn}`),
        additive: owner !== undefined && isOfAnotherPackage(part, link, owner),
        name: link.key === undefined ? undefined : `${family} ${link.key}`,
        scope: link.scope,
        candidates: owner ? [] : candidates.map((one) => one.resource.urn),
        loose: !owner && link.key === undefined && candidates.length === 0 && shared === undefined,
    };
}

/** Ids that agree across two providers may still be of two accounts, unless the program passed the object in. */
function isOfAnotherPackage(part: Contribution, link: Link, owner: Contribution): boolean {
    return part.resource.provider !== owner.resource.provider && !link.dependencies.includes(owner.resource.urn);
}

/** A known name whose project is not written, of an object that the program passed in: name and dependency agree. */
function ownerByName(index: StackIndex, part: Contribution, link: Link): Contribution | undefined {
    if (link.key === undefined || link.dependencies.length === 0) return undefined;
    const passed = index.resolve({ ...link, key: undefined, scope: undefined }, part.resource).certain[0];
    const keys = passed?.identity?.keys ?? [];
    const agrees = keys.length === 0 || keys.includes(link.key);
    return agrees && (!link.scope || !passed?.identity?.scope) ? passed : undefined;
}

function namedGroup(part: Contribution, link: Link): string | undefined {
    if (link.key === undefined || link.scope === undefined) return undefined;
    return `named ${JSON.stringify([part.resource.provider ?? null, link.kind, link.scope, link.key])}`;
}

/**
 * Two parts whose value came from the same single resource share the object. A reference to another stack does not
 * count: it may stand for several of its outputs.
 */
function sharedDependency(index: StackIndex, link: Link): string | undefined {
    const [only, ...more] = link.dependencies;
    if (link.key !== undefined || only === undefined || more.length > 0) return undefined;
    return index.resource(only)?.type === "pulumi:pulumi:StackReference" ? undefined : `through ${only}`;
}
