import type { Cause } from "../cause.js";

/**
 * A reference from one resource to another object: by physical id or name where it is known, else through the
 * dependency that the program recorded for that property. Never by name alone across providers or scopes.
 */
export interface Link {
    /** Kind of object that is meant, such as `aws-security-group`. */
    readonly kind: string;
    /** The known id or name, normalised by the reader; undefined where it is not known. */
    readonly key: string | undefined;
    /**
     * What must be equal besides the key: a resource group, a project. Empty text where the kind has none or the
     * provider's own default applies; undefined where it is not known: such a key alone is never a certain link.
     */
    readonly scope: string | undefined;
    /** URNs in `propertyDependencies` of the linking property. */
    readonly dependencies: readonly string[];
    /** What to say where the link stays open. */
    readonly cause: Cause;
}

/** An object that others link to. */
export interface Identity {
    readonly kind: string;
    /** Ids and names it is known by, normalised as in {@link Link.key}; empty where none is known yet. */
    readonly keys: readonly string[];
    /** As in {@link Link.scope}: empty text for none or the default, undefined for not known. */
    readonly scope: string | undefined;
}
