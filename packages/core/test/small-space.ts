import { IpSet } from "../src/index.js";

/**
 * 256 cells of an address space, small enough to list: the oracle of the set tests. Cell v holds the addresses
 * `base + v * 2^shift` up to the next cell.
 */
export interface SmallSpace {
    readonly name: string;
    readonly family: 4 | 6;
    readonly base: bigint;
    readonly shift: number;
}

/** Whole spaces (their end is the end of all addresses), both ends of IPv4, and windows across every lane of IPv6. */
export const SMALL_SPACES: readonly SmallSpace[] = [
    { name: "all of IPv4 by its first octet", family: 4, base: 0n, shift: 24 },
    { name: "the first /24 of IPv4", family: 4, base: 0n, shift: 0 },
    { name: "the last /24 of IPv4", family: 4, base: 0xffffff00n, shift: 0 },
    { name: "10.0.0.0/16 by its third octet", family: 4, base: 0x0a000000n, shift: 8 },
    { name: "all of IPv6 by its first byte", family: 6, base: 0n, shift: 120 },
    { name: "the last 256 addresses of IPv6", family: 6, base: 2n ** 128n - 256n, shift: 0 },
    { name: "IPv6 across the first two lanes", family: 6, base: 0x2001n << 112n, shift: 92 },
    { name: "IPv6 across the middle lanes", family: 6, base: 0x20010db8n << 96n, shift: 60 },
    { name: "IPv6 across the last two lanes", family: 6, base: 0x20010db8n << 96n, shift: 28 },
];

/** A block of cells: the first cell, and how many of its eight bits are prefix. */
export interface CellBlock {
    readonly cell: number;
    readonly bits: number;
}

export type Bitmap = readonly boolean[];

function firstCell({ cell, bits }: CellBlock): number {
    return cell & ~(255 >> bits) & 255;
}

/** The text of a block of cells, host bits zero. */
export function cellText(space: SmallSpace, block: CellBlock): string {
    const value = space.base + (BigInt(firstCell(block)) << BigInt(space.shift));
    const width = space.family === 4 ? 32 : 128;
    const length = width - space.shift - 8 + block.bits;
    return space.family === 4 ? `${ipv4(value)}/${length}` : `${ipv6(value)}/${length}`;
}

export function setOf(space: SmallSpace, blocks: readonly CellBlock[]): IpSet {
    return IpSet.parse(blocks.map((block) => cellText(space, block)));
}

export function bitmapOf(blocks: readonly CellBlock[]): Bitmap {
    const cells = new Array<boolean>(256).fill(false);
    for (const block of blocks) cells.fill(true, firstCell(block), firstCell(block) + (256 >> block.bits));
    return cells;
}

/** The bitmap of a set, read by membership of the first address of each cell. */
export function cellsIn(space: SmallSpace, set: IpSet): Bitmap {
    return Array.from({ length: 256 }, (_, cell) => {
        const value = space.base + (BigInt(cell) << BigInt(space.shift));
        return set.contains({ family: space.family, value });
    });
}

/** Fewest blocks that make up a bitmap, by dividing it in halves. */
export function fewestBlocks(cells: Bitmap): number {
    if (cells.every((cell) => cell)) return 1;
    if (cells.every((cell) => !cell)) return 0;
    const half = cells.length / 2;
    return fewestBlocks(cells.slice(0, half)) + fewestBlocks(cells.slice(half));
}

function ipv4(value: bigint): string {
    return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join(".");
}

function ipv6(value: bigint): string {
    return Array.from({ length: 8 }, (_, group) => ((value >> BigInt(112 - group * 16)) & 0xffffn).toString(16)).join(
        ":",
    );
}
