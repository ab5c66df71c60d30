import type { CidrBlock } from "./cidr-block.js";
import { FirewallError } from "./error.js";
import { IpSet } from "./ip-set.js";
import { leastWidening } from "./least-widening.js";

/**
 * Fits a set into at most `count` CIDR blocks: exactly where that many suffice, else by adding the fewest addresses.
 *
 * @param count Fractions are cut off; less than one is room for nobody.
 * @param envelope Every block that adds an address lies in here as a whole. Without one nothing may be added.
 * @throws FirewallError `fit-infeasible`: never a wider set.
 */
export function fit(set: IpSet, count: number, envelope: IpSet = IpSet.empty): CidrBlock[] {
    const exact = set.toCidrBlocks();
    const most = count >= 1 ? Math.floor(count) : 0;
    if (exact.length <= most) return exact;
    const fitted = leastWidening(exact, most, envelope);
    if (fitted !== undefined) return fitted;
    throw new FirewallError({
        code: "fit-infeasible",
        what: `${exact.length} CIDR blocks do not fit into ${count}`,
        why: "Fewer blocks would admit addresses outside the envelope, and a wider set than was asked for is never made",
        fix: "Raise the number of blocks, widen the envelope or remove sources",
    });
}
