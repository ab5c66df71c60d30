import { FirewallError } from "@portcullis/core";
import {
    cidrSources,
    ROLES as ROLE_NAMES,
    refuseInternetTogether,
    refuseUnknownArguments,
    textList,
    wholeNumber,
} from "@portcullis/core/intent";
import { asInputError } from "./input-error.js";

/** Who may reach a GKE cluster's control plane from outside its network, by role. */
export interface GkeAuthorizedNetworksArgs {
    administrators?: string[];
    ci?: string[];
    monitoring?: string[];
    managementTools?: string[];
    /** NAT addresses of the cluster's own. */
    ownAddresses?: string[];
    /** Blocks that GKE takes, as your project's quota says. @default 100 */
    maxCidrBlocks?: number;
}

/** One authorized network. */
export interface GkeAuthorizedNetwork {
    cidrBlock: string;
    displayName: string;
}

/** `masterAuthorizedNetworksConfig` of a GKE cluster. */
export interface GkeAuthorizedNetworks {
    cidrBlocks: GkeAuthorizedNetwork[];
    gcpPublicCidrsAccessEnabled: boolean;
}

const ROLES = ["administrators", "ci", "monitoring", "managementTools", "ownAddresses"] as const;

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
    refuseUnknownArguments(args, [...ROLES, "maxCidrBlocks"], "");
    const sources = ROLES.flatMap((role) => cidrSources(role, textList(args[role], role, role), role));
    if (sources.length === 0) throw nobody();
    refuseInternetTogether(sources);
    const networks = new Map<string, string>();
    for (const { who, role } of sources) {
        const named = networks.get(who);
        networks.set(who, named === undefined ? ROLE_NAMES[role] : `${named}, ${ROLE_NAMES[role]}`);
    }
    const limit = wholeNumber(args.maxCidrBlocks ?? 100, "maxCidrBlocks", {
        from: 1,
        to: 1000,
        code: "argument-malformed",
        why: "GKE takes 100 authorized networks unless your project's quota is another",
    });
    if (networks.size > limit) throw limitExceeded(networks.size, limit);
    const cidrBlocks = [...networks].sort().map(([cidrBlock, displayName]) => ({ cidrBlock, displayName }));
    return { cidrBlocks, gcpPublicCidrsAccessEnabled: false };
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
