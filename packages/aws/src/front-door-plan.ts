import { FirewallError } from "@portcullis/core";
import {
    flag,
    type IntentSource,
    namedRecord,
    oneOf,
    type PortProfile,
    portNumber,
    ROLES,
    type Role,
    refuseMixedUp,
    refuseUnknownArguments,
} from "@portcullis/core/intent";
import type { ApiServerFrontDoorArgs } from "./front-door-args.js";
import { readIntent, SOURCE_ROLES } from "./intent.js";
import { quotaOf, refuseGroupName } from "./quota.js";
import { type PlannedRule, planIngress } from "./rules.js";
import { keyedValues } from "./source-values.js";

/** What is built, before anything is. */
export interface FrontDoorPlan {
    readonly ingress: readonly PlannedRule[];
    readonly sources: readonly IntentSource[];
    readonly warnings: readonly string[];
    readonly listenerPort: number;
    readonly targetPort: number;
    readonly internal: boolean;
    readonly targetType: string;
}

/** Every argument there is. */
export const FRONT_DOOR_ARGUMENTS = [
    ...SOURCE_ROLES.filter((role) => role !== "loadBalancerHealthChecks"),
    "vpcId",
    "subnetIds",
    "controlPlaneSecurityGroupId",
    "internal",
    "listenerPort",
    "targetPort",
    "targetType",
    "ci",
    "ownAddresses",
    "ownIpv6Addresses",
    "exposedOnPurpose",
    "rulesPerSecurityGroup",
    "tags",
];

/**
 * Checks every argument and plans everything before the first resource is registered.
 *
 * @throws FirewallError with the property path of what is wrong.
 */
export function planFrontDoor(name: string, args: ApiServerFrontDoorArgs): FrontDoorPlan {
    refuseUnknownArguments(args, FRONT_DOOR_ARGUMENTS, "");
    refuseGroupName(name);
    for (const needed of ["vpcId", "subnetIds", "controlPlaneSecurityGroupId"] as const) requireArgument(args, needed);
    const listenerPort = portNumber(args.listenerPort ?? 6443, "listenerPort");
    const intent = readIntent(args, new Date());
    refuseMixedUp(intent.sources, keyedValues(args), { perRole: false });
    namedRecord(args.tags, "tags");
    const everyRole = Object.keys(ROLES) as Role[]; // ROLES is a literal: its keys are exactly the roles.
    const profile: PortProfile = { from: listenerPort, to: listenerPort, purpose: "Kubernetes API", roles: everyRole };
    const internal = flag(args.internal, "internal", true);
    return {
        ingress: planIngress(intent, [profile], { quota: quotaOf(args), pathMtuDiscovery: false, extra: [] }),
        sources: intent.sources,
        warnings: [
            ...intent.warnings,
            ...(internal || intent.sources.some(({ role }) => role === "ownAddresses") ? [] : [NO_OWN_ADDRESSES]),
        ],
        listenerPort,
        targetPort: portNumber(args.targetPort ?? 6443, "targetPort"),
        internal,
        targetType: oneOf(
            args.targetType ?? "instance",
            ["instance", "ip"],
            "targetType",
            "Control-plane hosts are registered as instances or by address",
        ),
    };
}

function requireArgument(
    args: ApiServerFrontDoorArgs,
    name: "vpcId" | "subnetIds" | "controlPlaneSecurityGroupId",
): void {
    const empty = name === "subnetIds" && Array.isArray(args.subnetIds) && args.subnetIds.length === 0;
    if (args[name] !== undefined && !empty) return;
    throw new FirewallError({
        code: "argument-missing",
        at: name,
        what: `There is no ${name}`,
        why: "A load balancer stands in subnets of a VPC, and leads to the control plane's security group",
        fix:
            name === "subnetIds"
                ? "Write subnetIds: [subnet.id]"
                : name === "vpcId"
                  ? "Write vpcId: vpc.id"
                  : "Write controlPlaneSecurityGroupId: api.securityGroupId",
    });
}

const NO_OWN_ADDRESSES =
    "The front door faces the internet and names no ownAddresses: nodes that leave through a NAT gateway cannot reach the API. Name its address there";
