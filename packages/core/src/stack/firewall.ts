import type { Rule } from "../rule.js";
import type { FirewallKind, Note } from "./contribution.js";

/** One firewall, whole: the rules of all resources that form it. */
export interface Firewall {
    readonly kind: FirewallKind;
    readonly semantics: "union" | "ordered";
    /** URN to report on: the group or policy itself, else the rule resource. */
    readonly subject: string;
    /** URNs of everything that has a part in it, the subject included. */
    readonly members: readonly string[];
    readonly rules: readonly Rule[];
    readonly notes: readonly Note[];
}
