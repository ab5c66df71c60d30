import { FirewallError } from "@portcullis/core";
import {
    flag,
    plainText,
    ROLES,
    readProfiles,
    refuseMixedUp,
    refuseUnknownArguments,
    slug,
    wholeNumber,
} from "@portcullis/core/intent";
import { Firewall } from "@pulumi/gcp/compute";
import * as pulumi from "@pulumi/pulumi";
import type { ApiServerFirewallArgs, FirewallInventoryEntry } from "./args.js";
import { planEgress } from "./egress.js";
import { planExtraRules } from "./extra-rules.js";
import { asInputError } from "./input-error.js";
import { readIntent, SOURCE_ROLES } from "./intent.js";
import { DENY_BELOW, type PlannedRule, planRules } from "./rules.js";
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

const ARGUMENTS = [
    ...SOURCE_ROLES,
    "network",
    "project",
    "namePrefix",
    "targetTags",
    "targetServiceAccounts",
    "distribution",
    "port",
    "ci",
    "loadBalancer",
    "ownAddresses",
    "ownIpv6Addresses",
    "exposedOnPurpose",
    "extraRules",
    "egress",
    "clusterRanges",
    "destinations",
    "webhookProducts",
    "webhookPorts",
    "priority",
    "rangesPerRule",
    "maxRules",
    "logDenied",
];

/** Checks every argument and plans everything before the first resource is registered: nothing is half-created. */
function planFirewall(
    name: string,
    args: ApiServerFirewallArgs,
): { readonly rules: readonly PlannedRule[]; readonly warnings: readonly string[] } {
    refuseUnknownArguments(args, ARGUMENTS, "");
    if (args.network === undefined) throw noNetwork();
    const profiles = readProfiles(args);
    const { sources, warnings } = readIntent(args, new Date());
    refuseMixedUp(sources, keyedValues(args), { perRole: true });
    flag(args.logDenied, "logDenied", true);
    const options = {
        namePrefix: prefixOf(plainText(args.namePrefix ?? name, "namePrefix")),
        priority: wholeNumber(args.priority ?? 800, "priority", {
            from: 0,
            to: 65535 - DENY_BELOW,
            code: "priority-out-of-range",
            why: "A VPC firewall rule takes a priority from 0 to 65535, lower first, and the deny stands 100 below the allows",
        }),
        rangesPerRule: setting(args.rangesPerRule ?? 256, "rangesPerRule"),
        maxRules: setting(args.maxRules ?? 100, "maxRules"),
    };
    const further = [...planExtraRules(args.extraRules, options), ...planEgress(args, profiles, options)];
    return { rules: planRules(sources, profiles, { ...options, further }), warnings };
}

function noNetwork(): FirewallError {
    return new FirewallError({
        code: "argument-missing",
        at: "network",
        what: "There is no network",
        why: "A firewall rule belongs to one VPC network",
        fix: "Write network: network.id",
    });
}

function setting(value: unknown, at: string): number {
    return wholeNumber(value, at, {
        from: 1,
        to: 5000,
        code: "argument-malformed",
        why: "It is a quota of the project",
    });
}

function prefixOf(text: string): string {
    if (/^[a-z]/.test(slug(text))) return text;
    throw new FirewallError({
        code: "name-malformed",
        at: "namePrefix",
        what: `${JSON.stringify(text)} cannot begin the name of a firewall rule`,
        why: "A firewall rule's name has lower-case letters, digits and hyphens, at most 63, a letter first, and is unique in its project",
        fix: 'Write namePrefix: "prod-api"',
    });
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
