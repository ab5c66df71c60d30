/** Why something is not decided: the place in a resource whose value is unknown, foreign or unreadable. */
export interface Cause {
    /** URN of the resource. */
    readonly resource: string;
    /** Property path in it, such as `ingress[1].cidrBlocks[0]`. */
    readonly at: string;
    readonly kind: "unknown" | "foreign" | "unreadable";
    /**
     * Completes "it depends on <at>, ...": `known only after another resource exists`,
     * `prefix list pl-0a1b is not part of this stack`, `a key "cidr_block" that is not read here`.
     */
    readonly text: string;
}
