import {
    combine,
    combinesToNothing,
    DIFFERENCE,
    type Edges,
    equalEdges,
    INTERSECTION,
    NOTHING,
    UNION,
} from "./edges.js";
import { IntervalList } from "./interval-list.js";
import { newLanes } from "./lane-buffer.js";
import { lane } from "./lanes.js";
import { PortRange } from "./port-range.js";

/** One past the highest port: every set ends at or before it, so the number of edges is always even. */
const END = 65536;
const list = new IntervalList(1);

/** An immutable, exact set of ports from 0 to 65535. */
export class PortSet {
    static readonly empty = new PortSet(NOTHING);
    /** Ports 0 to 65535. */
    static readonly all = new PortSet(Uint32Array.of(0, END));

    private constructor(private readonly edges: Edges) {}

    /** One port, or the ports from one to another, both included. */
    static of(from: number, to: number = from): PortSet {
        const range = new PortRange(from, to);
        const edges = newLanes(2);
        edges[0] = range.from;
        edges[1] = range.to + 1;
        return new PortSet(edges);
    }

    /** The union of ranges in any order. */
    static ofRanges(ranges: Iterable<PortRange>): PortSet {
        const all = [...ranges];
        list.count = 0;
        for (const { from, to } of all) {
            const at = list.add();
            list.lanes[at] = from;
            list.lanes[at + 1] = to + 1;
        }
        return new PortSet(list.takeUnion());
    }

    get isEmpty(): boolean {
        return this.edges.length === 0;
    }

    union(...others: readonly PortSet[]): PortSet {
        let edges = this.edges;
        for (const other of others) edges = combine(edges, other.edges, 1, UNION);
        return edges === this.edges ? this : new PortSet(edges);
    }

    intersect(other: PortSet): PortSet {
        return new PortSet(combine(this.edges, other.edges, 1, INTERSECTION));
    }

    subtract(other: PortSet): PortSet {
        return new PortSet(combine(this.edges, other.edges, 1, DIFFERENCE));
    }

    complement(): PortSet {
        return PortSet.all.subtract(this);
    }

    equals(other: PortSet): boolean {
        return this === other || equalEdges(this.edges, other.edges);
    }

    /** True if the port, or every port of the set, is in this set. */
    contains(other: number | PortSet): boolean {
        if (typeof other !== "number") return combinesToNothing(other.edges, this.edges, 1, DIFFERENCE);
        if (!Number.isInteger(other)) return false;
        for (let at = 0; at < this.edges.length; at += 2) {
            if (other < lane(this.edges, at)) return false;
            if (other < lane(this.edges, at + 1)) return true;
        }
        return false;
    }

    /** True if some port is in both. */
    overlaps(other: PortSet): boolean {
        return !combinesToNothing(this.edges, other.edges, 1, INTERSECTION);
    }

    /** The maximal ranges, in order. */
    *ranges(): Generator<PortRange> {
        for (let at = 0; at < this.edges.length; at += 2) {
            yield new PortRange(lane(this.edges, at), lane(this.edges, at + 1) - 1);
        }
    }

    /** The ranges with commas between, `nothing` for the empty set. */
    toString(): string {
        return this.isEmpty ? "nothing" : [...this.ranges()].join(", ");
    }
}
