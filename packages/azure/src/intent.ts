import {
    cidrSources,
    ciSources,
    exposureSources,
    flag,
    type IntentSource,
    type KnownForm,
    keyedSources,
    lockOutWarnings,
    ownAddressSources,
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
        ...(flag(args.loadBalancerProbe, "loadBalancerProbe", true) ? [PROBE] : []),
        ...ownAddressSources(args),
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

export const GROUP_ID: KnownForm = {
    pattern: /^\/subscriptions\/.+\/applicationSecurityGroups\/./i,
    says: "an application security group id such as /subscriptions/.../applicationSecurityGroups/bastion",
    addresses: "addressPrefixes",
};

function roleSources(role: Role, sources: NetworkSecurityGroupSources | undefined): readonly IntentSource[] {
    if (sources === undefined || sources === null) return [];
    refuseUnknownArguments(sources, ["addressPrefixes", "applicationSecurityGroups", "serviceTags"], role);
    const at = (word: keyof NetworkSecurityGroupSources) => `${role}.${word}`;
    const prefixes = textList(sources.addressPrefixes, at("addressPrefixes"), "ownAddresses");
    const tags = textList(sources.serviceTags, at("serviceTags"), "applicationSecurityGroups");
    const [kind, groups] = ["applicationSecurityGroup", "applicationSecurityGroups"] as const;
    return refuseEmpty(
        [
            ...cidrSources(role, prefixes, at("addressPrefixes")),
            ...keyedSources(role, kind, "asg", sources[groups], at(groups), GROUP_ID),
            ...serviceTagSources(role, tags, at("serviceTags")),
        ],
        role,
    );
}
