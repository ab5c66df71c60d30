import { type IntentSource, resolvedBlock } from "@portcullis/core/intent";
import * as pulumi from "@pulumi/pulumi";
import type { ApiServerNetworkSecurityGroupArgs } from "./args.js";
import { asInputError } from "./input-error.js";
import { SOURCE_ROLES } from "./intent.js";
import { familyOf, type PlannedRule } from "./rules.js";

/** What the user gave under each name, by property path. */
export type Values = ReadonlyMap<string, pulumi.Input<string>>;

/** Collects the values that the user named by keys. */
export function keyedValues(args: ApiServerNetworkSecurityGroupArgs): Values {
    const values = new Map<string, pulumi.Input<string>>();
    const add = (path: string, record: Record<string, pulumi.Input<string>> | undefined): void => {
        for (const [key, value] of Object.entries(record ?? {})) values.set(`${path}.${key}`, value);
    };
    for (const role of SOURCE_ROLES) add(`${role}.applicationSecurityGroups`, args[role]?.applicationSecurityGroups);
    add("ownAddresses", args.ownAddresses);
    add("ownIpv6Addresses", args.ownIpv6Addresses);
    for (const [key, rule] of Object.entries(args.extraRules ?? {})) {
        if (rule.applicationSecurityGroup !== undefined) values.set(`extraRules.${key}`, rule.applicationSecurityGroup);
    }
    return values;
}

/** Everything a rule resource takes. */
export function ruleArguments(
    rule: PlannedRule,
    args: ApiServerNetworkSecurityGroupArgs,
    group: pulumi.Input<string>,
    values: Values,
) {
    const far = peerArguments(rule.peers, rule.direction, values);
    const ports = rule.ports === "*" ? { destinationPortRange: "*" } : { destinationPortRanges: [...rule.ports] };
    return {
        resourceGroupName: args.resourceGroupName,
        networkSecurityGroupName: group,
        securityRuleName: rule.name,
        priority: rule.priority,
        direction: rule.direction,
        access: rule.access,
        protocol: rule.protocol,
        sourcePortRange: "*",
        ...far,
        ...ports,
        description: rule.description,
    };
}

/** Where a rule's near and far sides go, by its direction. */
function peerArguments(peers: readonly IntentSource[] | "*", direction: "Inbound" | "Outbound", values: Values) {
    const far = farSide(peers, values);
    if (direction === "Inbound") {
        return {
            destinationAddressPrefix: "*",
            ...(far.prefix === undefined ? {} : { sourceAddressPrefix: far.prefix }),
            ...(far.prefixes === undefined ? {} : { sourceAddressPrefixes: far.prefixes }),
            ...(far.group === undefined ? {} : { sourceApplicationSecurityGroups: [{ id: far.group }] }),
        };
    }
    return {
        sourceAddressPrefix: "*",
        ...(far.prefix === undefined ? {} : { destinationAddressPrefix: far.prefix }),
        ...(far.prefixes === undefined ? {} : { destinationAddressPrefixes: far.prefixes }),
        ...(far.group === undefined ? {} : { destinationApplicationSecurityGroups: [{ id: far.group }] }),
    };
}

interface FarSide {
    readonly prefix?: string;
    readonly prefixes?: pulumi.Input<string>[];
    readonly group?: pulumi.Input<string>;
}

/** Tags stand alone in the singular property; prefixes, outputs among them, share the list. */
function farSide(peers: readonly IntentSource[] | "*", values: Values): FarSide {
    if (peers === "*") return { prefix: "*" };
    const single = peers.length === 1 ? peers[0] : undefined;
    if (single?.kind === "serviceTag") return { prefix: single.who };
    if (single && !single.block && familyOf(single) === "both") return { group: values.get(single.at) ?? "" };
    return { prefixes: peers.map((peer) => prefixOf(peer, values)) };
}

function prefixOf(peer: IntentSource, values: Values): pulumi.Input<string> {
    if (peer.block) return peer.block.toString();
    const family = familyOf(peer) === "ipv6" ? 6 : 4;
    return pulumi
        .output(values.get(peer.at) ?? "")
        .apply((text) => asInputError(() => resolvedBlock(text, family, peer.at)));
}
