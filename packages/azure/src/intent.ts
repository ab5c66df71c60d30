import {
    cidrSources,
    ciSources,
    exposureSources,
    type IntentSource,
    keyedSources,
    lockOutWarnings,
    namedRecord,
    type Role,
    refuseEmpty,
    refuseInternetTogether,
    refuseUnknownArguments,
    textList,
} from "@portcullis/core/intent";
import type { ApiServerNetworkSecurityGroupArgs, NetworkSecurityGroupSources } from "./args.js";
import { serviceTagSources } from "./service-tag.js";

/** Roles whose sources are written as {@link NetworkSecurityGroupSources}. */
export const SOURCE_ROLES = [
    "controlPlane",
    "nodes",
    "administrators",
    "monitoring",
    "webhooks",
    "managementTools",
] as const satisfies readonly Role[];

/** What the arguments say, checked. */
export interface Intent {
    readonly sources: readonly IntentSource[];
    readonly warnings: readonly string[];
}

/**
 * Reads the sources of every role.
 *
 * @param now the day on which expiry is judged.
 * @throws FirewallError with the property path of the first thing that is wrong.
 */
export function readIntent(args: ApiServerNetworkSecurityGroupArgs, now: Date): Intent {
    const ci = ciSources(args.ci, { one: "addressPrefix", many: "addressPrefixes" }, now);
    const exposure = exposureSources(args.exposedOnPurpose, now);
    const sources = [
        ...SOURCE_ROLES.flatMap((role) => roleSources(role, args[role])),
        ...ci.sources,
        ...(args.loadBalancerProbe === false ? [] : [PROBE]),
        ...keyedSources("ownAddresses", "ipv4", "ip", namedRecord(args.ownAddresses, "ownAddresses"), "ownAddresses"),
        ...keyedSources(
            "ownAddresses",
            "ipv6",
            "ip6",
            namedRecord(args.ownIpv6Addresses, "ownIpv6Addresses"),
            "ownIpv6Addresses",
        ),
        ...exposure.sources,
    ];
    refuseInternetTogether(sources);
    const alone = sources.some(({ role }) => role === "controlPlane") ? [] : [NO_CONTROL_PLANE];
    return { sources, warnings: [...ci.warnings, ...exposure.warnings, ...lockOutWarnings(sources), ...alone] };
}

/** Azure's load balancer probes from one host address, which has a tag of its own. */
const PROBE: IntentSource = {
    role: "loadBalancerHealthChecks",
    at: "loadBalancerProbe",
    kind: "serviceTag",
    name: "tag-azureloadbalancer",
    who: "AzureLoadBalancer",
};

const NO_CONTROL_PLANE =
    "controlPlane names nobody: several control-plane hosts cannot reach each other, since the deny outranks Azure's default for the virtual network. Name their application security group there, unless there is one host only";

function roleSources(role: Role, sources: NetworkSecurityGroupSources | undefined): readonly IntentSource[] {
    if (sources === undefined || sources === null) return [];
    refuseUnknownArguments(
        namedRecord({ ...sources }, role),
        ["addressPrefixes", "applicationSecurityGroups", "serviceTags"],
        role,
    );
    const groups = namedRecord(sources.applicationSecurityGroups, `${role}.applicationSecurityGroups`);
    const tags = textList(sources.serviceTags, `${role}.serviceTags`, "addressPrefixes");
    return refuseEmpty(
        [
            ...cidrSources(
                role,
                textList(sources.addressPrefixes, `${role}.addressPrefixes`, "ownAddresses"),
                `${role}.addressPrefixes`,
            ),
            ...keyedSources(role, "applicationSecurityGroup", "asg", groups, `${role}.applicationSecurityGroups`),
            ...serviceTagSources(role, tags, `${role}.serviceTags`),
        ],
        role,
    );
}
