import { CidrBlock } from "../cidr-block.js";
import type { Field } from "../field.js";
import { INTERNET } from "../public-internet.js";

/** So many sources are told one by one. */
const MOST_TOLD = 4;

/**
 * Why a list of sources lets in whom it lets in, as written. Of a long list those are told that let in most, in the
 * order of the list, and how many there are besides: a message must not hide `0.0.0.0/0` behind ten small blocks.
 */
export function sourceReasons(
    items: readonly Field[],
    textOf: (item: Field, index: number) => string = (item) => `${item.at} is ${item.written()}`,
): readonly string[] {
    if (items.length <= MOST_TOLD) return items.map(textOf);
    const weights = items.map((item, index) => ({ index, weight: weightOf(item) }));
    const heaviest = weights.toSorted((a, b) => b.weight - a.weight).slice(0, MOST_TOLD - 1);
    const open = heaviest.filter(({ weight }) => weight > NOBODY);
    const told = new Set((open.length > 0 ? open : heaviest).map(({ index }) => index));
    const texts = items.flatMap((item, index) => (told.has(index) ? [textOf(item, index)] : []));
    return [...texts, `${items.length - told.size} more sources`];
}

/** The same of a property that holds one source or a list of them, if it is given: a short list is told as a whole. */
export function propertyReasons(field: Field): readonly string[] {
    if (field.isAbsent) return [];
    const items = field.items();
    return items.length > MOST_TOLD ? sourceReasons(items) : [`${field.at} is ${field.written()}`];
}

const NOBODY = Number.NEGATIVE_INFINITY;

/** How much of the internet a source is, as a power of two of the default limits; words may be everybody. */
function weightOf(item: Field): number {
    // Which of them is told says something of a secret, too.
    if (item.secret) return NOBODY;
    const block = CidrBlock.read(item.text() ?? "", { bareAddress: true });
    if (!block) return Number.POSITIVE_INFINITY;
    if (!INTERNET.overlaps(block)) return NOBODY;
    return (block.family === 4 ? 12 : 24) - block.prefixLength;
}
