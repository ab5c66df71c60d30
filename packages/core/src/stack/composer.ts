import type { Resource } from "../value.js";
import type { Contribution } from "./contribution.js";
import type { Firewall } from "./firewall.js";
import type { Link } from "./link.js";

/** What a link leads to. */
export interface Resolution {
    /** The object that is surely meant. Several contributions where several resources write the same object. */
    readonly certain: readonly Contribution[];
    /** The objects it may mean; empty where `certain` is not, or where nothing in the stack comes into question. */
    readonly candidates: readonly Contribution[];
}

/** A contribution that belongs to another one's firewall. */
export interface Member {
    readonly contribution: Contribution;
    /** False where the link may lead elsewhere. */
    readonly certain: boolean;
}

/** The stack as composers see it: links are resolved here, never by name alone. */
export interface StackIndex {
    readonly contributions: readonly Contribution[];
    /** Where a link of that resource leads. */
    resolve(link: Link, from: Resource): Resolution;
    /** The contributions whose `belongsTo` leads, or may lead, to that object. */
    membersOf(owner: Contribution): readonly Member[];
    /** All contributions that write the same object as this one, itself included. */
    objectOf(owner: Contribution): readonly Contribution[];
    /** What other resources of the stack a URN names, whether they contribute anything or not. */
    resource(urn: string): Resource | undefined;
}

/**
 * Makes firewalls of the contributions that name it, in the order of their URNs. It sees all of them at once and must
 * stay linear in their number; what it does not take up is nobody's.
 */
export type Composer = (index: StackIndex, parts: readonly Contribution[]) => readonly Firewall[];
