import { FirewallError } from "@portcullis/core";
import {
    cidrSources,
    ciSources,
    flag,
    ownAddressSources,
    refuseEmpty,
    refuseInternetTogether,
    refuseUnknownArguments,
    resolvedBlock,
    textList,
    wholeNumber,
} from "@portcullis/core/intent";
import * as pulumi from "@pulumi/pulumi";
import type { NetworkSecurityGroupCiEntry } from "./args.js";
import { asInputError } from "./input-error.js";

/** Who may reach an AKS cluster's API server. Exactly one of the three ways is given. */
export interface AksApiServerAccessArgs {
    /** CIDR blocks that may reach the public endpoint, by role. */
    authorizedRanges?: AksAuthorizedRanges;
    /** Admits nobody but the cluster's own outbound address (`0.0.0.0/32`). @default false */
    ownOutboundOnly?: boolean;
    /** Gives the API server a private address only. @default false */
    privateCluster?: boolean;
    /** Ranges that AKS takes. @default 200 */
    maxRanges?: number;
}

/** Public sources of an AKS API server, by role. */
export interface AksAuthorizedRanges {
    administrators?: string[];
    /** CI with fixed addresses: each entry by name, with its last day. */
    ci?: Record<string, NetworkSecurityGroupCiEntry>;
    monitoring?: string[];
    managementTools?: string[];
    /** Outbound addresses of the cluster's own (NAT gateways, firewalls), as outputs by name: the nodes need them. */
    ownAddresses?: Record<string, pulumi.Input<string>>;
}

/** `apiServerAccessProfile` of an AKS `ManagedCluster`. */
export interface AksApiServerAccess {
    authorizedIPRanges?: pulumi.Input<string>[];
    enablePrivateCluster?: boolean;
}

const LISTS = ["administrators", "monitoring", "managementTools"] as const;

/**
 * A checked API server access for `azure-native.containerservice.ManagedCluster`:
 * `apiServerAccessProfile: aksApiServerAccess({ ... })`.
 *
 * AKS admits everyone where the ranges are missing or empty; this never returns that.
 * https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges
 *
 * @throws pulumi.InputPropertyError with the property path.
 */
export function aksApiServerAccess(args: AksApiServerAccessArgs): AksApiServerAccess {
    return asInputError(() => planAccess(args));
}

function planAccess(args: AksApiServerAccessArgs): AksApiServerAccess {
    refuseUnknownArguments(args, ["authorizedRanges", "ownOutboundOnly", "privateCluster", "maxRanges"], "");
    const privateCluster = flag(args.privateCluster, "privateCluster", false);
    const ownOutboundOnly = flag(args.ownOutboundOnly, "ownOutboundOnly", false);
    const ways = [args.authorizedRanges !== undefined, ownOutboundOnly, privateCluster];
    if (ways.filter(Boolean).length !== 1) throw oneWay(ways.some(Boolean));
    if (privateCluster) return { enablePrivateCluster: true };
    if (ownOutboundOnly || args.authorizedRanges === undefined) return { authorizedIPRanges: ["0.0.0.0/32"] };
    const limit = wholeNumber(args.maxRanges ?? 200, "maxRanges", {
        from: 1,
        to: 10_000,
        code: "argument-malformed",
        why: "AKS takes 200 authorized ranges unless your subscription's quota is another",
    });
    return { authorizedIPRanges: ranges(args.authorizedRanges, limit) };
}

function ranges(access: AksAuthorizedRanges, limit: number): pulumi.Input<string>[] {
    refuseUnknownArguments(access, [...LISTS, "ci", "ownAddresses"], "authorizedRanges");
    const words = { one: "addressPrefix", many: "addressPrefixes" };
    const ci = ciSources(access.ci, words, new Date(), "authorizedRanges.ci");
    const plain = LISTS.flatMap((role) => {
        const at = `authorizedRanges.${role}`;
        return cidrSources(role, textList(access[role], at, "authorizedRanges.ownAddresses"), at);
    });
    const own = ownAddressSources({ ownAddresses: access.ownAddresses ?? {} }, "authorizedRanges.");
    refuseEmpty([...plain, ...ci.sources, ...own], "authorizedRanges");
    refuseInternetTogether([...plain, ...ci.sources]);
    const blocks = [...new Set([...plain, ...ci.sources].map(({ who }) => who))].sort();
    if (blocks.includes("0.0.0.0/32")) throw notAlone();
    if (blocks.length + own.length > limit) throw limitExceeded(blocks.length + own.length, limit);
    for (const warning of ci.warnings) void pulumi.log.warn(warning);
    return [
        ...blocks,
        ...own.map(({ at, who }) =>
            pulumi.output(access.ownAddresses?.[who]).apply((text) => asInputError(() => resolvedBlock(text, 4, at))),
        ),
    ];
}

function limitExceeded(count: number, limit: number): FirewallError {
    return new FirewallError({
        code: "rule-limit-exceeded",
        at: "authorizedRanges",
        what: `${count} ranges are listed`,
        why: `AKS takes ${limit} authorized ranges`,
        fix: "Put clients behind fewer egress addresses, or make the cluster private",
    });
}

function oneWay(several: boolean): FirewallError {
    return new FirewallError({
        code: several ? "argument-conflict" : "allow-list-empty",
        at: "authorizedRanges",
        what: several ? "More than one way in is given" : "No way in is given",
        why: several
            ? "A private cluster takes no authorized ranges, and 0.0.0.0/32 stands alone"
            : "AKS admits everyone where nothing is said",
        fix: 'Write one of authorizedRanges: { administrators: ["203.0.113.0/24"] }, ownOutboundOnly: true, privateCluster: true',
    });
}

function notAlone(): FirewallError {
    return new FirewallError({
        code: "argument-conflict",
        at: "authorizedRanges",
        what: "0.0.0.0/32 is listed with other ranges",
        why: "AKS reads it as the cluster's own outbound address, and takes it alone only",
        fix: "Write ownOutboundOnly: true, or leave 0.0.0.0/32 out",
    });
}
