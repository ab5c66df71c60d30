import { type Admitted, admittedThrough } from "./admitted.js";
import { entriesAt } from "./entry.js";
import type { Point } from "./point.js";
import type { Rule } from "./rule.js";

/** Who reaches a point through one firewall. */
export interface Reach {
    readonly point: Point;
    /** Admitted in every completion of the unknown values. */
    readonly atLeast: Admitted;
    /** Admitted in some completion; the same object as `atLeast` where nothing that matters is unknown. */
    readonly atMost: Admitted;
    /** The rules that were asked. */
    readonly rules: readonly Rule[];
    /** True where denies of single source ports and destinations were too many to tell apart: sound, but not exact. */
    readonly coarse: boolean;
}

/**
 * Finds who can open a connection to a point. The lowest tier that matches decides, in it a deny beats an allow, and
 * where nothing matches the answer is deny. Egress rules do not count; a list that nobody resolved is unknown.
 */
export function reach(rules: readonly Rule[], point: Point): Reach {
    const { least, most } = entriesAt(rules, point);
    const atMost = admittedThrough(most);
    if (least === most && !atMost.overflow) return { point, atLeast: atMost, atMost, rules, coarse: false };
    const atLeast = admittedThrough({ view: "least", entries: least.entries });
    return { point, atLeast, atMost, rules, coarse: atLeast.overflow || atMost.overflow };
}
