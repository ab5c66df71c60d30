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
    readonly leftShares: readonly number[];
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
    const plans = [ipv4, ipv6]
        .filter((part) => part.length > 0)
        .map((part) => planOf({ blocks: part, count, envelope }, 0, part.length));
    const [one, two] = plans;
    if (one === undefined || count < 1) return one === undefined ? [] : undefined;
    const plan = two === undefined ? one : shared(one, two, count);
    for (let used = costCount(plan.costs); used > 0; used--) {
        // One prefix more never costs more, so the largest number that can be is the cheapest.
        if (!isInfinite(plan.costs, used - 1)) return chosen(plan, used, []);
    }
    return undefined;
}

/** Blocks of one family, and what limits their widening. */
interface Task {
    readonly blocks: readonly CidrBlock[];
    readonly count: number;
    readonly envelope: IpSet;
}

/** Plans for the blocks from one index up to another. */
function planOf(task: Task, from: number, to: number): Plan {
    const first = blockAt(task, from);
    if (to - from === 1) return { costs: ONE_AT_NO_COST, covered: sizeOf(first), whole: first };
    const whole = commonPrefix(first, blockAt(task, to - 1));
    const split = firstWithBit(task, from, whole.prefixLength);
    const plan = shared(planOf(task, from, split), planOf(task, split, to), task.count);
    if (task.envelope.contains(whole)) setCost(plan.costs, 0, sizeOf(whole) - plan.covered);
    return { ...plan, whole };
}

const ONE_AT_NO_COST = infiniteCosts(1);
setCost(ONE_AT_NO_COST, 0, 0n);

function blockAt({ blocks }: Task, index: number): CidrBlock {
    const block = blocks[index];
    if (block === undefined) throw new RangeError(`no block ${index}`);
    return block;
}

/** Shares up to `count` prefixes between two plans in the best way. */
function shared(left: Plan, right: Plan, count: number): Plan {
    const [ofLeft, ofRight] = [costCount(left.costs), costCount(right.costs)];
    const most = Math.min(count, ofLeft + ofRight);
    const costs = infiniteCosts(most);
    const leftShares = new Array<number>(most).fill(0);
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
        const share = plan.halves.leftShares[used - 1] ?? 0;
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

/** Index of the first block with a one at that position; up to there, all from `from` on agree, and some have it. */
function firstWithBit(task: Task, from: number, position: number): number {
    const shift = 31 - (position & 31);
    let index = from;
    while (((blockAt(task, index).laneAt(position >> 5) >>> shift) & 1) === 0) index++;
    return index;
}

function sizeOf(block: CidrBlock): bigint {
    return 1n << BigInt((block.family === 4 ? 32 : 128) - block.prefixLength);
}
