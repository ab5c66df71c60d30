import { SecurityGroup } from "@pulumi/aws/ec2";
import { SecurityGroupEgressRule, SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import type { ApiServerSecurityGroupArgs, SecurityGroupRuleInventoryEntry } from "./args.js";
import { asInputError } from "./input-error.js";
import { inventoryEntry } from "./inventory.js";
import { planGroup } from "./plan.js";
import { ruleArguments, ruleSources } from "./source-values.js";

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
