import { FirewallError } from "@portcullis/core";
import {
    cidrSources,
    ciSources,
    flag,
    type IntentSource,
    ownAddressSources,
    refuseEmpty,
    refuseInternetTogether,
    refuseUnknownArguments,
    resolvedBlock,
    textList,
    wholeNumber,
} from "@portcullis/core/intent";
import * as pulumi from "@pulumi/pulumi";
import type { SecurityGroupCiEntry } from "./args.js";
import { asInputError } from "./input-error.js";

/** Who may reach an EKS cluster's endpoint. Leaving `publicAccess` out keeps the endpoint inside the VPC. */
export interface EksEndpointAccessArgs {
    /** CIDR blocks that may reach the public endpoint, by role. IPv6 blocks count on dual-stack clusters only. */
    publicAccess?: EksPublicAccess;
    /** Whether the VPC reaches the endpoint without leaving it. @default true */
    privateAccess?: boolean;
    /** CIDR blocks that EKS takes, as your account's quota says. @default 40 */
    maxCidrBlocks?: number;
}

/** Public sources of an EKS endpoint, by role. */
export interface EksPublicAccess {
    administrators?: string[];
    /** CI with fixed addresses: each entry by name, with its last day. */
    ci?: Record<string, SecurityGroupCiEntry>;
    monitoring?: string[];
    managementTools?: string[];
    /** NAT gateways of the cluster's own nodes, as outputs by name: needed where `privateAccess` is false. */
    ownAddresses?: Record<string, pulumi.Input<string>>;
    /** The same for IPv6 blocks. */
    ownIpv6Addresses?: Record<string, pulumi.Input<string>>;
}

/** The part of an EKS cluster's `vpcConfig` that decides who reaches its endpoint. */
export interface EksEndpointAccess {
    endpointPublicAccess: boolean;
    endpointPrivateAccess: boolean;
    publicAccessCidrs?: pulumi.Input<string>[];
}

const LISTS = ["administrators", "monitoring", "managementTools"] as const;

/**
 * A checked endpoint access for `aws.eks.Cluster`: `vpcConfig: { subnetIds, ...eksEndpointAccess({ ... }) }`.
 *
 * EKS opens the public endpoint to everyone where `publicAccessCidrs` is missing or empty; this never returns that.
 * https://docs.aws.amazon.com/eks/latest/userguide/config-cluster-endpoint.html
 *
 * @throws pulumi.InputPropertyError with the property path.
 */
export function eksEndpointAccess(args: EksEndpointAccessArgs = {}): EksEndpointAccess {
    return asInputError(() => planAccess(args));
}

function planAccess(args: EksEndpointAccessArgs): EksEndpointAccess {
    refuseUnknownArguments(args, ["publicAccess", "privateAccess", "maxCidrBlocks"], "");
    const endpointPrivateAccess = flag(args.privateAccess, "privateAccess", true);
    if (args.publicAccess === undefined) {
        if (endpointPrivateAccess) return { endpointPublicAccess: false, endpointPrivateAccess };
        throw new FirewallError({
            code: "allow-list-empty",
            at: "publicAccess",
            what: "Neither the VPC nor a public source may reach the endpoint",
            why: "An EKS cluster that nothing reaches cannot get nodes",
            fix: 'Leave privateAccess on, or write publicAccess: { administrators: ["203.0.113.0/24"] }',
        });
    }
    return {
        endpointPublicAccess: true,
        endpointPrivateAccess,
        publicAccessCidrs: publicBlocks(args.publicAccess, limitOf(args.maxCidrBlocks)),
    };
}

function limitOf(maxCidrBlocks: unknown): number {
    return wholeNumber(maxCidrBlocks ?? 40, "maxCidrBlocks", {
        from: 1,
        to: 1000,
        code: "argument-malformed",
        why: "EKS takes 40 CIDR blocks for a public endpoint unless your account's quota is another",
    });
}

function publicBlocks(access: EksPublicAccess, limit: number): pulumi.Input<string>[] {
    refuseUnknownArguments(access, [...LISTS, "ci", "ownAddresses", "ownIpv6Addresses"], "publicAccess");
    const ci = ciSources(access.ci, { one: "cidrBlock", many: "cidrBlocks" }, new Date(), "publicAccess.ci");
    const plain = LISTS.flatMap((role) => {
        const at = `publicAccess.${role}`;
        return cidrSources(role, textList(access[role], at, "publicAccess.ownAddresses"), at);
    });
    const own = ownAddressSources(access, "publicAccess.");
    refuseEmpty([...plain, ...ci.sources, ...own], "publicAccess");
    refuseInternetTogether([...plain, ...ci.sources]);
    const blocks = [...new Set([...plain, ...ci.sources].map(({ who }) => who))].sort();
    if (blocks.length + own.length > limit) throw limitExceeded(blocks.length + own.length, limit);
    for (const warning of ci.warnings) void pulumi.log.warn(warning);
    return [...blocks, ...own.map((source) => ownBlock(source, access))];
}

function ownBlock({ at, who, kind }: IntentSource, access: EksPublicAccess): pulumi.Output<string> {
    const [values, family] =
        kind === "ipv4" ? ([access.ownAddresses, 4] as const) : ([access.ownIpv6Addresses, 6] as const);
    return pulumi.output(values?.[who]).apply((text) => asInputError(() => resolvedBlock(text, family, at)));
}

function limitExceeded(count: number, limit: number): FirewallError {
    return new FirewallError({
        code: "rule-limit-exceeded",
        at: "publicAccess",
        what: `${count} CIDR blocks are listed`,
        why: `An EKS endpoint takes ${limit}`,
        fix: "Put clients behind fewer egress addresses, or raise maxCidrBlocks to your account's quota",
    });
}
