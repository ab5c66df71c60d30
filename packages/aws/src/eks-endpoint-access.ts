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
    ci?: string[];
    monitoring?: string[];
    managementTools?: string[];
    /** NAT gateways of the cluster's own nodes, needed where `privateAccess` is false. */
    ownAddresses?: string[];
}

/** The part of an EKS cluster's `vpcConfig` that decides who reaches its endpoint. */
export interface EksEndpointAccess {
    endpointPublicAccess: boolean;
    endpointPrivateAccess: boolean;
    publicAccessCidrs?: string[];
}

const ROLES = ["administrators", "ci", "monitoring", "managementTools", "ownAddresses"] as const;

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

function publicBlocks(access: EksPublicAccess, limit: number): string[] {
    refuseUnknownArguments(access, ROLES, "publicAccess");
    const sources = ROLES.flatMap((role) => {
        const at = `publicAccess.${role}`;
        return cidrSources(role, textList(access[role], at, at), at);
    });
    refuseEmpty(sources, "publicAccess");
    const blocks = [
        ...new Map(sources.flatMap(({ block }) => (block ? [[block.toString(), block] as const] : []))).values(),
    ];
    refuseInternetTogether(sources);
    if (blocks.length <= limit) return blocks.map(String).sort();
    throw new FirewallError({
        code: "rule-limit-exceeded",
        at: "publicAccess",
        what: `${blocks.length} CIDR blocks are listed`,
        why: `An EKS endpoint takes ${limit}`,
        fix: "Put clients behind fewer egress addresses, or raise maxCidrBlocks to your account's quota",
    });
}
