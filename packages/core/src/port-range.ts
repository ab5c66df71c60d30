import { FirewallError } from "./error.js";
import { quoted } from "./spelling-fault.js";

const HIGHEST = 65535;

/** Ports from one to another, both included. */
export class PortRange {
    constructor(
        readonly from: number,
        readonly to: number,
    ) {
        checkPort(from);
        checkPort(to);
        if (from > to) {
            throw new FirewallError({
                code: "port-range-reversed",
                what: `Port range ${from}-${to} ends before it begins`,
                why: "A port range is written from the lower port to the higher",
                fix: `Write ${to}-${from}`,
            });
        }
    }

    /** Reads `6443`, `"6443"` or `"30000-32767"`; no spaces, signs, leading zeros or open ends. */
    static parse(text: string | number): PortRange {
        if (typeof text === "number") return new PortRange(text, text);
        const match = /^(0|[1-9]\d{0,4})(?:-(0|[1-9]\d{0,4}))?$/.exec(typeof text === "string" ? text : "");
        if (match === null || !text.endsWith(match[0])) throw outOfRange(quoted(text));
        const from = Number(match[1]);
        return new PortRange(from, match[2] === undefined ? from : Number(match[2]));
    }

    contains(port: number): boolean {
        return port >= this.from && port <= this.to;
    }

    toString(): string {
        return this.from === this.to ? String(this.from) : `${this.from}-${this.to}`;
    }
}

function checkPort(port: number): void {
    if (!Number.isInteger(port) || port < 0 || port > HIGHEST) throw outOfRange(String(port));
}

function outOfRange(written: string): FirewallError {
    return new FirewallError({
        code: "port-out-of-range",
        what: `${written} is not a port or a port range`,
        why: `Ports are integers from 0 to ${HIGHEST}, a range has a dash between two of them`,
        fix: "Write a port such as 6443 or a range such as 30000-32767",
    });
}
