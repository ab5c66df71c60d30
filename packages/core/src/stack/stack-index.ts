import type { Resource } from "../value.js";
import type { Member, Resolution, StackIndex } from "./composer.js";
import type { Contribution } from "./contribution.js";
import type { Link } from "./link.js";
import { Lists } from "./lists.js";
import { Objects } from "./objects.js";
import { withDoubtfulDenies } from "./weaken.js";

/** Indexes what the resources of a stack contribute: lists are written out, links resolved. */
export function indexStack(resources: readonly Resource[], read: readonly Contribution[]): StackIndex {
    const lists = new Lists(read);
    const contributions = read.map((one) => lists.writeOut(one));
    const objects = new Objects(contributions.filter((one) => one.identity !== undefined));
    const members = membersByOwner(contributions, objects);
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    return {
        contributions,
        resolve: (link: Link, from: Resource): Resolution => objects.resolve(link, from),
        membersOf: (owner) => members.get(firstOf(objects, owner)) ?? [],
        objectOf: (owner) => objects.same(owner),
        resource: (urn) => byUrn.get(urn),
    };
}

function membersByOwner(contributions: readonly Contribution[], objects: Objects<Contribution>) {
    const members = new Map<Contribution, Member[]>();
    const join = (owner: Contribution, member: Member) => {
        const first = firstOf(objects, owner);
        const list = members.get(first);
        if (list === undefined) members.set(first, [member]);
        else list.push(member);
    };
    for (const contribution of contributions) {
        if (contribution.belongsTo === undefined) continue;
        const { certain, candidates, additive } = objects.resolve(contribution.belongsTo, contribution.resource);
        const part = additive ? withDoubtfulDenies(contribution) : contribution;
        for (const owner of certain.slice(0, 1)) join(owner, { contribution: part, certain: true });
        for (const owner of candidates) join(owner, { contribution, certain: false });
    }
    return members;
}

/** Of several resources that write one object, the first stands for all. */
function firstOf(objects: Objects<Contribution>, owner: Contribution): Contribution {
    return objects.same(owner)[0] ?? owner;
}
