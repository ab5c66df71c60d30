import type { Cause } from "./cause.js";
import type { IpSet } from "./ip-set.js";
import type { Peer } from "./peer.js";
import type { PortSet } from "./port-set.js";

/**
 * A value that may not be known: `least` holds in every completion of the unknown values, `most` in some.
 * Known values have both the same (and the same object, which the engine uses as its fast path).
 */
export interface Between<T> {
    readonly least: T;
    readonly most: T;
}

/** Wraps a known value. */
export function known<T>(value: T): Between<T> {
    return { least: value, most: value };
}

/** IANA protocol numbers, or every protocol. */
export type Protocols = "any" | readonly number[];

/** Where a rule applies behind the firewall: everywhere, or these addresses and named groups. */
export type Scope = "any" | { readonly addresses: IpSet; readonly groups: readonly string[] };

/** What a rule does with a packet it matches. `pass` leaves this firewall undecided for another one (goto_next): here it admits nobody. */
export type Action = "allow" | "deny" | "pass";

/**
 * One rule of one firewall, in the form that all clouds share.
 *
 * Rules stand in tiers by priority, the lowest first; inside a tier a deny (or pass) beats an allow; the first tier
 * that matches decides; where none matches the answer is deny. A cloud of unions is one tier; a list is a tier a rule.
 */
export interface Rule {
    /** As the cloud or the user names it; the property path where it has no name. */
    readonly name: string;
    /** URN of the resource that writes it. */
    readonly resource: string;
    /** Property path of the rule in that resource; empty where the resource is the rule. */
    readonly at: string;
    readonly direction: "ingress" | "egress";
    readonly action: Action;
    /** Tier; lower is stronger. Unknown priorities span a range: `least` is the strongest it may be, `most` the weakest. */
    readonly priority: Between<number>;
    readonly protocols: Between<Protocols>;
    /** Destination ports. */
    readonly ports: Between<PortSet>;
    /** Source ports; for an allow these narrow nothing that matters, a client chooses its own. */
    readonly sourcePorts: Between<PortSet>;
    readonly peers: readonly Peer[];
    readonly destination: Between<Scope>;
    /** False where the rule may turn out not to exist (an unknown switch, an unknown link, an unknown action). */
    readonly certain: boolean;
    /** The unknown values, beside those of peers, on which this rule depends; empty when everything is known. */
    readonly causes: readonly Cause[];
    /** The properties that make it match, as written, for the "why" of a message: `cidrIpv4 is "0.0.0.0/0"`. */
    readonly because: readonly string[];
    /** Anchor of the section on the policy's page that explains why this admits more than it seems, such as `protocol-all`. */
    readonly anchor?: string;
    /** True for a rule of the cloud itself, which nobody can take away. */
    readonly implied?: true;
}
