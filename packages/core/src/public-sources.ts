import type { Admitted } from "./admitted.js";
import { IpSet } from "./ip-set.js";
import type { ReferencePeer } from "./peer.js";
import { INTERNET, type PublicPart, publicPart } from "./public-internet.js";

/** What counts of those who get in: public addresses and refused references, without what is allowed or excused. */
export interface PublicSources extends PublicPart {
    /** The public addresses as the rules name them: IPv4 inside IPv6 is IPv6 here, and IPv4 in `ipv4`. */
    readonly addresses: IpSet;
    /** Cloud tenants and countries. */
    readonly references: readonly ReferencePeer[];
    /** Shared platforms: worth a remark. */
    readonly relays: readonly ReferencePeer[];
}

/** Which sources do not count, and which are a mere remark. */
export interface Exemptions {
    readonly allowed?: IpSet;
    readonly excused?: { readonly addresses: IpSet; readonly names: readonly string[] };
    readonly cloudTenantSources?: "violation" | "advisory";
}

/** Takes what counts. Exempt addresses are taken off addresses only, their forms inside IPv6 included; names off references. */
export function publicSources(admitted: Admitted, exemptions: Exemptions): PublicSources {
    const references = admitted.references.filter((one) => !isExcused(one, exemptions));
    const tenantsCount = exemptions.cloudTenantSources !== "advisory";
    const refused = references.filter((one) => one.class === "geo" || (one.class === "cloud-tenant" && tenantsCount));
    const relays = references.filter(
        (one) => one.class === "service" || (one.class === "cloud-tenant" && !tenantsCount),
    );
    const exempt = IpSet.unionOf(
        [exemptions.allowed, exemptions.excused?.addresses].filter((set) => set !== undefined),
    );
    const addresses = admitted.addresses.intersect(INTERNET).subtract(exempt);
    return { addresses, ...countable(addresses, exempt), references: refused, relays };
}

/** The sets that most rules come to, each counted once, when it first comes up. */
const COUNTED = new Map<IpSet, PublicPart | undefined>(
    [IpSet.empty, INTERNET.family(4), INTERNET, INTERNET.family(6)].map((set) => [set, undefined]),
);

function countOf(addresses: IpSet): PublicPart {
    for (const [set, known] of COUNTED) {
        if (!set.equals(addresses)) continue;
        const part = known ?? publicPart(addresses);
        COUNTED.set(set, part);
        return part;
    }
    return publicPart(addresses);
}

function countable(addresses: IpSet, exempt: IpSet): PublicPart {
    const part = countOf(addresses);
    if (!part.ipv4.overlaps(exempt)) return part;
    const ipv4 = part.ipv4.subtract(exempt);
    return { ...part, ipv4, countIpv4: ipv4.size(4) };
}

/** Clouds that have named sources do not tell their case apart. */
function isExcused(reference: ReferencePeer, { excused }: Exemptions): boolean {
    const name = reference.name.toLowerCase();
    return excused?.names.some((one) => one.toLowerCase() === name) ?? false;
}
