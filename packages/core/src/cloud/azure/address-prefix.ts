import { type Address, tryParseAddress } from "../../address.js";
import { CidrBlock } from "../../cidr-block.js";
import type { Field } from "../../field.js";
import { IpSet } from "../../ip-set.js";
import type { Peer } from "../../peer.js";
import { INTERNET } from "../../public-internet.js";
import type { Action } from "../../rule.js";
import { addressesPeer, causeOf, foreignCause, unknownPeer, unreadableCause } from "../shape.js";
import { looksLikeServiceTag, serviceTagPeer } from "./service-tag.js";

/** How an address prefix is read. */
interface PrefixReading {
    /** URN of the resource. */
    readonly resource: string;
    /** Of the rule it stands in: what is not sure widens an allow and narrows anything else. */
    readonly action: Action;
    /** Azure Firewall knows `10.0.0.1-10.0.0.9` besides blocks. @default false */
    readonly ranges?: boolean;
}

/** True for the words that mean every source. */
export function isEveryone(text: string): boolean {
    return text === "*" || text.toLowerCase() === "any";
}

/**
 * One source as Azure reads it: `*` and `Any`, `Internet`, service tags, blocks with their host bits masked, bare
 * addresses. Text that might be a tag and is no known one may mean anybody; other text that is no prefix is everybody
 * in an allow and surely nobody in a deny.
 */
export function prefixPeer(field: Field, reading: PrefixReading): Peer {
    const text = field.text();
    if (text === undefined) return unknownPeer(causeOf(reading.resource, field));
    const tagged = serviceTagPeer(text, field.written());
    if (tagged) return tagged;
    const addresses = addressesOf(text, reading);
    if (addresses) return addressesPeer(addresses, field.written());
    if (looksLikeServiceTag(text)) {
        return unknownPeer(
            foreignCause(reading.resource, field, `service tag ${field.written()} is not one known here`),
        );
    }
    if (reading.action === "allow") return addressesPeer(IpSet.everything, field.written());
    return unknownPeer(unreadableCause(reading.resource, field, "it is neither a service tag nor an address prefix"));
}

/** The addresses a text names; undefined where it names none that can be read. */
function addressesOf(text: string, reading: PrefixReading): IpSet | undefined {
    if (isEveryone(text)) return IpSet.everything;
    if (text.toLowerCase() === "internet") return INTERNET;
    // Whether a bare zero address means everybody is not documented: the wide reading for an allow, the narrow for a deny.
    if (reading.action === "allow" && text === "0.0.0.0") return IpSet.ipv4;
    if (reading.action === "allow" && text === "::") return IpSet.ipv6;
    const block = CidrBlock.read(text, { bareAddress: true });
    if (block) return IpSet.ofBlocks([block]);
    return reading.ranges ? rangeOf(text) : undefined;
}

/** `first-last` of one family, both included; a range that ends before it begins is none. */
function rangeOf(text: string): IpSet | undefined {
    const bounds = text.split("-").map((bound) => tryParseAddress(bound));
    const [first, last]: (Address | undefined)[] = bounds;
    if (bounds.length !== 2 || !first || !last || first.family !== last.family) return undefined;
    return first.value <= last.value ? IpSet.ofRange(first, last) : undefined;
}
