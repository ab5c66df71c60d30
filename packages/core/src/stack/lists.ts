import { IpSet } from "../ip-set.js";
import type { ListPeer, Peer, UnknownPeer } from "../peer.js";
import type { Action, Rule } from "../rule.js";
import type { Resource } from "../value.js";
import type { Contribution } from "./contribution.js";
import type { Link } from "./link.js";
import { type Linkable, Objects } from "./objects.js";

interface List extends Linkable {
    readonly entries: readonly Peer[];
}

/** The lists of a stack (prefix lists, address groups, IP groups) and what stands in them. */
export class Lists {
    private readonly objects: Objects<List>;
    private readonly members = new Map<List, Peer[]>();
    /** Entries of lists outside the stack, by what names the list. */
    private readonly outside = new Map<string, Peer[]>();

    constructor(contributions: readonly Contribution[]) {
        const lists = contributions.flatMap(listOf);
        this.objects = new Objects(lists.filter((list) => list.belongsTo === undefined));
        for (const list of lists) this.join(list);
    }

    /** The contribution with the lists its rules name written out, as far as they are part of the stack. */
    writeOut(contribution: Contribution): Contribution {
        const { rules, resource } = contribution;
        if (!rules.some((rule) => rule.peers.some((peer) => peer.kind === "list"))) return contribution;
        return { ...contribution, rules: rules.map((rule) => this.writeOutRule(rule, resource)) };
    }

    private writeOutRule(rule: Rule, resource: Resource): Rule {
        const peers = rule.peers.flatMap((peer) =>
            peer.kind === "list" ? this.peersOf(peer, resource, rule.action) : [peer],
        );
        return { ...rule, peers };
    }

    private peersOf(peer: ListPeer, from: Resource, action: Action): readonly Peer[] {
        const { certain, candidates, additive } = this.objects.resolve(peer.link, from);
        if (certain.length > 0) {
            const entries = this.entriesOf(certain);
            return additive && action !== "allow" ? entries.map((entry) => doubtful(entry, peer)) : entries;
        }
        if (candidates.length === 0) return [...(this.outside.get(keyOf(peer.link, from)) ?? []), peer.otherwise];
        return [
            oneOf(
                candidates.map((one) => this.entriesOf(this.objects.same(one))),
                peer,
            ),
        ];
    }

    private entriesOf(owners: readonly List[]): readonly Peer[] {
        return owners.flatMap((owner) => [...owner.entries, ...(this.members.get(owner) ?? [])]);
    }

    private join(list: List): void {
        if (list.belongsTo === undefined) return;
        const { certain, candidates } = this.objects.resolve(list.belongsTo, list.resource);
        const { cause } = list.belongsTo;
        const doubted = list.entries.map((entry) => doubtful(entry, { link: { cause } }));
        if (certain.length + candidates.length === 0 && list.belongsTo.key !== undefined) {
            this.addOutside(keyOf(list.belongsTo, list.resource), list.entries);
        }
        for (const owner of certain.slice(0, 1)) this.addTo(owner, list.entries);
        for (const owner of candidates) this.addTo(owner, doubted);
    }

    private addOutside(key: string, entries: readonly Peer[]): void {
        const known = this.outside.get(key) ?? [];
        for (const entry of entries) known.push(entry);
        this.outside.set(key, known);
    }

    private addTo(owner: List, entries: readonly Peer[]): void {
        const known = this.members.get(owner) ?? [];
        for (const entry of entries) known.push(entry);
        this.members.set(owner, known);
    }
}

/** Equal for links by id to one list, of one provider. */
function keyOf({ kind, scope, key }: Link, { provider }: Resource): string {
    return JSON.stringify([kind, scope ?? null, key ?? null, provider ?? null]);
}

function listOf({ resource, list }: Contribution): readonly List[] {
    if (list === undefined) return [];
    return [
        {
            resource,
            identity: list.identity,
            // The rules that take an entry over can tell where it stands.
            entries: list.entries.map((entry) =>
                entry.kind === "addresses" ? { ...entry, listedBy: resource.urn } : entry,
            ),
            ...(list.belongsTo === undefined ? {} : { belongsTo: list.belongsTo }),
        },
    ];
}

/** An entry that may stand in the list or not. */
function doubtful(entry: Peer, peer: { readonly link: Pick<ListPeer["link"], "cause"> }): UnknownPeer {
    return { kind: "unknown", least: IpSet.empty, most: mostOf(entry), cause: peer.link.cause };
}

/** One of several lists: at least what all of them hold, at most what any of them does. */
function oneOf(lists: readonly (readonly Peer[])[], peer: ListPeer): UnknownPeer {
    const [first = IpSet.empty, ...others] = lists.map((entries) => IpSet.unionOf(entries.map(leastOf)));
    return {
        kind: "unknown",
        least: others.reduce((all, set) => all.intersect(set), first),
        most: IpSet.unionOf(lists.flatMap((entries) => entries.map(mostOf))),
        cause: peer.link.cause,
    };
}

function leastOf(peer: Peer): IpSet {
    if (peer.kind === "addresses") return peer.addresses;
    return peer.kind === "unknown" ? peer.least : IpSet.empty;
}

/** A reference may mean anything that lies within it; a list in a list is not followed. */
function mostOf(peer: Peer): IpSet {
    if (peer.kind === "addresses") return peer.addresses;
    if (peer.kind === "unknown") return peer.most;
    return peer.kind === "reference" ? peer.within : IpSet.everything;
}
