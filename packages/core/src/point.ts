import { PortRange } from "./port-range.js";

/** What is asked about: a connection to this destination port, from anywhere and from any source port. */
export interface Point {
    /** IANA protocol number; 6 is TCP. */
    readonly protocol: number;
    readonly port: number;
}

/**
 * TCP at a port: `tcp(6443)`.
 *
 * @throws FirewallError `port-out-of-range`: no rule speaks of such a port, and "closed" would be the wrong answer
 */
export function tcp(port: number): Point {
    return { protocol: 6, port: new PortRange(port, port).from };
}
