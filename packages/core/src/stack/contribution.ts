import type { Peer } from "../peer.js";
import type { PortSet } from "../port-set.js";
import type { Rule } from "../rule.js";
import type { Resource } from "../value.js";
import type { Identity, Link } from "./link.js";

/** What sort of thing is judged: it decides which policy reports it, and which ports count. */
export type FirewallKind =
    /** Security groups, network security groups, firewall rules and policies. */
    | "firewall"
    /** A load balancer in front of the port. */
    | "load-balancer"
    /** The endpoint of a managed cluster (EKS, AKS, GKE ...): judged whatever ports are configured. */
    | "managed-endpoint"
    /** A subnet's network ACL: judged only when the configuration asks for it. */
    | "network-acl";

/** Something a user should see that is neither open nor closed by itself. */
export interface Note {
    /** URN of the resource. */
    readonly resource: string;
    readonly at: string;
    /** Permanent kebab-case name, also the anchor on the policy's page. */
    readonly code: string;
    /** A whole sentence: what cannot be seen or what to know. */
    readonly what: string;
    readonly why: string;
    readonly fix: string;
    /**
     * `undecided`: it may open the port. `advisory`: the firewall is as it is judged, but know this.
     * Both are reported by `api-server-reach-known`.
     */
    readonly weight: "undecided" | "advisory";
    /** Counts only where one of the judged ports is in here. @default every port */
    readonly ports?: PortSet;
}

/**
 * What one resource says of one firewall. A reader returns one per object the resource writes: most give one, a
 * carrier of a template gives many, a resource that says nothing gives none.
 */
export interface Contribution {
    readonly resource: Resource;
    readonly kind: FirewallKind;
    /** `union`: an allow here is final, so the resource is judged at once, alone. `ordered`: only the whole firewall decides. */
    readonly semantics: "union" | "ordered";
    /** The firewall that this resource is, where others may add to it. */
    readonly identity?: Identity;
    /** The firewall that its rules belong to, where that is another resource. */
    readonly belongsTo?: Link;
    readonly rules: readonly Rule[];
    readonly notes: readonly Note[];
    /** Content of a list (prefix list, address group): not a firewall, others link to it. */
    readonly list?: { readonly identity: Identity; readonly belongsTo?: Link; readonly entries: readonly Peer[] };
    /** Facts for a composer of this cloud (load balancer parts, target tags): plain data, read by that composer only. */
    readonly facts?: unknown;
    /** Name of the composer that makes the firewall from its parts. @default "plain" */
    readonly composer?: string;
}

/** Reads a resource that stands inside another one, as those of a template do; nothing where its type has no reader. */
export type NestedReader = (resource: Resource) => readonly Contribution[];

/**
 * Reads one resource. Never throws: what it cannot read is everything, and says so.
 * `nested` reads the resources inside a carrier with the reader of their own type.
 */
export type Reader = (resource: Resource, nested?: NestedReader) => readonly Contribution[];
