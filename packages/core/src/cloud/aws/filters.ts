import type { Cause } from "../../cause.js";
import type { Rule } from "../../rule.js";
import type { StackIndex } from "../../stack/composer.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Link } from "../../stack/link.js";
import { weakened } from "../../stack/weaken.js";
import type { Resource } from "../../value.js";
import { type Clients, pastAny, pastOneOf, pastRules, unknownClients } from "./clients.js";
import type { PortValue } from "./load-balancer-part.js";

/** The security groups of a stack as filters in front of a port. */
export class Filters {
    private readonly cached = new Map<Contribution, Map<number, Clients>>();

    constructor(private readonly index: StackIndex) {}

    /** Who gets past any of these groups; a group that is not found filters nobody knows whom. */
    pastGroups(groups: readonly Link[], from: Resource, port: PortValue, none: Cause): Clients {
        if (groups.length === 0) return unknownClients(none);
        return pastAny(groups.map((link) => this.pastGroup(link, from, port)));
    }

    /** URNs of the groups that are meant, or may be. */
    membersOf(groups: readonly Link[], from: Resource): readonly string[] {
        return groups.flatMap((link) => {
            const { certain, candidates } = this.index.resolve(link, from);
            return [...certain, ...candidates].map(({ resource }) => resource.urn);
        });
    }

    private pastGroup(link: Link, from: Resource, port: PortValue): Clients {
        const { certain, candidates } = this.index.resolve(link, from);
        const [group] = certain;
        if (group !== undefined) return this.past(group, port);
        if (candidates.length === 0) return unknownClients(link.cause);
        const all = candidates.map((candidate) => this.past(candidate, port));
        // A known id that fits no object for sure may belong to none of them.
        return link.key === undefined ? pastOneOf(all, link.cause) : pastAny([...all, unknownClients(link.cause)]);
    }

    private past(group: Contribution, port: PortValue): Clients {
        if (port.number === undefined) return pastRules(this.rulesOf(group), port);
        const byPort = this.cached.get(group) ?? new Map<number, Clients>();
        this.cached.set(group, byPort);
        const found = byPort.get(port.number) ?? pastRules(this.rulesOf(group), port);
        byPort.set(port.number, found);
        return found;
    }

    /** The rules of a group, those of other resources included. */
    private rulesOf(group: Contribution): readonly Rule[] {
        const members = this.index
            .membersOf(group)
            .map(({ contribution, certain }) => (certain ? contribution : weakened(contribution)));
        return [...this.index.objectOf(group), ...members].flatMap(({ rules }) => rules);
    }
}
