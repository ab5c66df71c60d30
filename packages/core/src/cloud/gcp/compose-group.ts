import type { Cause } from "../../cause.js";
import type { Rule } from "../../rule.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Firewall } from "../../stack/firewall.js";
import { FirewallPart, type TargetedRule, targetedRules } from "./firewall-part.js";
import type { FirewallGroup } from "./group-parts.js";
import { appliesAt, type Place, placesOf, type Selector } from "./target.js";

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

/**
 * One firewall for each set of instances that an allow of the group selects: the rules without a target together with
 * those of that tag, account or network. A deny counts there only where it selects these instances as well.
 */
export function composeGroup(group: FirewallGroup): readonly Firewall[] {
    const entries = [
        ...group.parts.flatMap((part) => entriesOf(part, group.additive.has(part) ? "allows" : true)),
        ...group.possible.flatMap((part) => entriesOf(part, false)),
    ];
    return spotsOf(entries).map((spot, index) => firewallAt(spot, entries, group, index === 0));
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
    return spots.size > 0 ? [...spots.values()] : [{ instances: UNNAMED, networks: UNNAMED, origin: undefined }];
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
    return `${owner} ${places.map((place) => place.name ?? `?${place.unknownKind ?? ""}`).join(" ")}`;
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
    const subject = owner?.resource.urn ?? spot.origin?.rule.resource ?? group.parts[0]?.resource.urn ?? "";
    return {
        kind: "firewall",
        semantics: "ordered",
        subject,
        members: [...new Set([subject, ...here.map(({ part }) => part.resource.urn), ...ownerUrn(group)])],
        rules: here.map(({ rule }) => rule),
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
    const causes = [...rule.causes, ...causesOf(target.instances), ...causesOf(target.networks), ...linkCause(entry)];
    return { ...rule, destination: addresses, certain: false, causes };
}

function both(one: boolean | "maybe", other: boolean | "maybe"): boolean | "maybe" {
    if (one === false || other === false) return false;
    return one === true && other === true ? true : "maybe";
}

function causesOf(selector: Selector): readonly Cause[] {
    return selector.causes;
}

function linkCause(entry: Entry): readonly Cause[] {
    return entry.sure || !entry.part.belongsTo ? [] : [entry.part.belongsTo.cause];
}
