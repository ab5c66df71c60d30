import { type IntentSource, resolvedBlock } from "@portcullis/core/intent";
import * as pulumi from "@pulumi/pulumi";
import type { ApiServerFirewallArgs } from "./args.js";
import { asInputError } from "./input-error.js";
import { SOURCE_ROLES } from "./intent.js";
import { familyOf, type PlannedRule } from "./rules.js";

/** What the user gave under each name, by property path. */
export type Values = ReadonlyMap<string, pulumi.Input<string>>;

/** Collects the values that the user named by keys, and the target service accounts. */
export function keyedValues(args: ApiServerFirewallArgs): Values {
    const values = new Map<string, pulumi.Input<string>>();
    const add = (path: string, record: Record<string, pulumi.Input<string>> | undefined): void => {
        for (const [key, value] of Object.entries(record ?? {})) values.set(`${path}.${key}`, value);
    };
    for (const role of SOURCE_ROLES) add(`${role}.serviceAccounts`, args[role]?.serviceAccounts);
    add("ownAddresses", args.ownAddresses);
    add("ownIpv6Addresses", args.ownIpv6Addresses);
    args.targetServiceAccounts?.forEach((account, index) => {
        values.set(`targetServiceAccounts[${index}]`, account);
    });
    return values;
}

/** The one peer property of a rule: ranges, tags or service accounts; destinations for egress. */
export function peerArguments(rule: PlannedRule, values: Values) {
    const [first] = rule.peers;
    if (first?.kind === "tag") return { sourceTags: rule.peers.map(({ who }) => who) };
    if (first?.kind === "serviceAccount")
        return { sourceServiceAccounts: rule.peers.map(({ at }) => values.get(at) ?? "") };
    const ranges = rule.peers.map((peer) => rangeOf(peer, values));
    return rule.direction === "INGRESS" ? { sourceRanges: ranges } : { destinationRanges: ranges };
}

function rangeOf(peer: IntentSource, values: Values): pulumi.Input<string> {
    const value = values.get(peer.at);
    if (peer.block) return peer.block.toString();
    if (value === undefined) return peer.who;
    const family = familyOf(peer) === "ipv6" ? 6 : 4;
    return pulumi.output(value).apply((text) => asInputError(() => resolvedBlock(text, family, peer.at)));
}
