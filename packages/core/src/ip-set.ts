import { type Address, addressAt, type Family, LaneAddress, lanesOf, widthOf } from "./address.js";
import { IPV6 } from "./address-scanner.js";
import { CidrBlock, strictCidr } from "./cidr-block.js";
import { addIpv4Cover, addIpv6Cover } from "./cidr-cover.js";
import { EdgeIndex } from "./edge-index.js";
import {
    combine,
    combinesToNothing,
    complementOf,
    DIFFERENCE,
    type Edges,
    edgesUpTo,
    equalEdges,
    everyAddress,
    INTERSECTION,
    NOTHING,
    UNION,
} from "./edges.js";
import { FirewallError } from "./error.js";
import { IntervalList } from "./interval-list.js";
import { addBlock, type Lanes, toBigInt, type Width } from "./lanes.js";

/** An inclusive range of addresses of one family. */
export interface AddressRange {
    readonly first: Address;
    readonly last: Address;
}

const QUESTIONS_WORTH_AN_INDEX = 64;
const scanned = new Uint32Array(4);
const ipv4List = new IntervalList(1);
const ipv6List = new IntervalList(4);

/** An immutable, exact set of IPv4 and IPv6 addresses: two universes in one value, so that neither is forgotten. */
export class IpSet {
    /** No address at all. */
    static readonly empty = new IpSet(NOTHING, NOTHING);
    /** Every address of both families. */
    static readonly everything = new IpSet(everyAddress(1), everyAddress(4));
    /** Every IPv4 address. */
    static readonly ipv4 = new IpSet(everyAddress(1), NOTHING);
    /** Every IPv6 address. */
    static readonly ipv6 = new IpSet(NOTHING, everyAddress(4));

    /** Made once enough single addresses were asked for to be worth it. */
    #index4: EdgeIndex | undefined;
    #index6: EdgeIndex | undefined;
    #questions = 0;

    private constructor(
        private readonly edges4: Edges,
        private readonly edges6: Edges,
    ) {}

    /** Wraps edges that hold the invariant of {@link Edges}; they are kept, not copied. @internal */
    static ofEdges(edges4: Edges, edges6: Edges): IpSet {
        if (edges4.length === 0 && edges6.length === 0) return IpSet.empty;
        return new IpSet(edges4, edges6);
    }

    /** The edges of one family; not to be written to. @internal */
    edges(family: Family): Edges {
        return family === 4 ? this.edges4 : this.edges6;
    }

    /** Reads CIDR blocks as {@link CidrBlock.parse} does; the error names the entry by its index. */
    static parse(texts: Iterable<string>): IpSet {
        // A list first: an iterator could run code that parses sets itself.
        const list = Array.isArray(texts) ? texts : [...texts];
        ipv4List.count = 0;
        ipv6List.count = 0;
        for (let index = 0; index < list.length; index++) addText(list[index], index);
        return IpSet.ofEdges(ipv4List.takeUnion(), ipv6List.takeUnion());
    }

    /** Reads the blocks given: `IpSet.of("10.0.0.0/8", "2001:db8::/32")`. */
    static of(...texts: readonly string[]): IpSet {
        return IpSet.parse(texts);
    }

    /** The union of blocks. */
    static ofBlocks(blocks: Iterable<CidrBlock>): IpSet {
        const list = [...blocks];
        ipv4List.count = 0;
        ipv6List.count = 0;
        for (const block of list) {
            (block.family === 4 ? ipv4List : ipv6List).addBlock(block.lanes(), block.prefixLength);
        }
        return IpSet.ofEdges(ipv4List.takeUnion(), ipv6List.takeUnion());
    }

    /** Every address from the first to the last, both included. */
    static ofRange(first: Address, last: Address): IpSet {
        if (first.family !== last.family || first.value > last.value) throw rangeReversed(first, last);
        const width = widthOf(first.family);
        const end = lanesOf(last).slice();
        addBlock(end, 0, 32 * width);
        const atEnd = end.every((value) => value === 0);
        const edges = new Uint32Array(atEnd ? width : 2 * width);
        edges.set(lanesOf(first));
        if (!atEnd) edges.set(end, width);
        return first.family === 4 ? new IpSet(edges, NOTHING) : new IpSet(NOTHING, edges);
    }

    /** The union of the sets given. */
    static union(...sets: readonly IpSet[]): IpSet {
        return IpSet.unionOf(sets);
    }

    /** The union of any number of sets. */
    static unionOf(sets: Iterable<IpSet>): IpSet {
        const list = [...sets];
        const [one, two] = list;
        if (one === undefined) return IpSet.empty;
        if (two === undefined) return one;
        if (list.length === 2) return one.combined(two, UNION);
        ipv4List.count = 0;
        ipv6List.count = 0;
        for (const set of list) {
            ipv4List.addEdges(set.edges4);
            ipv6List.addEdges(set.edges6);
        }
        return IpSet.ofEdges(ipv4List.takeUnion(), ipv6List.takeUnion());
    }

    /** True where neither family has an address. */
    get isEmpty(): boolean {
        return this.edges4.length === 0 && this.edges6.length === 0;
    }

    union(...sets: readonly IpSet[]): IpSet {
        return IpSet.unionOf([this, ...sets]);
    }

    intersect(other: IpSet): IpSet {
        return this.combined(other, INTERSECTION);
    }

    subtract(other: IpSet): IpSet {
        return this.combined(other, DIFFERENCE);
    }

    /** Every address of both families that is not in this set. */
    complement(): IpSet {
        return IpSet.ofEdges(complementOf(this.edges4, 1), complementOf(this.edges6, 4));
    }

    equals(other: IpSet): boolean {
        return this === other || (equalEdges(this.edges4, other.edges4) && equalEdges(this.edges6, other.edges6));
    }

    /** True if the address, or every address of the block or set, is in this set. */
    contains(other: Address | CidrBlock | IpSet): boolean {
        if (LaneAddress.is(other)) return this.has(other);
        if (other instanceof IpSet) return this.containsSet(other);
        return other instanceof CidrBlock ? this.containsBlock(other) : this.has(LaneAddress.of(other));
    }

    private has(address: LaneAddress): boolean {
        const index = address.family === 4 ? this.#index4 : this.#index6;
        return index === undefined ? this.search(address) : index.has(address);
    }

    /** Finds an address without an index, which is made where many are asked for. */
    private search(address: LaneAddress): boolean {
        if (++this.#questions === QUESTIONS_WORTH_AN_INDEX) {
            this.#index4 = EdgeIndex.of(this.edges4, 1);
            this.#index6 = EdgeIndex.of(this.edges6, 4);
        }
        return (this.edgesBefore(address.family === 4, address.lanes) & 1) === 1;
    }

    private containsSet(other: IpSet): boolean {
        return (
            combinesToNothing(other.edges4, this.edges4, 1, DIFFERENCE) &&
            combinesToNothing(other.edges6, this.edges6, 4, DIFFERENCE)
        );
    }

    /** A block is in the set if its first address is, and no edge lies between that and its last. */
    private containsBlock(block: CidrBlock): boolean {
        const isIpv4 = block.family === 4;
        const before = this.edgesBefore(isIpv4, block.lanes());
        return (before & 1) === 1 && before === this.edgesBefore(isIpv4, lanesOf(block.last));
    }

    private edgesBefore(isIpv4: boolean, lanes: Lanes): number {
        return isIpv4
            ? edgesUpTo(this.edges4, lanes, 1, 0, this.edges4.length)
            : edgesUpTo(this.edges6, lanes, 4, 0, this.edges6.length / 4);
    }

    /** True if some address is in both. */
    overlaps(other: CidrBlock | IpSet): boolean {
        if (other instanceof CidrBlock) return this.overlaps(IpSet.ofBlocks([other]));
        return !(
            combinesToNothing(this.edges4, other.edges4, 1, INTERSECTION) &&
            combinesToNothing(this.edges6, other.edges6, 4, INTERSECTION)
        );
    }

    /** Number of addresses of one family. */
    size(family: Family): bigint {
        let size = 0n;
        for (const { first, last } of rangesOf(this, family)) size += last.value - first.value + 1n;
        return size;
    }

    /** The part of one family. */
    family(family: Family): IpSet {
        return family === 4 ? IpSet.ofEdges(this.edges4, NOTHING) : IpSet.ofEdges(NOTHING, this.edges6);
    }

    /** The maximal ranges, IPv4 before IPv6, in order. */
    *ranges(): Generator<AddressRange> {
        yield* rangesOf(this, 4);
        yield* rangesOf(this, 6);
    }

    /** The fewest blocks that make up the set, IPv4 before IPv6, in order. */
    toCidrBlocks(): CidrBlock[] {
        const blocks: CidrBlock[] = [];
        addIpv4Cover(this.edges4, blocks);
        addIpv6Cover(this.edges6, blocks);
        return blocks;
    }

    /** The blocks with commas between, `nothing` for the empty set. */
    toString(): string {
        return this.isEmpty ? "nothing" : this.toCidrBlocks().join(", ");
    }

    private combined(other: IpSet, operation: number): IpSet {
        return IpSet.ofEdges(
            combine(this.edges4, other.edges4, 1, operation),
            combine(this.edges6, other.edges6, 4, operation),
        );
    }
}

function addText(text: string | undefined, index: number): void {
    try {
        // The cast only lets a hole in the list through to the parser, which refuses what is not text.
        addScanned(strictCidr(text as string, scanned));
    } catch (error) {
        throw error instanceof FirewallError ? error.under(`[${index}]`) : error;
    }
}

/** Adds the block whose first address is in `scanned` to the list of its family. */
function addScanned(kind: number): void {
    if (kind < IPV6) ipv4List.addBlock(scanned, kind);
    else ipv6List.addBlock(scanned, kind - IPV6);
}

function* rangesOf(set: IpSet, family: Family): Generator<AddressRange> {
    const edges = set.edges(family);
    const width: Width = widthOf(family);
    for (let from = 0; from < edges.length; from += 2 * width) {
        const endless = from + width >= edges.length;
        const end = endless ? 1n << BigInt(32 * width) : toBigInt(edges, from + width, width);
        const last = new Uint32Array(width);
        for (let rest = end - 1n, index = width - 1; index >= 0; index--, rest >>= 32n) {
            last[index] = Number(BigInt.asUintN(32, rest));
        }
        yield { first: addressAt(family, edges, from), last: addressAt(family, last, 0) };
    }
}

function rangeReversed(first: Address, last: Address): FirewallError {
    return new FirewallError({
        code: "cidr-malformed",
        what: `A range from ${first.value} (IPv${first.family}) to ${last.value} (IPv${last.family}) is no range`,
        why: "Both ends are of one family, and the first is not after the last",
        fix: "Exchange the two ends",
    });
}
