import { DeniedReferences, referenceKey } from "./admitted.js";
import type { Entry } from "./entry.js";
import { IpSet } from "./ip-set.js";
import { Painting } from "./painting.js";
import type { ReferencePeer } from "./peer.js";

/**
 * One cell, gone through from its last entry to its first: what those that were kept so far say, and whether one more
 * could go without a change. A name may mean any address in its reach: where names and addresses meet, what is not
 * sure counts against the change.
 */
export class WithoutEffect {
    /** What each entry decides, with all earlier ones. */
    private readonly parts: ReadonlyMap<Entry, IpSet>;
    /** The entries that stay, the strongest first. */
    private later: readonly Entry[] = [];
    /** What these let in for sure, and what they may let in. */
    private sure = IpSet.empty;
    private maybe = IpSet.empty;

    constructor(cell: readonly Entry[]) {
        const parts = new Painting(cell.map((entry) => entry.sets)).parts();
        this.parts = new Map(cell.map((entry, index) => [entry, parts[index] ?? IpSet.empty]));
    }

    has(entry: Entry): boolean {
        return this.parts.has(entry);
    }

    /** True where the later entries say the same of all that the entry decides here. */
    isSameWithout(entry: Entry): boolean {
        const part = this.parts.get(entry) ?? IpSet.empty;
        const same = entry.allows ? this.sure.contains(part) : !this.maybe.overlaps(part);
        return same && entry.references.every((reference) => this.decidesSame(reference, entry.allows));
    }

    /** The entry stays: earlier ones may rest on it. */
    keep(entry: Entry): void {
        this.later = [entry, ...this.later];
        const own = IpSet.unionOf(entry.sets);
        const named = IpSet.unionOf(entry.references.map(({ within }) => within));
        if (entry.allows) {
            this.sure = this.sure.union(own);
            this.maybe = this.maybe.union(own, named);
        } else {
            this.sure = this.sure.subtract(own.union(named));
            this.maybe = this.maybe.subtract(own);
        }
    }

    /** The later entries up to one that surely speaks of all the reference means, none of the other kind before it. */
    private decidesSame(reference: ReferencePeer, allows: boolean): boolean {
        for (const entry of this.later) {
            if (entry.allows !== allows && mayMeet(entry, reference)) return false;
            if (entry.allows === allows && covers(entry, reference)) return true;
        }
        return !allows;
    }
}

function mayMeet(entry: Entry, { within }: ReferencePeer): boolean {
    return (
        entry.sets.some((set) => set.overlaps(within)) || entry.references.some((one) => one.within.overlaps(within))
    );
}

/** An allow speaks of a name only by that name: who gets in is told by names, too. */
function covers(entry: Entry, reference: ReferencePeer): boolean {
    if (entry.allows) return entry.references.some((one) => referenceKey(one) === referenceKey(reference));
    const denied = new DeniedReferences();
    denied.add(entry);
    return denied.covers(reference);
}
