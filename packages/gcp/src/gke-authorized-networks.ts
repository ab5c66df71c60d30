import { FirewallError } from "@portcullis/core";
import {
    cidrSources,
    ciSources,
    type IntentSource,
    ownAddressSources,
    ROLES as ROLE_NAMES,
    refuseInternetTogether,
    refuseUnknownArguments,
    resolvedBlock,
    textList,
    wholeNumber,
} from "@portcullis/core/intent";
import * as pulumi from "@pulumi/pulumi";
import type { FirewallCiEntry } from "./args.js";
import { asInputError } from "./input-error.js";

/** Who may reach a GKE cluster's control plane from outside its network, by role. */
export interface GkeAuthorizedNetworksArgs {
    administrators?: string[];
    /** CI with fixed addresses: each entry by name, with its last day. */
    ci?: Record<string, FirewallCiEntry>;
    monitoring?: string[];
    managementTools?: string[];
    /** NAT addresses of the cluster's own, as outputs by name. */
    ownAddresses?: Record<string, pulumi.Input<string>>;
    /** Blocks that GKE takes, as your project's quota says. @default 100 */
    maxCidrBlocks?: number;
}

/** One authorized network. */
export interface GkeAuthorizedNetwork {
    cidrBlock: pulumi.Input<string>;
    displayName: string;
}

/** `masterAuthorizedNetworksConfig` of a GKE cluster. */
export interface GkeAuthorizedNetworks {
    cidrBlocks: GkeAuthorizedNetwork[];
    gcpPublicCidrsAccessEnabled: boolean;
}

const LISTS = ["administrators", "monitoring", "managementTools"] as const;

/**
 * Checked authorized networks for `gcp.container.Cluster`:
 * `masterAuthorizedNetworksConfig: gkeAuthorizedNetworks({ ... })`.
 *
 * GKE admits everyone where the block is missing, and all of Google Cloud's addresses where it is not told otherwise;
 * this never returns either. https://cloud.google.com/kubernetes-engine/docs/how-to/authorized-networks
 *
 * @throws pulumi.InputPropertyError with the property path.
 */
export function gkeAuthorizedNetworks(args: GkeAuthorizedNetworksArgs): GkeAuthorizedNetworks {
    return asInputError(() => planNetworks(args));
}

function planNetworks(args: GkeAuthorizedNetworksArgs): GkeAuthorizedNetworks {
    refuseUnknownArguments(args, [...LISTS, "ci", "ownAddresses", "maxCidrBlocks"], "");
    const ci = ciSources(args.ci, { one: "range", many: "ranges" }, new Date());
    const lists = LISTS.flatMap((role) => cidrSources(role, textList(args[role], role, "ownAddresses"), role));
    const plain = [...lists, ...ci.sources];
    const own = ownAddressSources({ ownAddresses: args.ownAddresses ?? {} });
    if (plain.length + own.length === 0) throw nobody();
    refuseInternetTogether(plain);
    const limit = limitOf(args.maxCidrBlocks);
    const named = namedNetworks(plain);
    if (named.length + own.length > limit) throw limitExceeded(named.length + own.length, limit);
    for (const warning of ci.warnings) void pulumi.log.warn(warning);
    const ownNetworks = own.map(({ at, who }) => ({
        cidrBlock: pulumi
            .output(args.ownAddresses?.[who])
            .apply((text) => asInputError(() => resolvedBlock(text, 4, at))),
        displayName: `${ROLE_NAMES.ownAddresses}: ${who}`,
    }));
    return { cidrBlocks: [...named, ...ownNetworks], gcpPublicCidrsAccessEnabled: false };
}

/** Each block once, under all of its roles. */
function namedNetworks(sources: readonly IntentSource[]): readonly GkeAuthorizedNetwork[] {
    const networks = new Map<string, Set<string>>();
    for (const { who, role } of sources) networks.set(who, (networks.get(who) ?? new Set()).add(ROLE_NAMES[role]));
    return [...networks]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([cidrBlock, roles]) => ({ cidrBlock, displayName: [...roles].sort().join(", ") }));
}

function limitOf(maxCidrBlocks: unknown): number {
    return wholeNumber(maxCidrBlocks ?? 100, "maxCidrBlocks", {
        from: 1,
        to: 1000,
        code: "argument-malformed",
        why: "GKE takes 100 authorized networks unless your project's quota is another",
    });
}

function nobody(): FirewallError {
    return new FirewallError({
        code: "allow-list-empty",
        at: "administrators",
        what: "No authorized network is named",
        why: "An empty list reads as if somebody were admitted, and nobody outside the cluster's own network is",
        fix: 'Write administrators: ["203.0.113.0/24"], or make the endpoint private',
    });
}

function limitExceeded(count: number, limit: number): FirewallError {
    return new FirewallError({
        code: "rule-limit-exceeded",
        at: "maxCidrBlocks",
        what: `${count} CIDR blocks are listed`,
        why: `The cluster takes ${limit}`,
        fix: "Put clients behind fewer egress addresses, or raise maxCidrBlocks to your project's quota",
    });
}
