import { type Address, parseAddress } from "./address.js";
import { type Admitted, referenceKey } from "./admitted.js";
import type { Cause } from "./cause.js";
import { admittingRule, type Source } from "./decider.js";
import { type Doubt, decidingCauses } from "./deciding-causes.js";
import { entriesAt } from "./entry.js";
import type { IpSet } from "./ip-set.js";
import type { ReferencePeer } from "./peer.js";
import type { Point } from "./point.js";
import { type PublicSources, publicSources } from "./public-sources.js";
import type { Reach } from "./reach.js";
import type { Rule } from "./rule.js";

/** How strictly a reach is judged. */
export interface ExposureOptions {
    /** One public address is too many. @default false: 2^20 IPv4 or 2^104 IPv6 addresses are */
    readonly strict?: boolean;
    /** The operator's own public addresses: they never count. */
    readonly allowed?: IpSet;
    /** What the addresses of all tenants of a cloud are. @default "violation" */
    readonly cloudTenantSources?: "violation" | "advisory";
    /** Sources that are exposed on purpose: addresses, and references by name. */
    readonly excused?: { readonly addresses: IpSet; readonly names: readonly string[] };
}

/** One source that shows the verdict, and the rule that lets it in: {@link Rule} and source can be replayed. */
export interface Witness {
    readonly source: Source;
    readonly rule: Rule;
}

/** The verdict on a reach. */
export interface Exposure {
    /** `open` and `closed` hold in every completion of the unknown values; `undecided` depends on the `causes`. */
    readonly verdict: "open" | "closed" | "undecided";
    readonly point: Point;
    readonly atLeast: Admitted;
    readonly atMost: Admitted;
    /** What counts of `atLeast`: public, and neither allowed nor excused. */
    readonly publicAtLeast: PublicSources;
    /** What counts of `atMost`. */
    readonly publicAtMost: PublicSources;
    /** Of an open reach, a source that gets in; of an undecided one, a source that may, and the rule that would let it. */
    readonly witness?: Witness;
    /** Of an undecided reach: the unknown values that decide. */
    readonly causes: readonly Cause[];
    /** Shared platforms that may get in and relay strangers. */
    readonly relays: readonly ReferencePeer[];
}

/** 2^20: as many addresses as a /12 has. */
const MOST_IPV4 = 1n << 20n;
/** 2^104: as many addresses as a /24 has. */
const MOST_IPV6 = 1n << 104n;

/** Judges who gets in against the public internet. */
export function exposure(reach: Reach, options: ExposureOptions = {}): Exposure {
    const publicAtLeast = publicSources(reach.atLeast, options);
    const publicAtMost = reach.atMost === reach.atLeast ? publicAtLeast : publicSources(reach.atMost, options);
    const { point, atLeast, atMost } = reach;
    const base = { point, atLeast, atMost, publicAtLeast, publicAtMost, relays: publicAtMost.relays };
    if (isOver(publicAtLeast, options)) {
        return { ...base, verdict: "open", ...witnessIn(reach, "least", publicAtLeast), causes: [] };
    }
    if (!isOver(publicAtMost, options)) return { ...base, verdict: "closed", causes: [] };
    const causes = causesOf(reach, publicAtLeast, publicAtMost);
    return { ...base, verdict: "undecided", ...witnessIn(reach, "most", beyond(publicAtMost, publicAtLeast)), causes };
}

function isOver(sources: PublicSources, options: ExposureOptions): boolean {
    if (sources.references.length > 0) return true;
    const [most4, most6] = options.strict ? [1n, 1n] : [MOST_IPV4, MOST_IPV6];
    return sources.countIpv4 >= most4 || sources.countIpv6 >= most6;
}

/** What counts at most and not at least: where a doubt is wider than that, all of it. */
function beyond(most: PublicSources, least: PublicSources): Pick<PublicSources, "addresses" | "references"> {
    const known = new Set(least.references.map(referenceKey));
    const addresses = most.addresses.subtract(least.addresses);
    const references = most.references.filter((reference) => !known.has(referenceKey(reference)));
    return { addresses, references };
}

function causesOf(reach: Reach, least: PublicSources, most: PublicSources): readonly Cause[] {
    const { addresses, references } = beyond(most, least);
    const doubt: Doubt = { addresses, references: new Set(references.map(referenceKey)) };
    const causes = decidingCauses(reach.rules, reach.point, doubt);
    const first = reach.rules[0];
    if (causes.length > 0 || first === undefined) return causes;
    const text = reach.coarse
        ? "denies of single source ports and destinations are too many to be told apart"
        : "it is not known which of its rules meet";
    return [{ resource: first.resource, at: first.at, kind: "unreadable", text }];
}

function witnessIn(
    reach: Reach,
    view: "least" | "most",
    sources: Pick<PublicSources, "addresses" | "references">,
): { readonly witness?: Witness } {
    const entries = entriesAt(reach.rules, reach.point)[view];
    // The view is part of the question where both share their entries.
    const asked = { view, entries: entries.entries };
    const address = representative(sources.addresses);
    const candidates: readonly Source[] = [...(address ? [address] : []), ...sources.references];
    for (const source of candidates) {
        const rule = admittingRule(asked, source);
        if (rule !== undefined) return { witness: { source, rule } };
    }
    return {};
}

/** Addresses that everyone knows as public, tried first. */
const FAMILIAR = [parseAddress("1.0.0.1"), parseAddress("2600::1")];

/** One address of a public set: a familiar one, else the first host of its largest public interval, IPv4 first. */
function representative(set: IpSet): Address | undefined {
    const ipv4 = set.family(4);
    const part = ipv4.isEmpty ? set : ipv4;
    const familiar = FAMILIAR.find((address) => part.contains(address));
    if (familiar !== undefined) return familiar;
    let best: { readonly first: Address; readonly size: bigint } | undefined;
    for (const { first, last } of part.ranges()) {
        const size = last.value - first.value;
        if (best === undefined || size > best.size) best = { first, size };
    }
    if (best === undefined) return undefined;
    // The first address of a block is the network's own.
    return best.size > 0n && best.first.value % 256n === 0n
        ? { family: best.first.family, value: best.first.value + 1n }
        : best.first;
}
