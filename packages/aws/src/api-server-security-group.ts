import { FirewallError } from "@portcullis/core";
import {
    flag,
    type IntentSource,
    namedRecord,
    readProfiles,
    refuseMixedUp,
    refuseUnknownArguments,
} from "@portcullis/core/intent";
import { SecurityGroup } from "@pulumi/aws/ec2";
import { SecurityGroupEgressRule, SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import type { ApiServerSecurityGroupArgs, SecurityGroupRuleInventoryEntry } from "./args.js";
import { planEgress } from "./egress.js";
import { planExtraRules } from "./extra-rules.js";
import { asInputError } from "./input-error.js";
import { readIntent, SOURCE_ROLES, selfSource } from "./intent.js";
import { inventoryEntry } from "./inventory.js";
import { quotaOf, refuseGroupName } from "./quota.js";
import { type PlannedRule, planIngress } from "./rules.js";
import { keyedValues, ruleArguments, ruleSources } from "./source-values.js";

/** The group's description never changes: a new one would replace the group and every rule with it. */
const DESCRIPTION = "Kubernetes control plane, least privilege";

/**
 * A security group that admits to the Kubernetes control plane exactly the parties that were named, by role: one
 * stand-alone rule per source and port, both families, never inline.
 *
 * Every child's name comes from what it admits, so adding, removing or reordering a source touches that source's rule
 * only. https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
export class ApiServerSecurityGroup extends pulumi.ComponentResource {
    /** Id of the (first) security group. */
    declare public readonly securityGroupId: pulumi.Output<string>;
    /** Ids of all groups, where the rules are spread over several: attach every one. */
    declare public readonly securityGroupIds: pulumi.Output<string[]>;
    /** Who may come in, where and why, and what it takes from the quota. */
    declare public readonly ruleInventory: pulumi.Output<SecurityGroupRuleInventoryEntry[]>;

    /**
     * @throws pulumi.InputPropertyError with the property path, before anything is registered for creation.
     */
    constructor(name: string, args: ApiServerSecurityGroupArgs, opts?: pulumi.ComponentResourceOptions) {
        const plan = asInputError(() => planGroup(name, args));
        super("portcullis:index:ApiServerSecurityGroup", name, args, opts);
        for (const warning of plan.warnings) void pulumi.log.warn(warning, this);

        const groups = plan.groups.map((suffix) => groupId(this, `${name}${suffix}`, suffix, args));
        const values = ruleSources(args, plan.sources);
        for (const rule of plan.ingress) {
            new SecurityGroupIngressRule(
                `${name}-${rule.name}`,
                ruleArguments(rule, groups[rule.group] ?? "", values, args.tags),
                {
                    parent: this,
                },
            );
        }
        for (const rule of plan.egress) {
            new SecurityGroupEgressRule(
                `${name}-${rule.name}`,
                ruleArguments(rule, groups[rule.group] ?? "", values, args.tags),
                { parent: this },
            );
        }

        this.securityGroupId = pulumi.output(groups[0] ?? "");
        this.securityGroupIds = pulumi.output(groups);
        this.ruleInventory = pulumi.output(plan.ingress.map((rule) => inventoryEntry(name, rule)));
        this.registerOutputs({
            securityGroupId: this.securityGroupId,
            securityGroupIds: this.securityGroupIds,
            ruleInventory: this.ruleInventory,
        });
    }
}

interface GroupPlan {
    readonly groups: readonly string[];
    readonly ingress: readonly PlannedRule[];
    readonly egress: readonly PlannedRule[];
    readonly sources: readonly IntentSource[];
    readonly warnings: readonly string[];
}

const ARGUMENTS = [
    ...SOURCE_ROLES,
    "vpcId",
    "securityGroupId",
    "distribution",
    "port",
    "ci",
    "ownAddresses",
    "ownIpv6Addresses",
    "exposedOnPurpose",
    "extraRules",
    "egress",
    "destinations",
    "webhookProducts",
    "webhookPorts",
    "pathMtuDiscovery",
    "rulesPerSecurityGroup",
    "maxSecurityGroups",
    "tags",
];

/** Checks every argument and plans everything before the first resource is registered: nothing is half-created. */
function planGroup(name: string, args: ApiServerSecurityGroupArgs): GroupPlan {
    refuseUnknownArguments(args, ARGUMENTS, "");
    const quota = quotaOf(args);
    requireGroup(name, args, quota.groups);
    const profiles = readProfiles(args);
    const named = readIntent(args, new Date());
    const intent = { ...named, sources: [selfSource(), ...named.sources] };
    refuseMixedUp(intent.sources, keyedValues(args), { perRole: false });
    namedRecord(args.tags, "tags");
    return {
        groups: Array.from({ length: quota.groups }, (_, index) => (index === 0 ? "" : `-${index + 1}`)),
        ingress: planIngress(intent, profiles, {
            quota,
            pathMtuDiscovery: flag(args.pathMtuDiscovery, "pathMtuDiscovery", false),
            extra: planExtraRules(args.extraRules),
        }),
        egress: planEgress(args, intent.sources, profiles, quota),
        sources: intent.sources,
        warnings: intent.warnings,
    };
}

function requireGroup(name: string, args: ApiServerSecurityGroupArgs, groups: number): void {
    const existing = args.securityGroupId !== undefined;
    if (!existing || groups > 1) refuseGroupName(name);
    if (args.vpcId !== undefined || (existing && groups === 1)) return;
    throw new FirewallError({
        code: "argument-missing",
        at: "vpcId",
        what: existing
            ? "There is no vpcId for further security groups"
            : "There is neither a vpcId nor a securityGroupId",
        why: "The rules need a security group: a new one in a VPC, or one that exists",
        fix: "Write vpcId: vpc.id",
    });
}

function groupId(
    parent: ApiServerSecurityGroup,
    name: string,
    suffix: string,
    args: ApiServerSecurityGroupArgs,
): pulumi.Input<string> {
    if (suffix === "" && args.securityGroupId !== undefined) return args.securityGroupId;
    const group = new SecurityGroup(
        name,
        {
            description: DESCRIPTION,
            ...(args.vpcId === undefined ? {} : { vpcId: args.vpcId }),
            ...(args.tags ? { tags: args.tags } : {}),
        },
        { parent },
    );
    return group.id;
}
