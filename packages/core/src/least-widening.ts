import { CidrBlock } from "./cidr-block.js";
import { type Costs, costCount, infiniteCosts, isInfinite, lower, setCost } from "./exact-costs.js";
import type { IpSet } from "./ip-set.js";
import { lane } from "./lanes.js";

/** What can be done with neighbouring blocks. */
interface Plan {
    /** At k - 1: the fewest addresses that exactly k prefixes add; infinite where they cannot cover the blocks. */
    readonly costs: Costs;
    /** The longest prefix that all of them share; absent for a pair of families. */
    readonly whole?: CidrBlock;
    /** Addresses in the blocks themselves. */
    readonly covered: bigint;
    readonly halves?: Halves;
}

interface Halves {
    readonly left: Plan;
    readonly right: Plan;
    /** At k - 1: how many of k prefixes go to the left. */
    readonly leftShares: Uint32Array;
}

/**
 * Chooses at most `count` prefixes that cover all blocks, lie in the envelope where they add something, and add the
 * fewest addresses; undefined where there are none. The blocks are a minimal cover, in order.
 *
 * A prefix of a best choice is a block or the longest common prefix of the blocks in it: any shorter one adds more.
 * Those prefixes form a binary tree, and sharing `count` between the halves of each is a knapsack over it, about
 * blocks times count steps in all.
 *
 * @internal
 */
export function leastWidening(blocks: readonly CidrBlock[], count: number, envelope: IpSet): CidrBlock[] | undefined {
    const ipv4 = blocks.filter((block) => block.family === 4);
    const ipv6 = blocks.filter((block) => block.family === 6);
    const plans = [ipv4, ipv6].filter((part) => part.length > 0).map((part) => planOf(part, count, envelope));
    const [one, two] = plans;
    if (one === undefined || count < 1) return one === undefined ? [] : undefined;
    const plan = two === undefined ? one : shared(one, two, count);
    for (let used = costCount(plan.costs); used > 0; used--) {
        // One prefix more never costs more, so the largest number that can be is the cheapest.
        if (!isInfinite(plan.costs, used - 1)) return chosen(plan, used, []);
    }
    return undefined;
}

function planOf(blocks: readonly CidrBlock[], count: number, envelope: IpSet): Plan {
    const [first] = blocks;
    const last = blocks.at(-1);
    if (first === undefined || last === undefined || first === last) return leaf(blocks);
    const whole = commonPrefix(first, last);
    const split = firstWithBit(blocks, whole.prefixLength);
    const left = planOf(blocks.slice(0, split), count, envelope);
    const right = planOf(blocks.slice(split), count, envelope);
    const plan = shared(left, right, count);
    if (envelope.contains(whole)) setCost(plan.costs, 0, sizeOf(whole) - plan.covered);
    return { ...plan, whole };
}

function leaf([block]: readonly CidrBlock[]): Plan {
    const costs = infiniteCosts(1);
    setCost(costs, 0, 0n);
    return block === undefined ? { costs, covered: 0n } : { costs, covered: sizeOf(block), whole: block };
}

/** Shares up to `count` prefixes between two plans in the best way. */
function shared(left: Plan, right: Plan, count: number): Plan {
    const [ofLeft, ofRight] = [costCount(left.costs), costCount(right.costs)];
    const most = Math.min(count, ofLeft + ofRight);
    const costs = infiniteCosts(most);
    const leftShares = new Uint32Array(most);
    for (let i = 1; i <= ofLeft; i++) {
        if (isInfinite(left.costs, i - 1)) continue;
        for (let j = Math.min(ofRight, most - i); j >= 1; j--) {
            if (lower(costs, i + j - 1, left.costs, i - 1, right.costs, j - 1)) leftShares[i + j - 1] = i;
        }
    }
    return { costs, covered: left.covered + right.covered, halves: { left, right, leftShares } };
}

/** Collects the prefixes of the best choice of exactly `used`. */
function chosen(plan: Plan, used: number, into: CidrBlock[]): CidrBlock[] {
    if (used === 1 && plan.whole !== undefined) into.push(plan.whole);
    else if (plan.halves !== undefined) {
        const share = lane(plan.halves.leftShares, used - 1);
        chosen(plan.halves.left, share, into);
        chosen(plan.halves.right, used - share, into);
    }
    return into;
}

function commonPrefix(first: CidrBlock, last: CidrBlock): CidrBlock {
    const lanes = first.lanes();
    const other = last.lanes();
    const index = lanes.findIndex((value, at) => value !== other[at]);
    const length = index * 32 + Math.clz32(lane(lanes, index) ^ lane(other, index));
    return CidrBlock.around(first, length);
}

/** Index of the first block with a one at that position, where all agree on what comes before it. */
function firstWithBit(blocks: readonly CidrBlock[], position: number): number {
    const shift = 31 - (position & 31);
    return blocks.findIndex((block) => ((block.laneAt(position >> 5) >>> shift) & 1) === 1);
}

function sizeOf(block: CidrBlock): bigint {
    return 1n << BigInt((block.family === 4 ? 32 : 128) - block.prefixLength);
}
