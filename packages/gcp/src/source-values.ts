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

/** Everything a rule resource takes. */
export function ruleArguments(rule: PlannedRule, args: ApiServerFirewallArgs, values: Values) {
    const what = [{ protocol: rule.protocol, ...(rule.ports.length === 0 ? {} : { ports: [...rule.ports] }) }];
    const log = rule.action === "deny" && args.logDenied !== false;
    return {
        name: rule.name,
        network: args.network,
        ...(args.project === undefined ? {} : { project: args.project }),
        direction: rule.direction,
        priority: rule.priority,
        ...(rule.action === "allow" ? { allows: what } : { denies: what }),
        ...peerArguments(rule, values),
        ...(args.targetTags ? { targetTags: args.targetTags } : {}),
        ...(args.targetServiceAccounts ? { targetServiceAccounts: args.targetServiceAccounts } : {}),
        ...(log ? { logConfig: { metadata: "INCLUDE_ALL_METADATA" } } : {}),
        description: rule.description,
    };
}

/** The one peer property of a rule: ranges, tags or service accounts; destinations for egress. */
function peerArguments(rule: PlannedRule, values: Values) {
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
