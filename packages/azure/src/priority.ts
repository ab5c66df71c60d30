import { FirewallError } from "@portcullis/core";
import { type Role, shortHash, wholeNumber } from "@portcullis/core/intent";

/**
 * First priority of each role's band of 300. A band never moves: a new source, role or rule renumbers nothing.
 * Inside a band, 0 and 1 are the role's IPv4 and IPv6 prefixes; the rest is for groups and tags, each placed by its name.
 */
export const BANDS: { readonly [role in Role]: number } = {
    controlPlane: 100,
    nodes: 400,
    administrators: 700,
    ci: 1000,
    monitoring: 1300,
    webhooks: 1600,
    managementTools: 1900,
    loadBalancerHealthChecks: 2200,
    ownAddresses: 2500,
    exposedOnPurpose: 2800,
};

/** Band of the user's own rules. */
export const EXTRA_BAND = { from: 3100, to: 3399 };
/** The deny of the control-plane ports: after every allow, before Azure's default for the virtual network at 65000. */
export const DENY_PRIORITY = 4000;
/** Outbound: destinations, DNS, and the deny of the rest. */
export const DESTINATION_BAND = 700;
export const DNS_PRIORITY = 1000;
export const DENY_OUTBOUND_PRIORITY = 4096;

const FIRST_PLACED = 10;
const PLACES = 290;

/** The priority of a group's or tag's rule in its band, from its name and nothing else. */
export function placedPriority(band: number, name: string): number {
    return band + FIRST_PLACED + (Number.parseInt(shortHash(name), 36) % PLACES);
}

/** A pinned priority, checked. */
export function pinnedPriority(value: unknown, at: string): number {
    return wholeNumber(value, at, {
        from: 100,
        to: 4096,
        code: "priority-out-of-range",
        why: "A security rule takes a priority from 100 to 4096, lower first",
    });
}

/**
 * Refuses two rules of one direction at one priority.
 *
 * @throws FirewallError `priority-taken`, which names both and the way out.
 */
export function refuseSamePriority(
    rules: readonly { readonly name: string; readonly direction: string; readonly priority: number }[],
): void {
    const taken = new Map<string, string>();
    for (const { name, direction, priority } of rules) {
        const earlier = taken.get(`${direction} ${priority}`);
        if (earlier !== undefined) {
            throw new FirewallError({
                code: "priority-taken",
                at: `priorities.${name}`,
                what: `The rules ${earlier} and ${name} both have priority ${priority}`,
                why: "A priority is unique per direction in a network security group",
                fix: `Pin one of them to a free priority, for example priorities: { ${JSON.stringify(name)}: ${priority + 1} }`,
            });
        }
        taken.set(`${direction} ${priority}`, name);
    }
}
