import { FirewallError, IpSet, PUBLIC_IPV4, PUBLIC_IPV6, publicPart } from "@portcullis/core";
import { DEFAULTS, PROPERTIES, type PropertyName, propertiesOf } from "./configuration-schema.js";
import { type Exception, parseExceptions } from "./exceptions.js";
import { isPolicyName, type PolicyName } from "./policy-name.js";

/** What a policy judges by. */
export interface Settings {
    /** Ports of the API server. */
    readonly ports: readonly number[];
    readonly strict: boolean;
    readonly allowed: IpSet;
    readonly cloudTenantSources: "violation" | "advisory";
    readonly gkeDnsEndpoint: "violation" | "advisory";
    readonly reportNetworkAcls: boolean;
    readonly onUnknown: "by-phase" | "advisory" | "mandatory";
    readonly exceptions: readonly Exception[];
}

/** The settings of one policy, and what is wrong with what was given. */
export interface Configuration {
    readonly settings: Settings;
    /** Properties that differ from their default. */
    readonly given: ReadonlySet<PropertyName>;
    readonly faults: readonly FirewallError[];
}

type Given = { readonly [property: string]: unknown };

/**
 * Checks the configuration of a policy, whatever the engine has checked before: it lets unknown properties pass. What
 * is wrong has its default, so that nothing passes for it, and is told.
 */
export function parseConfiguration(policy: PolicyName, given: Given, now: Date): Configuration {
    const faults: FirewallError[] = [...unknownProperties(policy, given)];
    const reader = new PropertyReader(given, faults);
    const { exceptions, faults: unsigned } = parseExceptions(reader.list("exceptions"), now);
    const settings: Settings = {
        ports: reader.ports(),
        strict: reader.flag("strict"),
        allowed: reader.allowed(),
        cloudTenantSources: reader.choice("cloudTenantSources", ["violation", "advisory"]),
        gkeDnsEndpoint: reader.choice("gkeDnsEndpoint", ["violation", "advisory"]),
        reportNetworkAcls: reader.flag("reportNetworkAcls"),
        onUnknown: reader.choice("onUnknown", ["by-phase", "advisory", "mandatory"]),
        exceptions,
    };
    return { settings, given: givenIn(given), faults: [...faults, ...unsigned] };
}

/** Says which configured policies do not exist in this pack. */
export function unknownPolicies(names: readonly string[]): readonly FirewallError[] {
    return names
        .filter((name) => !isPolicyName(name) && name !== "all")
        .map((name) =>
            fault(
                name,
                `The configuration names a policy ${JSON.stringify(name)}`,
                "This pack has no such policy, so what is set there does nothing",
                `Write one of ${POLICY_LIST}`,
            ),
        );
}

const POLICY_LIST =
    "api-server-not-public, managed-api-endpoint-not-public, control-plane-not-public, api-server-reach-known";

function unknownProperties(policy: PolicyName, given: Given): readonly FirewallError[] {
    const known = propertiesOf(policy);
    return Object.keys(given)
        .filter((name) => !known.includes(name))
        .map((name) => {
            const elsewhere = Object.hasOwn(PROPERTIES, name);
            return fault(
                name,
                "it is set",
                elsewhere
                    ? `It does not concern ${policy}, so it would do nothing there`
                    : "There is no such property, so it would do nothing",
                `Write one of ${known.join(", ")}`,
            );
        });
}

function givenIn(given: Given): ReadonlySet<PropertyName> {
    const names = Object.keys(DEFAULTS) as PropertyName[]; // Object.keys loses the type of the literal.
    return new Set(
        names.filter(
            (name) => given[name] !== undefined && JSON.stringify(given[name]) !== JSON.stringify(DEFAULTS[name]),
        ),
    );
}

class PropertyReader {
    constructor(
        private readonly given: Given,
        private readonly faults: FirewallError[],
    ) {}

    flag(name: "strict" | "reportNetworkAcls"): boolean {
        const value = this.given[name];
        if (typeof value === "boolean") return value;
        if (value !== undefined) this.wrong(name, value, "It is either true or false", `${name}: true`);
        return DEFAULTS[name];
    }

    choice<T extends string>(name: "cloudTenantSources" | "gkeDnsEndpoint" | "onUnknown", choices: readonly T[]): T {
        const value = this.given[name];
        const chosen = choices.find((choice) => choice === (value === undefined ? DEFAULTS[name] : value));
        if (chosen !== undefined) return chosen;
        this.wrong(name, value, `It is one of ${choices.join(", ")}`, `${name}: "${DEFAULTS[name]}"`);
        // The default is one of the choices by construction; without it the first is the strictest.
        return choices.find((choice) => choice === DEFAULTS[name]) ?? (choices[0] as T);
    }

    list(name: "exceptions" | "allowedCidrBlocks" | "ports"): readonly unknown[] {
        const value = this.given[name];
        if (value === undefined) return DEFAULTS[name];
        if (Array.isArray(value)) return value;
        this.wrong(name, value, "It is a list", `${name}: ${JSON.stringify(DEFAULTS[name])}`);
        return DEFAULTS[name];
    }

    ports(): readonly number[] {
        const list = this.list("ports");
        if (list.length === 0) {
            this.wrong("ports", list, "Without a port nothing would be judged", "ports: [6443]");
            return DEFAULTS.ports;
        }
        const ports = list.filter((port, index): port is number => {
            if (typeof port === "number" && Number.isInteger(port) && port >= 1 && port <= 65535) return true;
            this.wrong(`ports[${index}]`, port, "A port is a whole number from 1 to 65535", "ports: [6443]");
            return false;
        });
        return ports.length === list.length
            ? [...new Set(ports)].sort((one, other) => one - other)
            : [...new Set([...DEFAULTS.ports, ...ports])];
    }

    allowed(): IpSet {
        const blocks = this.list("allowedCidrBlocks").map((block, index) => this.block(block, index));
        const set = IpSet.unionOf(blocks);
        const tooWide = familiesHalfIn(set);
        if (tooWide.length === 0) return set;
        this.wrong(
            "allowedCidrBlocks",
            this.given["allowedCidrBlocks"],
            `Together these blocks are half of ${tooWide.join(" and half of ")} or more, so the policy would allow everyone`,
            'allowedCidrBlocks: ["198.51.100.0/24"], and an exception for a resource that is exposed on purpose',
        );
        return IpSet.empty;
    }

    private block(block: unknown, index: number): IpSet {
        const at = `allowedCidrBlocks[${index}]`;
        if (typeof block !== "string") {
            this.wrong(at, block, "A CIDR block is a text", 'allowedCidrBlocks: ["198.51.100.0/24"]');
            return IpSet.empty;
        }
        try {
            return IpSet.of(block);
        } catch (error) {
            if (!(error instanceof FirewallError)) throw error;
            this.faults.push(fault(at, error.what, error.why, error.fix));
            return IpSet.empty;
        }
    }

    private wrong(at: string, value: unknown, why: string, fix: string): void {
        this.faults.push(fault(at, `it is ${shown(value)}`, why, `Write ${fix}`));
    }
}

const HALVES = [
    { name: "the IPv4 internet", family: 4, space: IpSet.ipv4, internet: PUBLIC_IPV4 },
    { name: "the IPv6 internet", family: 6, space: IpSet.of("2000::/3"), internet: PUBLIC_IPV6 },
] as const;

/**
 * The families of which a set is half or more, which is nobody's own address space: half of the addresses or half of
 * the public ones, IPv4 addresses in the forms that they have inside IPv6 included.
 */
function familiesHalfIn(set: IpSet): readonly string[] {
    const { countIpv4, countIpv6 } = publicPart(set);
    return HALVES.filter(({ family, space, internet }) => {
        const isHalf = set.intersect(space).size(family) * 2n >= space.size(family);
        return isHalf || (family === 4 ? countIpv4 : countIpv6) * 2n >= internet.size(family);
    }).map(({ name }) => name);
}

function fault(at: string, what: string, why: string, fix: string): FirewallError {
    return new FirewallError({ code: "configuration-invalid", at, what, why, fix });
}

function shown(value: unknown): string {
    const text = JSON.stringify(value) ?? String(value);
    return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}
