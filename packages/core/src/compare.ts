import type { Admitted } from "./admitted.js";
import { IpSet } from "./ip-set.js";

/** How what is granted differs from what is intended. */
export interface Comparison {
    /** Granted, not intended. */
    readonly excess: IpSet;
    /** Intended, not granted. */
    readonly missing: IpSet;
}

/** Compares the addresses that get in with those that should. */
export function compare(granted: Admitted | IpSet, intended: IpSet): Comparison {
    const addresses = granted instanceof IpSet ? granted : granted.addresses;
    return { excess: addresses.subtract(intended), missing: intended.subtract(addresses) };
}
