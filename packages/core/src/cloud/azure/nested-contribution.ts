import type { Cause } from "../../cause.js";
import type { Contribution } from "../../stack/contribution.js";
import { joinPath, relocated } from "../relocated.js";

/** Where a template writes a resource, and what has to hold for it to be deployed. */
interface Nesting {
    /** Property path of the resource in the template's carrier. */
    readonly at: string;
    /** Values on which it hangs that there is such a resource; none where there surely is one. */
    readonly doubts: readonly Cause[];
}

/** A contribution of a resource inside a template, with the paths that lead there from the carrier. */
export function nested(contribution: Contribution, { at, doubts }: Nesting): Contribution {
    const moved = relocated(contribution, (inner) => joinPath(at, inner));
    if (doubts.length === 0) return moved;
    return {
        ...moved,
        rules: moved.rules.map((rule) => ({ ...rule, certain: false, causes: [...rule.causes, ...doubts] })),
    };
}
