import { type IntentSource, ROLES } from "@portcullis/core/intent";
import { NetworkSecurityGroup, SecurityRule } from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import type { ApiServerNetworkSecurityGroupArgs, SecurityRuleInventoryEntry } from "./args.js";
import { asInputError } from "./input-error.js";
import { planGroup } from "./plan.js";
import type { PlannedRule } from "./rules.js";
import { keyedValues, ruleArguments } from "./source-values.js";

/**
 * A network security group that admits to the Kubernetes control plane exactly the parties that were named, by role:
 * separate security rules in fixed bands of priorities, and an explicit deny of the control-plane ports that outranks
 * Azure's default allow for the whole virtual network.
 *
 * https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview
 */
export class ApiServerNetworkSecurityGroup extends pulumi.ComponentResource {
    /** Id of the network security group; empty where an existing one is used. */
    declare public readonly networkSecurityGroupId: pulumi.Output<string>;
    /** Name of the network security group. */
    declare public readonly networkSecurityGroupName: pulumi.Output<string>;
    /** Who may come in, where and why, and what it takes from the quota. */
    declare public readonly ruleInventory: pulumi.Output<SecurityRuleInventoryEntry[]>;

    /** @throws pulumi.InputPropertyError with the property path, before anything is registered for creation. */
    constructor(name: string, args: ApiServerNetworkSecurityGroupArgs, opts?: pulumi.ComponentResourceOptions) {
        const plan = asInputError(() => planGroup(args));
        super("portcullis:index:ApiServerNetworkSecurityGroup", name, args, opts);
        for (const warning of plan.warnings) void pulumi.log.warn(warning, this);

        const group = args.networkSecurityGroupName === undefined ? newGroup(this, name, args) : undefined;
        const groupName = group?.name ?? pulumi.output(args.networkSecurityGroupName ?? "");
        const values = keyedValues(args);
        for (const rule of plan.rules) {
            new SecurityRule(`${name}-${rule.name}`, ruleArguments(rule, args, groupName, values), { parent: this });
        }

        this.networkSecurityGroupId = group?.id ?? pulumi.output("");
        this.networkSecurityGroupName = groupName;
        this.ruleInventory = pulumi.output(plan.rules.flatMap((rule) => inventoryEntries(name, rule)));
        this.registerOutputs({
            networkSecurityGroupId: this.networkSecurityGroupId,
            networkSecurityGroupName: this.networkSecurityGroupName,
            ruleInventory: this.ruleInventory,
        });
    }
}

function newGroup(
    parent: ApiServerNetworkSecurityGroup,
    name: string,
    args: ApiServerNetworkSecurityGroupArgs,
): NetworkSecurityGroup {
    return new NetworkSecurityGroup(
        name,
        {
            resourceGroupName: args.resourceGroupName,
            ...(args.location === undefined ? {} : { location: args.location }),
            ...(args.tags ? { tags: args.tags } : {}),
        },
        { parent },
    );
}

function inventoryEntries(name: string, rule: PlannedRule): SecurityRuleInventoryEntry[] {
    if (rule.direction === "Outbound" || rule.access === "Deny" || rule.peers === "*") return [];
    const entry = (peer: IntentSource, quota: number): SecurityRuleInventoryEntry => ({
        who: peer.who,
        role: rule.role === undefined ? "extra rule" : ROLES[rule.role],
        ports: rule.ports === "*" ? `protocol ${rule.protocol}` : rule.ports.join(", "),
        why: rule.why,
        family: rule.family,
        quota,
        priority: rule.priority,
        rule: `${name}-${rule.name}`,
    });
    return [...rule.peers.map((peer) => entry(peer, 1)), ...(rule.covered ?? []).map((peer) => entry(peer, 0))];
}
