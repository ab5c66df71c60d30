import { FirewallError } from "@portcullis/core";
import {
    cidrSources,
    flag,
    refuseEmpty,
    refuseInternetTogether,
    refuseUnknownArguments,
    textList,
    wholeNumber,
} from "@portcullis/core/intent";
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
    ci?: string[];
    monitoring?: string[];
    managementTools?: string[];
    /** Outbound addresses of the cluster's own (NAT gateways, firewalls): the nodes need them. */
    ownAddresses?: string[];
}

/** `apiServerAccessProfile` of an AKS `ManagedCluster`. */
export interface AksApiServerAccess {
    authorizedIPRanges?: string[];
    enablePrivateCluster?: boolean;
}

const ROLES = ["administrators", "ci", "monitoring", "managementTools", "ownAddresses"] as const;

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

function ranges(access: AksAuthorizedRanges, limit: number): string[] {
    refuseUnknownArguments(access, ROLES, "authorizedRanges");
    const sources = ROLES.flatMap((role) => {
        const at = `authorizedRanges.${role}`;
        return cidrSources(role, textList(access[role], at, at), at);
    });
    refuseEmpty(sources, "authorizedRanges");
    const blocks = [
        ...new Map(sources.flatMap(({ block }) => (block ? [[block.toString(), block] as const] : []))).values(),
    ];
    refuseInternetTogether(sources);
    if (blocks.some((block) => block.toString() === "0.0.0.0/32")) throw notAlone();
    if (blocks.length <= limit) return blocks.map(String).sort();
    throw new FirewallError({
        code: "rule-limit-exceeded",
        at: "authorizedRanges",
        what: `${blocks.length} ranges are listed`,
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
