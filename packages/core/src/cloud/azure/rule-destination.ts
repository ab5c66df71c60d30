import type { Cause } from "../../cause.js";
import { CidrBlock } from "../../cidr-block.js";
import type { Field } from "../../field.js";
import { IpSet } from "../../ip-set.js";
import type { Action, Scope } from "../../rule.js";
import { causeOf, type Reading, read, unreadableCause } from "../shape.js";
import { groupName } from "./application-security-group.js";
import { serviceTagPeer, VIRTUAL_NETWORK } from "./service-tag.js";

/** How a destination is read. */
interface DestinationReading {
    /** URN of the resource. */
    readonly resource: string;
    readonly action: Action;
}

const NOWHERE: Scope = { addresses: IpSet.empty, groups: [] };

/**
 * Where a rule applies behind the firewall: address prefixes and application security groups together; none of either
 * is everywhere. Destinations are the private ones, since the rule is met after any translation.
 */
export function destinationOf(
    reading: DestinationReading,
    prefixes: readonly Field[],
    groups: readonly Field[],
): Reading<Scope> {
    if (prefixes.length === 0 && groups.length === 0) return read<Scope>("any");
    const parts = [
        ...prefixes.map((field) => prefixScope(reading, field)),
        ...groups.map((field) => groupScope(reading.resource, field)),
    ];
    const least = joinScopes(parts.map((part) => part.least));
    if (parts.every((part) => part.least === part.most)) return read(least);
    return { least, most: joinScopes(parts.map((part) => part.most)), causes: parts.flatMap((part) => part.causes) };
}

function prefixScope({ resource, action }: DestinationReading, field: Field): Reading<Scope> {
    const text = field.text();
    if (text === undefined) return anywhere(causeOf(resource, field));
    if (text === "*" || text.toLowerCase() === "any") return read<Scope>("any");
    const block = CidrBlock.read(text, { bareAddress: true });
    if (block) return read<Scope>({ addresses: IpSet.ofBlocks([block]), groups: [] });
    const tag = serviceTagPeer(text, field.written());
    if (!tag) return anywhere(causeOf(resource, field));
    const scope: Scope = { addresses: IpSet.empty, groups: [`tag ${tag.name}`] };
    if (tag.name !== VIRTUAL_NETWORK || action === "allow") return read(scope);
    const doubt = unreadableCause(resource, field, "an appliance may forward to addresses outside the virtual network");
    return { least: scope, most: "any", causes: [doubt] };
}

function groupScope(resource: string, field: Field): Reading<Scope> {
    const name = groupName(field);
    return name === undefined
        ? anywhere(causeOf(resource, field))
        : read<Scope>({ addresses: IpSet.empty, groups: [name] });
}

function anywhere(cause: Cause): Reading<Scope> {
    return { least: NOWHERE, most: "any", causes: [cause] };
}

function joinScopes(scopes: readonly Scope[]): Scope {
    const addresses: IpSet[] = [];
    const groups: string[] = [];
    for (const scope of scopes) {
        if (scope === "any") return "any";
        addresses.push(scope.addresses);
        groups.push(...scope.groups);
    }
    return { addresses: IpSet.empty.union(...addresses), groups: [...new Set(groups)] };
}
