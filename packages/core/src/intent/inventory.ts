/** One line of the answer to "who may come in, where, and why". */
export interface RuleInventoryEntry {
    /** The source as written; the key the user chose where it is an output. */
    readonly who: string;
    /** Roles for which it is admitted, in the words of {@link ROLES}. */
    readonly roles: readonly string[];
    /** Port or range, such as `6443` or `2379-2380`. */
    readonly port: string;
    /** What listens there, and for whom: `Kubernetes API for administrators`. */
    readonly why: string;
    readonly family: "ipv4" | "ipv6" | "both";
    /** Rules or addresses that this takes from the cloud's quota. */
    readonly quota: number;
}
