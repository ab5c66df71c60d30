import type { Cause } from "./cause.js";
import type { IpSet } from "./ip-set.js";
import type { Link } from "./stack/link.js";

/**
 * Who a rule speaks of. A rule's peers are alternatives: it matches a source that any of them names.
 */
export type Peer = AddressPeer | ReferencePeer | ListPeer | UnknownPeer;

/** Known addresses. `*` and `Internet` are address peers too: every address, and every public one. */
export interface AddressPeer {
    readonly kind: "addresses";
    readonly addresses: IpSet;
    /** As the user wrote it; `[secret]` for a secret. */
    readonly text: string;
    /** URN of the resource that writes it, where that is a list which the rule names. */
    readonly listedBy?: string;
}

/** How a reference counts: `internal` and `probe` are never the internet, `service` is worth a remark, the others are refused. */
export type ReferenceClass = "internal" | "probe" | "service" | "cloud-tenant" | "geo";

/** Something the cloud resolves that is not a list of addresses: a group, a tag, a service, a country. */
export interface ReferencePeer {
    readonly kind: "reference";
    readonly class: ReferenceClass;
    /** Canonical name; two references of one class and name are the same. */
    readonly name: string;
    /** Names (of the same class) that this one includes, itself left out: `AzureCloud` includes `AzureCloud.westeurope` by the prefix `AzureCloud.`. */
    readonly includesPrefix?: string;
    /** Every address it can ever mean lies in here: a deny of all of these covers it. */
    readonly within: IpSet;
    readonly text: string;
}

/** A list kept in another resource (prefix list, address group, IP group): the stack resolves it; alone it is unknown. */
export interface ListPeer {
    readonly kind: "list";
    readonly link: Link;
    /** What holds when the list is not part of the stack. */
    readonly otherwise: UnknownPeer | ReferencePeer;
}

/** Nobody knows yet: at least `least`, at most `most`. */
export interface UnknownPeer {
    readonly kind: "unknown";
    readonly least: IpSet;
    readonly most: IpSet;
    readonly cause: Cause;
}
