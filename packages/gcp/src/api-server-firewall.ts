import { ROLES } from "@portcullis/core/intent";
import { Firewall } from "@pulumi/gcp/compute";
import * as pulumi from "@pulumi/pulumi";
import type { ApiServerFirewallArgs, FirewallInventoryEntry } from "./args.js";
import { asInputError } from "./input-error.js";
import { planFirewall } from "./plan.js";
import type { PlannedRule } from "./rules.js";
import { keyedValues, ruleArguments } from "./source-values.js";

/**
 * VPC firewall rules that admit to the Kubernetes control plane exactly the parties that were named, by role: IPv4 and
 * IPv6 apart, tags or service accounts, and an explicit deny of the control-plane ports below.
 *
 * https://cloud.google.com/firewall/docs/firewalls
 */
export class ApiServerFirewall extends pulumi.ComponentResource {
    /** Names of the firewall rules in the project. */
    declare public readonly ruleNames: pulumi.Output<string[]>;
    /** Who may come in, where and why, and what it takes from the quota. */
    declare public readonly ruleInventory: pulumi.Output<FirewallInventoryEntry[]>;

    /** @throws pulumi.InputPropertyError with the property path, before anything is registered for creation. */
    constructor(name: string, args: ApiServerFirewallArgs, opts?: pulumi.ComponentResourceOptions) {
        const plan = asInputError(() => planFirewall(name, args));
        super("portcullis:index:ApiServerFirewall", name, args, opts);
        for (const warning of plan.warnings) void pulumi.log.warn(warning, this);

        const values = keyedValues(args);
        for (const rule of plan.rules) {
            new Firewall(`${name}-${rule.end}`, ruleArguments(rule, args, values), { parent: this });
        }

        this.ruleNames = pulumi.output(plan.rules.map((rule) => rule.name));
        this.ruleInventory = pulumi.output(plan.rules.flatMap((rule) => inventoryEntries(name, rule)));
        this.registerOutputs({ ruleNames: this.ruleNames, ruleInventory: this.ruleInventory });
    }
}

function inventoryEntries(name: string, rule: PlannedRule): FirewallInventoryEntry[] {
    if (rule.direction === "EGRESS" || rule.action === "deny") return [];
    return rule.peers.map((peer) => ({
        who: peer.who,
        role: rule.role === undefined ? "extra rule" : ROLES[rule.role],
        ports: rule.ports.length === 0 ? `protocol ${rule.protocol}` : rule.ports.join(", "),
        why: rule.why,
        family: rule.family,
        quota: rule.family === "both" ? 0 : 1,
        rule: `${name}-${rule.end}`,
    }));
}
