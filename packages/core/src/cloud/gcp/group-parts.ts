import type { StackIndex } from "../../stack/composer.js";
import type { Contribution } from "../../stack/contribution.js";
import { meeting } from "../../stack/provider-meeting.js";
import { type Placement, placementOf } from "./placement.js";

/** The resources that surely form one firewall, and those that may be part of it. */
export interface FirewallGroup {
    /** The policy or network itself, where it is in the stack. */
    readonly owner: Contribution | undefined;
    readonly parts: readonly Contribution[];
    /** Parts that name the object through another provider package: what they allow adds up, their denies clear nothing. */
    readonly additive: ReadonlySet<Contribution>;
    readonly possible: readonly Contribution[];
    /** Parts of which nothing is known are too many to be tried in each group: a deny of one may hang over this group. */
    readonly doubted: boolean;
}

/**
 * Groups rule resources by the object they belong to. Names meet only within one provider and one project; where that
 * is not known, or where several objects come into question, a part is possible in a group and sure in its own.
 */
export function groupParts(index: StackIndex, parts: readonly Contribution[]): readonly FirewallGroup[] {
    const placements = parts.flatMap((part) => placementOf(index, part) ?? []);
    const possible = new PossibleParts(placements);
    const groups = [...groupBy(placements, (one) => one.group).values()].map((members) => ({
        owner: members.find((one) => one.owner !== undefined)?.owner,
        parts: members.map((one) => one.part),
        additive: new Set(members.flatMap((one) => (one.additive ? [one.part] : []))),
        possible: possible.of(members),
        doubted: possible.doubts(members),
    }));
    return [...groups, ...possible.crowds()];
}

/** More pairs of a part and a group than this are not tried one by one. */
const MOST_PAIRS = 40_000;

/** Finds the parts that may belong to a group beside its own. */
class PossibleParts {
    private readonly byName: ReadonlyMap<string, readonly Placement[]>;
    private readonly byCandidate = new Map<string, Placement[]>();
    private rivals: number | undefined;
    private readonly byOwner: ReadonlyMap<string, readonly Placement[]>;
    private readonly byFamily: ReadonlyMap<string, readonly Placement[]>;
    /** Families in which some part has a deny. */
    private readonly denying: ReadonlySet<string>;
    private readonly loose: ReadonlyMap<string, readonly Placement[]>;

    constructor(placements: readonly Placement[]) {
        this.byName = groupBy(placements, (one) => one.name);
        this.byOwner = groupBy(placements, (one) => one.owner?.resource.urn);
        this.byFamily = groupBy(placements, (one) => one.family);
        this.denying = new Set(placements.filter(({ part }) => hasDeny(part)).map(({ family }) => family));
        this.loose = groupBy(placements, (one) => (one.loose ? one.family : undefined));
        for (const one of placements) {
            for (const urn of one.candidates) add(this.byCandidate, urn, one);
        }
    }

    /** One group of everything that may add up, where the parts are too many to be tried in each group. */
    crowds(): readonly FirewallGroup[] {
        return [...this.byFamily].flatMap(([family, members]) => {
            if (!this.isCrowded(family)) return [];
            const possible = members.map((one) => one.part);
            return [{ owner: undefined, parts: [], additive: new Set<Contribution>(), possible, doubted: false }];
        });
    }

    doubts([first]: readonly Placement[]): boolean {
        if (first === undefined || !this.denying.has(first.family)) return false;
        return this.isCrowded(first.family) || (first.candidates.length > 0 && this.areRivalsCrowded);
    }

    /** Parts of several objects, which may be of one object with all others that may be of it. */
    private get areRivalsCrowded(): boolean {
        this.rivals ??= [...this.byCandidate.values()].reduce((sum, all) => sum + all.length * all.length, 0);
        return this.rivals > MOST_PAIRS;
    }

    private isCrowded(family: string): boolean {
        const loose = this.loose.get(family)?.length ?? 0;
        return loose * (this.byFamily.get(family)?.length ?? 0) > MOST_PAIRS;
    }

    of(members: readonly Placement[]): readonly Contribution[] {
        const speakers = [members[0], members.find((one) => one.name !== undefined)].filter((one) => one !== undefined);
        const found = new Set(speakers.flatMap((member) => this.besides(member)));
        for (const member of members) found.delete(member);
        const owner = members.find((one) => one.owner !== undefined)?.owner;
        const provider = members[0]?.part.resource;
        return [...found]
            .filter((one) => !owner || !one.owner || one.owner === owner)
            .filter((one) => !provider || meeting(one.part.resource, provider) !== "never")
            .map((one) => one.part);
    }

    /** Members of one group have the same owner or the same name, so that the first and a named one speak for all. */
    private besides(member: Placement): readonly Placement[] {
        const crowded = this.isCrowded(member.family);
        if (member.loose) return crowded ? [] : (this.byFamily.get(member.family) ?? []);
        const owner = member.owner?.resource.urn;
        const namesakes = member.name === undefined ? [] : (this.byName.get(member.name) ?? []);
        return [
            ...(crowded ? [] : (this.loose.get(member.family) ?? [])),
            ...namesakes.filter((one) => mayShareScope(one.scope, member.scope)),
            ...(owner === undefined ? [] : (this.byCandidate.get(owner) ?? [])),
            ...member.candidates.flatMap((urn) => [
                ...(this.byOwner.get(urn) ?? []),
                ...(this.areRivalsCrowded ? [] : (this.byCandidate.get(urn) ?? [])),
            ]),
        ];
    }
}

function hasDeny(part: Contribution): boolean {
    return part.rules.some(({ action }) => action !== "allow");
}

/** Two projects that are both written out differ; one that is not may be either. */
function mayShareScope(one: string | undefined, other: string | undefined): boolean {
    return !one || !other || one === other;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string | undefined): ReadonlyMap<string, readonly T[]> {
    const groups = new Map<string, T[]>();
    for (const item of items) {
        const key = keyOf(item);
        if (key !== undefined) add(groups, key, item);
    }
    return groups;
}

function add<T>(groups: Map<string, T[]>, key: string, item: T): void {
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
}
