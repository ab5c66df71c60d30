import type { Family } from "./address.js";
import { type Edges, NOTHING } from "./edges.js";
import { IntervalList } from "./interval-list.js";
import { IpSet } from "./ip-set.js";
import { kept, workLanes } from "./lane-buffer.js";
import { sortedOrder } from "./lane-sort.js";
import { compareLanes, isZero, type Lanes, lane, type Width } from "./lanes.js";

/** One family cut into cells at every edge of every layer, so that a layer holds all of a cell or none of it. */
interface Canvas {
    readonly width: Width;
    readonly lanes: Lanes;
    /** Offset in `lanes` of the first address of each cell; the last cell reaches the end of the address space. */
    readonly cells: Uint32Array;
    /** Index of the first layer that holds the cell; {@link UNPAINTED} where none does. */
    readonly owners: Int32Array;
}

const UNPAINTED = -1;

/** Some sets whose union is one layer. @internal */
export type Layer = readonly IpSet[];

/**
 * Layers laid over each other, the first on top: which of them an address sees first.
 *
 * Cells are painted from the first layer to the last. A painted cell is never looked at again, since each knows the
 * next one that is not yet painted: the price is that of sorting the edges.
 *
 * @internal
 */
export class Painting {
    readonly #canvases: readonly [Canvas, Canvas];
    readonly #layers: number;
    readonly #painted: Uint8Array;

    constructor(layers: readonly Layer[]) {
        this.#canvases = [painted(layers, 4, 1), painted(layers, 6, 4)];
        this.#layers = layers.length;
        this.#painted = new Uint8Array(layers.length);
        for (const { owners } of this.#canvases) {
            for (const owner of owners) if (owner !== UNPAINTED) this.#painted[owner] = 1;
        }
    }

    /** The addresses whose first layer is one that the caller picks. */
    union(picks: (layer: number) => boolean): IpSet {
        const [ipv4, ipv6] = this.#canvases;
        return IpSet.ofEdges(outline(ipv4, picks), outline(ipv6, picks));
    }

    /** For each layer the addresses that see it first. */
    parts(): readonly IpSet[] {
        const [ipv4, ipv6] = this.#canvases.map((canvas) => outlines(canvas, this.#layers));
        return Array.from({ length: this.#layers }, (_, layer) =>
            IpSet.ofEdges(ipv4?.[layer] ?? NOTHING, ipv6?.[layer] ?? NOTHING),
        );
    }

    /** False for a layer that earlier ones hide completely. */
    shows(layer: number): boolean {
        return this.#painted[layer] === 1;
    }
}

function painted(layers: readonly Layer[], family: Family, width: Width): Canvas {
    const list = new IntervalList(width);
    const intervalCounts = new Uint32Array(layers.length);
    layers.forEach((layer, index) => {
        const before = list.count;
        for (const set of layer) list.addEdges(set.edges(family));
        intervalCounts[index] = list.count - before;
    });
    const { ranks, cells } = ranked(list.lanes, 2 * list.count, width);
    const owners = new Int32Array(cells.length).fill(UNPAINTED);
    const next = new Uint32Array(cells.length + 1);
    for (let cell = 0; cell < next.length; cell++) next[cell] = cell;
    let place = 0;
    for (let layer = 0; layer < layers.length; layer++) {
        for (let rest = lane(intervalCounts, layer); rest > 0; rest--, place += 2) {
            const endless = isZero(list.lanes, (place + 1) * width, width);
            const end = endless ? cells.length : lane(ranks, place + 1);
            for (let cell = find(next, lane(ranks, place)); cell < end; cell = find(next, cell)) {
                owners[cell] = layer;
                next[cell] = cell + 1;
            }
        }
    }
    return { width, lanes: list.lanes, cells, owners };
}

/** The cell that starts at each address of a list, and where each cell starts. */
function ranked(lanes: Lanes, count: number, width: Width): { ranks: Uint32Array; cells: Uint32Array } {
    const order = sortedOrder(lanes, count, width, width);
    const ranks = new Uint32Array(count);
    const cells = new Uint32Array(count);
    let cell = -1;
    let previous = -1;
    for (let position = 0; position < count; position++) {
        const item = lane(order, position);
        const at = item * width;
        if (previous < 0 || compareLanes(lanes, previous, lanes, at, width) !== 0) cells[++cell] = at;
        ranks[item] = cell;
        previous = at;
    }
    return { ranks, cells: cells.subarray(0, cell + 1) };
}

/** The first cell from here that is not painted, halving the way for those who come after. */
function find(next: Uint32Array, from: number): number {
    let cell = from;
    while (lane(next, cell) !== cell) {
        const after = lane(next, lane(next, cell));
        next[cell] = after;
        cell = after;
    }
    return cell;
}

function outline({ width, lanes, cells, owners }: Canvas, picks: (layer: number) => boolean): Edges {
    const edges = workLanes(cells.length * width);
    let length = 0;
    let inside = false;
    for (let cell = 0; cell < cells.length; cell++) {
        const owner = owners[cell] ?? UNPAINTED;
        const picked = owner !== UNPAINTED && picks(owner);
        if (picked === inside) continue;
        inside = picked;
        for (let index = 0; index < width; index++) edges[length++] = lane(lanes, lane(cells, cell) + index);
    }
    return kept(edges, length);
}

/** The outline of each layer, in one walk: an edge where an owner begins is one where the owner before it ends. */
function outlines({ width, lanes, cells, owners }: Canvas, layers: number): readonly (Edges | undefined)[] {
    const edges = new Array<number[] | undefined>(layers).fill(undefined);
    const add = (owner: number, cell: number) => {
        if (owner === UNPAINTED) return;
        const list = edges[owner] ?? [];
        edges[owner] = list;
        for (let index = 0; index < width; index++) list.push(lane(lanes, lane(cells, cell) + index));
    };
    let before = UNPAINTED;
    for (let cell = 0; cell < cells.length; cell++) {
        const owner = owners[cell] ?? UNPAINTED;
        if (owner === before) continue;
        add(before, cell);
        add(owner, cell);
        before = owner;
    }
    return edges.map((list) => (list === undefined ? undefined : Uint32Array.from(list)));
}
