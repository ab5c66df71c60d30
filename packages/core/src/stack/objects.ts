import type { Resource } from "../value.js";
import type { Identity, Link } from "./link.js";
import { meeting } from "./provider-meeting.js";

/** Something that may be an object which others link to, or belong to one. */
export interface Linkable {
    readonly resource: Resource;
    readonly identity?: Identity;
    readonly belongsTo?: Link;
}

/** Where a link leads. */
export interface Found<T> {
    /** All that write the object which is surely meant. */
    readonly certain: readonly T[];
    /** All that may be meant, where it is not sure. */
    readonly candidates: readonly T[];
    /**
     * True where ids and scopes agree across two provider packages: enough to add up what both allow, not enough for a
     * deny of one to clear an allow of the other.
     */
    readonly additive: boolean;
}

/** The objects of a stack by kind, provider, scope and id together, and by the URN of the resource that writes them. */
export class Objects<T extends Linkable> {
    private readonly byKey = new Map<string, T[]>();
    private readonly byName = new Map<string, T[]>();
    private readonly byUrn = new Map<string, T[]>();
    private readonly merged = new Map<T, T[]>();

    constructor(owners: readonly T[]) {
        for (const owner of owners) this.add(owner);
    }

    /** All that write the same object as this one, itself included. */
    same(owner: T): readonly T[] {
        return this.merged.get(owner) ?? [owner];
    }

    /** Where a link of a resource leads: by known id, else by dependency, else to objects of another package. */
    resolve(link: Link, from: Resource): Found<T> {
        if (link.key !== undefined && link.scope !== undefined) {
            const exact = this.byKey.get(exactKey(link.kind, from, link.scope, link.key));
            if (exact?.[0] !== undefined) return sure(this.same(exact[0]));
        }
        const passed = this.distinct(this.passedIn(link));
        if (passed.length === 1 && passed[0] !== undefined) return sure(this.same(passed[0]));
        if (passed.length > 1) return unsure(passed);
        return this.byNameAlone(link, from);
    }

    /** Objects of the kind among the dependencies that the known parts of the link do not contradict. */
    private passedIn(link: Link): readonly T[] {
        const owners = link.dependencies.flatMap((urn) => this.byUrn.get(`${link.kind} ${urn}`) ?? []);
        return owners.filter(({ identity }) => {
            if (identity === undefined) return false;
            const keyFits = link.key === undefined || identity.keys.length === 0 || identity.keys.includes(link.key);
            return (
                keyFits && (link.scope === undefined || identity.scope === undefined || link.scope === identity.scope)
            );
        });
    }

    private byNameAlone(link: Link, from: Resource): Found<T> {
        if (link.key === undefined) return unsure([]);
        const { scope } = link;
        const namesakes = (this.byName.get(nameKey(link.kind, link.key)) ?? []).filter(
            (owner) => meeting(owner.resource, from) !== "never" && scopesMayMeet(owner.identity?.scope, scope),
        );
        const several = this.distinct(namesakes);
        const [only] = several;
        const scopesAgree = scope !== undefined && only?.identity?.scope === scope;
        if (several.length === 1 && only !== undefined && scopesAgree)
            return { ...sure(this.same(only)), additive: true };
        return unsure(several);
    }

    private distinct(owners: readonly T[]): readonly T[] {
        return [...new Set(owners.map((owner) => this.same(owner)[0] ?? owner))];
    }

    private add(owner: T): void {
        const { identity, resource } = owner;
        if (identity === undefined) return;
        push(this.byUrn, `${identity.kind} ${resource.urn}`, owner);
        for (const key of identity.keys) {
            push(this.byName, nameKey(identity.kind, key), owner);
            if (identity.scope === undefined) continue;
            const twins = push(this.byKey, exactKey(identity.kind, resource, identity.scope, key), owner);
            if (twins[0] !== undefined && twins[0] !== owner) this.merge(twins[0], owner);
        }
    }

    /** All that write one object share one list: thousands of resources may write the same one. */
    private merge(first: T, second: T): void {
        const all = this.merged.get(first) ?? [first];
        const more = this.merged.get(second) ?? [second];
        if (all === more) return;
        this.merged.set(first, all);
        for (const one of more) {
            all.push(one);
            this.merged.set(one, all);
        }
    }
}

function sure<T>(certain: readonly T[]): Found<T> {
    return { certain, candidates: [], additive: false };
}

function unsure<T>(candidates: readonly T[]): Found<T> {
    return { certain: [], candidates, additive: false };
}

function scopesMayMeet(one: string | undefined, other: string | undefined): boolean {
    return one === undefined || other === undefined || one === other;
}

function exactKey(kind: string, { provider }: Resource, scope: string, key: string): string {
    return JSON.stringify([kind, provider ?? null, scope, key]);
}

function nameKey(kind: string, key: string): string {
    return `${kind} ${key}`;
}

function push<T>(into: Map<string, T[]>, key: string, value: T): readonly T[] {
    const list = into.get(key);
    if (list === undefined) {
        const first = [value];
        into.set(key, first);
        return first;
    }
    list.push(value);
    return list;
}
