import { FirewallError } from "@portcullis/core";
import {
    apiPort,
    portNumber,
    portProfiles,
    refuseMixedUp,
    refuseUnknownArguments,
    wholeNumber,
} from "@portcullis/core/intent";
import { SecurityGroup } from "@pulumi/aws/ec2";
import { SecurityGroupEgressRule, SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { type ApiServerSecurityGroupArgs, Distribution, type SecurityGroupRuleInventoryEntry } from "./args.js";
import { planEgress } from "./egress.js";
import { planExtraRules } from "./extra-rules.js";
import { asInputError } from "./input-error.js";
import { readIntent, SOURCE_ROLES, selfSource } from "./intent.js";
import { inventoryEntry } from "./inventory.js";
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
        const plan = asInputError(() => planGroup(args));
        super("portcullis:index:ApiServerSecurityGroup", name, args, opts);
        for (const warning of plan.warnings) void pulumi.log.warn(warning, this);

        const groups = plan.groups.map((suffix) => groupId(this, `${name}${suffix}`, suffix, args));
        const values = ruleSources(args);
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
function planGroup(args: ApiServerSecurityGroupArgs): GroupPlan {
    refuseUnknownArguments(args, ARGUMENTS, "");
    const quota = quotaOf(args);
    requireGroup(args, quota.groups);
    const distribution = args.distribution ?? Distribution.Kubeadm;
    const port = args.port === undefined ? apiPort(distribution) : portNumber(args.port, "port");
    const profiles = portProfiles(distribution, port);
    const named = readIntent(args, new Date());
    const intent = { ...named, sources: [selfSource(), ...named.sources] };
    refuseMixedUp(intent.sources, keyedValues(args));
    const ingress = planIngress(intent, profiles, {
        quota,
        pathMtuDiscovery: args.pathMtuDiscovery ?? false,
        extra: planExtraRules(args.extraRules),
    });
    const used = Math.max(1, quota.groups);
    return {
        groups: Array.from({ length: used }, (_, index) => (index === 0 ? "" : `-${index + 1}`)),
        ingress,
        egress: planEgress(args, intent.sources, profiles, quota),
        warnings: intent.warnings,
    };
}

function quotaOf(args: ApiServerSecurityGroupArgs): { readonly rulesPerGroup: number; readonly groups: number } {
    return {
        rulesPerGroup: wholeNumber(args.rulesPerSecurityGroup ?? 60, "rulesPerSecurityGroup", {
            from: 1,
            to: 1000,
            code: "argument-malformed",
            why: "AWS allows 60 rules per security group, direction and family, and at most 1,000 on request",
        }),
        groups: wholeNumber(args.maxSecurityGroups ?? 1, "maxSecurityGroups", {
            from: 1,
            to: 16,
            code: "argument-malformed",
            why: "A network interface takes 5 security groups, and at most 16 on request",
        }),
    };
}

function requireGroup(args: ApiServerSecurityGroupArgs, groups: number): void {
    if (args.vpcId !== undefined || (args.securityGroupId !== undefined && groups === 1)) return;
    throw new FirewallError({
        code: "argument-missing",
        at: "vpcId",
        what:
            args.securityGroupId === undefined
                ? "There is neither a vpcId nor a securityGroupId"
                : "There is no vpcId for further security groups",
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
