/** What is asked about: a connection to this destination port, from anywhere and from any source port. */
export interface Point {
    /** IANA protocol number; 6 is TCP. */
    readonly protocol: number;
    readonly port: number;
}

/** TCP at a port: `tcp(6443)`. */
export function tcp(port: number): Point {
    return { protocol: 6, port };
}
