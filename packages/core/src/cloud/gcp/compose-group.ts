import type { Cause } from "../../cause.js";
import type { Rule } from "../../rule.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Firewall } from "../../stack/firewall.js";
import { FirewallPart, type TargetedRule, targetedRules } from "./firewall-part.js";
import type { FirewallGroup } from "./group-parts.js";
import { appliesAt, EVERY_INSTANCE, type Place, placesOf, type Target } from "./target.js";

/** One set of instances at which the rules are compared: those that an allow names, or those that none names. */
interface Spot {
    readonly instances: Place;
    readonly networks: Place;
    /** The allow whose target it is; undefined where there is no allow. */
    readonly origin: TargetedRule | undefined;
}

/** A rule and whether its resource surely belongs to the group. */
interface Entry {
    readonly targeted: TargetedRule;
    readonly sure: boolean;
    readonly part: Contribution;
}

const UNNAMED: Place = { name: undefined, unknownKind: undefined };
const NOWHERE_NAMED: Spot = { instances: UNNAMED, networks: UNNAMED, origin: undefined };

/**
 * One firewall for each set of instances that an allow of the group selects: the rules without a target together with
 * those of that tag, account or network. A deny counts there only where it selects these instances as well.
 */
export function composeGroup(group: FirewallGroup): readonly Firewall[] {
    const entries = [
        ...group.parts.flatMap((part) => entriesOf(part, group.additive.has(part) ? "allows" : true)),
        ...group.possible.flatMap((part) => entriesOf(part, false)),
    ];
    const byName = new EntriesByName(entries);
    const spots = spotsOf(entries);
    if (byName.work(spots) > MOST_ENTRIES) return crowdedFirewalls(entries, spots, byName, group);
    return spots.map((spot, index) => firewallAt(spot, byName.at(spot), group, index === 0));
}

/** More rules than these, counted at each spot anew, are not written out. */
const MOST_ENTRIES = 50_000;

/**
 * Where rules without a target and sets of instances are too many to be compared with each other: one firewall of the
 * rules without a target, one for each set of instances with the denies that count there, and one of everything that
 * may add up anywhere. What is open alone is open; a sum may be more than any instance admits.
 */
function crowdedFirewalls(
    entries: readonly Entry[],
    spots: readonly Spot[],
    byName: EntriesByName,
    group: FirewallGroup,
): readonly Firewall[] {
    const denies = entries.filter(({ targeted }) => targeted.rule.action !== "allow");
    const isOneByOne = denies.length * spots.length <= MOST_ENTRIES;
    const single = isOneByOne ? spots.map((spot) => firewallAt(spot, byName.alone(spot, denies), group, false)) : [];
    const everywhere = firewallAt(NOWHERE_NAMED, byName.at(NOWHERE_NAMED), group, true);
    const sum = firewallAt(NOWHERE_NAMED, entries.map(withoutTarget).filter(isSummed), group, false);
    return [everywhere, ...single, { ...sum, rules: sum.rules.map(summed) }];
}

function isSummed({ targeted }: Entry): boolean {
    return targeted.rule.action === "allow" || targeted.target.instances.selects === false;
}

/** An allow as if it selected everything; a deny keeps its target, so that only one without clears anything. */
function withoutTarget(entry: Entry): Entry {
    if (entry.targeted.rule.action !== "allow") return entry;
    const target = { instances: EVERY_INSTANCE, networks: EVERY_INSTANCE };
    return { ...entry, targeted: { ...entry.targeted, target } };
}

function summed(rule: Rule): Rule {
    if (rule.action !== "allow") return rule;
    const text = "rules and their targets are too many to tell which of them meet at one instance";
    const cause: Cause = { resource: rule.resource, at: rule.at, kind: "foreign", text };
    return { ...rule, certain: false, causes: [...rule.causes, cause] };
}

/** Finds the rules that may count at a spot without asking all of them: most networks have one tag for a few rules. */
class EntriesByName {
    /** Positions, to keep the order of the resources. */
    private readonly anywhere: number[] = [];
    private readonly named = new Map<string, number[]>();
    private readonly byRule = new Map<TargetedRule, Entry>();

    constructor(private readonly entries: readonly Entry[]) {
        entries.forEach((entry, position) => {
            const { targeted } = entry;
            this.byRule.set(targeted, entry);
            const { selects, names, unknownKinds } = targeted.target.instances;
            if (selects !== true || unknownKinds.length > 0) this.anywhere.push(position);
            else for (const name of new Set(names)) this.add(name, position);
        });
    }

    private add(name: string, position: number): void {
        const positions = this.named.get(name);
        if (positions) positions.push(position);
        else this.named.set(name, [position]);
    }

    /** How many rules all spots have together. */
    work(spots: readonly Spot[]): number {
        return spots.reduce((sum, { instances }) => {
            if (instances.unknownKind !== undefined) return sum + this.entries.length;
            const named = instances.name === undefined ? undefined : this.named.get(instances.name);
            return sum + this.anywhere.length + (named?.length ?? 0);
        }, 0);
    }

    /** The rules of a spot without those that any instance has, but for these denies. */
    alone({ instances, origin }: Spot, denies: readonly Entry[]): readonly Entry[] {
        const named = instances.name === undefined ? [] : (this.named.get(instances.name) ?? []);
        const own = named.flatMap((position) => this.entries[position] ?? []);
        const first = origin && this.byRule.get(origin);
        return [...new Set([...own, ...(first ? [first] : []), ...denies])];
    }

    at({ instances }: Spot): readonly Entry[] {
        if (instances.unknownKind !== undefined) return this.entries;
        const named = instances.name === undefined ? [] : (this.named.get(instances.name) ?? []);
        const positions = named.length === 0 ? this.anywhere : [...this.anywhere, ...named].sort((a, b) => a - b);
        return positions.flatMap((position) => this.entries[position] ?? []);
    }
}

function entriesOf(part: Contribution, sure: boolean | "allows"): readonly Entry[] {
    return targetedRules(part).map((targeted) => {
        return { targeted, sure: sure === "allows" ? targeted.rule.action === "allow" : sure, part };
    });
}

function spotsOf(entries: readonly Entry[]): readonly Spot[] {
    const spots = new Map<string, Spot>();
    for (const { targeted, sure } of entries) {
        if (!sure || targeted.rule.action !== "allow") continue;
        for (const spot of spotsOfRule(targeted)) {
            const key = keyOf(spot);
            if (!spots.has(key)) spots.set(key, spot);
        }
    }
    return spots.size > 0 ? [...spots.values()] : [NOWHERE_NAMED];
}

function spotsOfRule(origin: TargetedRule): readonly Spot[] {
    const networks = placesOf(origin.target.networks);
    return placesOf(origin.target.instances).flatMap((instances) =>
        networks.map((network) => ({ instances, networks: network, origin })),
    );
}

/** Unknown names differ from rule to rule; known ones meet. */
function keyOf(spot: Spot): string {
    const places = [spot.instances, spot.networks];
    const owner = places.some((place) => place.unknownKind !== undefined) ? identify(spot.origin) : "";
    return JSON.stringify([owner, ...places.map((place) => place.name ?? `?${place.unknownKind ?? ""}`)]);
}

function identify(origin: TargetedRule | undefined): string {
    return origin ? `${origin.rule.resource} ${origin.rule.at} ${origin.rule.action}` : "";
}

function firewallAt(spot: Spot, entries: readonly Entry[], group: FirewallGroup, first: boolean): Firewall {
    const here = entries.flatMap((entry) => {
        const rule = ruleAt(spot, entry);
        return rule ? [{ rule, part: entry.part }] : [];
    });
    const owner = group.owner && group.owner.facts instanceof FirewallPart ? group.owner : undefined;
    const subject =
        owner?.resource.urn ?? spot.origin?.rule.resource ?? (group.parts[0] ?? group.possible[0])?.resource.urn ?? "";
    return {
        kind: "firewall",
        semantics: "ordered",
        subject,
        members: [...new Set([subject, ...here.map(({ part }) => part.resource.urn), ...ownerUrn(group)])],
        rules: here.map(({ rule, part }) => (group.doubted ? doubted(rule, part) : rule)),
        notes: first ? group.parts.flatMap((part) => part.notes) : [],
    };
}

function ownerUrn(group: FirewallGroup): readonly string[] {
    return group.owner ? [group.owner.resource.urn] : [];
}

/** The rule as it counts at these instances: without its target, and uncertain where that may select others. */
function ruleAt(spot: Spot, entry: Entry): Rule | undefined {
    const { rule, target, addresses } = entry.targeted;
    const own = entry.targeted === spot.origin;
    const here = own
        ? true
        : both(appliesAt(target.instances, spot.instances), appliesAt(target.networks, spot.networks));
    if (here === false) return undefined;
    if (here === true && entry.sure) return { ...rule, destination: addresses };
    const open = here === "maybe" ? [target, ...(spot.origin ? [spot.origin.target] : [])] : [];
    const causes = [...rule.causes, ...open.flatMap(causesOf), ...linkCause(entry)];
    return { ...rule, destination: addresses, certain: false, causes };
}

function both(one: boolean | "maybe", other: boolean | "maybe"): boolean | "maybe" {
    if (one === false || other === false) return false;
    return one === true && other === true ? true : "maybe";
}

/** Whether a rule selects the instances of another one hangs on the names of either. */
function causesOf({ instances, networks }: Target): readonly Cause[] {
    return [...instances.causes, ...networks.causes];
}

function linkCause(entry: Entry): readonly Cause[] {
    return entry.sure || !entry.part.belongsTo ? [] : [entry.part.belongsTo.cause];
}

function doubted(rule: Rule, { belongsTo }: Contribution): Rule {
    return { ...rule, certain: false, causes: belongsTo ? [...rule.causes, belongsTo.cause] : rule.causes };
}
