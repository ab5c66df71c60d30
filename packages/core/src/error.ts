/**
 * Every code an error of ours may carry. Codes are permanent: tools and people search for them.
 * `docs/errors.md` has one section per code.
 */
export const ERROR_CODES = {
    "address-malformed": "an address is not written as an IPv4 or IPv6 address",
    "cidr-malformed": "a CIDR block is not written as address/prefix length",
    "cidr-mask-missing": "a CIDR block has no prefix length",
    "cidr-host-bits-set": "a CIDR block has bits set outside its prefix",
    "cidr-family-mismatch": "a CIDR block is of the wrong address family",
    "port-out-of-range": "a port is not an integer from 0 to 65535",
    "port-range-reversed": "a port range ends before it begins",
    "priority-out-of-range": "a priority is outside what the cloud accepts",
    "priority-taken": "two rules of one firewall have the same priority",
    "duplicate-entry": "two entries say the same or share a name",
    "name-malformed": "a name does not fit what the cloud accepts",
    "description-malformed": "a description does not fit what the cloud accepts",
    "allow-list-empty": "an allow list names nobody",
    "open-to-world": "a source admits the internet without the named opt-in",
    "entry-expired": "a time-limited entry is past its date",
    "date-malformed": "a date is not written YYYY-MM-DD",
    "argument-missing": "an argument that is needed is not there",
    "argument-unknown": "an argument is not one that is known here",
    "argument-malformed": "an argument is not of the shape that is taken here",
    "argument-conflict": "two arguments contradict each other",
    "source-list-refused": "a source list cannot be used as an allow list",
    "rule-limit-exceeded": "more rules or addresses than the cloud's quota",
    "fit-infeasible": "no set of that many CIDR blocks stays inside the envelope",
    "load-balancer-unfiltered": "a load balancer would relay clients that no rule filters",
    "value-unknown": "a value that is needed now is not known yet",
    "configuration-invalid": "the configuration is not what its schema says",
} as const;

/** The permanent name of an error. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** Says what is wrong, why it is wrong and how to mend it, in that order. */
export interface FirewallErrorParts {
    readonly code: ErrorCode;
    /** Names the input as the user wrote it, with its value; never a secret. */
    readonly what: string;
    /** The rule of the cloud, or of ours, that it breaks. */
    readonly why: string;
    /** A value that could be pasted, or the next step. */
    readonly fix: string;
    /** Property path of the input, such as `administrators.cidrBlocks[0]`. */
    readonly at?: string;
}

/** The one error class of Portcullis. */
export class FirewallError extends Error {
    readonly code: ErrorCode;
    readonly what: string;
    readonly why: string;
    readonly fix: string;
    readonly at: string | undefined;

    constructor(parts: FirewallErrorParts) {
        super(`${parts.at ? `${parts.at}: ` : ""}${parts.what}. ${parts.why}. ${parts.fix}.`);
        this.name = "FirewallError";
        this.code = parts.code;
        this.what = parts.what;
        this.why = parts.why;
        this.fix = parts.fix;
        this.at = parts.at;
    }

    /** Says the same error about an input further out: `at("administrators")` of `cidrBlocks[0]` is `administrators.cidrBlocks[0]`. */
    under(path: string): FirewallError {
        const joined = this.at ? (this.at.startsWith("[") ? `${path}${this.at}` : `${path}.${this.at}`) : path;
        return new FirewallError({ code: this.code, what: this.what, why: this.why, fix: this.fix, at: joined });
    }
}
