import { Field } from "../../field.js";
import type { Contribution } from "../../stack/contribution.js";
import type { Identity, Link } from "../../stack/link.js";
import type { Resource } from "../../value.js";
import { FirewallPart, type TargetedRule } from "./firewall-part.js";
import { readPolicyRule, unreadableRules } from "./policy-rule.js";
import { dependenciesOf, openLinkCause, parseReference, projectScope, regionScope } from "./reference.js";

type PolicyKind = "gcp-firewall-policy" | "gcp-network-firewall-policy" | "gcp-region-network-firewall-policy";

const [HIERARCHICAL, NETWORK, REGION] = [
    "gcp-firewall-policy",
    "gcp-network-firewall-policy",
    "gcp-region-network-firewall-policy",
] as const;

/** Policies: containers for rule resources, and those that write their rules themselves in `rules`. */
export const POLICY_KINDS: ReadonlyMap<string, PolicyKind> = new Map<string, PolicyKind>([
    ["gcp:compute/firewallPolicy:FirewallPolicy", HIERARCHICAL],
    ["gcp:compute/networkFirewallPolicy:NetworkFirewallPolicy", NETWORK],
    ["gcp:compute/regionNetworkFirewallPolicy:RegionNetworkFirewallPolicy", REGION],
    ["gcp:compute/firewallPolicyWithRules:FirewallPolicyWithRules", HIERARCHICAL],
    ["gcp:compute/networkFirewallPolicyWithRules:NetworkFirewallPolicyWithRules", NETWORK],
    ["gcp:compute/regionNetworkFirewallPolicyWithRules:RegionNetworkFirewallPolicyWithRules", REGION],
    ...["v1", "beta", "alpha"].flatMap((version): [string, PolicyKind][] => [
        [`google-native:compute/${version}:FirewallPolicy`, HIERARCHICAL],
        [`google-native:compute/${version}:NetworkFirewallPolicy`, NETWORK],
        [`google-native:compute/${version}:RegionNetworkFirewallPolicy`, REGION],
    ]),
]);

/** Rules as resources of their own, by the kind of policy they belong to. */
export const POLICY_RULE_KINDS: ReadonlyMap<string, PolicyKind> = new Map<string, PolicyKind>([
    ["gcp:compute/firewallPolicyRule:FirewallPolicyRule", HIERARCHICAL],
    ["gcp:compute/networkFirewallPolicyRule:NetworkFirewallPolicyRule", NETWORK],
    ["gcp:compute/regionNetworkFirewallPolicyRule:RegionNetworkFirewallPolicyRule", REGION],
]);

/** Associations: a policy is judged as if it were associated, and the chain of policies never clears one of them. */
export const ASSOCIATION_TYPES: readonly string[] = [
    "gcp:compute/firewallPolicyAssociation:FirewallPolicyAssociation",
    "gcp:compute/networkFirewallPolicyAssociation:NetworkFirewallPolicyAssociation",
    "gcp:compute/regionNetworkFirewallPolicyAssociation:RegionNetworkFirewallPolicyAssociation",
];

/** Reads a policy with the rules it writes itself. */
export function readPolicy(resource: Resource): readonly Contribution[] {
    const kind = POLICY_KINDS.get(resource.type) ?? HIERARCHICAL;
    const root = new Field(resource.properties, "");
    return [
        {
            // Terraform itself calls the list by the singular.
            ...partOf(resource, [
                ...readInlineRules(root.get("rules"), resource),
                ...readInlineRules(root.get("rule"), resource),
            ]),
            identity: identityOf(kind, root, resource),
        },
    ];
}

/** Reads a rule that is a resource of its own. */
export function readPolicyRuleResource(resource: Resource): readonly Contribution[] {
    const kind = POLICY_RULE_KINDS.get(resource.type) ?? HIERARCHICAL;
    const root = new Field(resource.properties, "");
    const rules = readPolicyRule({ entry: root, resource, property: "match" });
    return [{ ...partOf(resource, rules), belongsTo: policyLink(kind, root, resource) }];
}

function partOf(resource: Resource, rules: readonly TargetedRule[]): Contribution {
    return {
        resource,
        kind: "firewall",
        semantics: "ordered",
        rules: rules.map(({ rule }) => rule),
        notes: [],
        facts: new FirewallPart(rules),
        composer: "gcp-policy",
    };
}

function readInlineRules(rules: Field, resource: Resource): readonly TargetedRule[] {
    if (rules.isUnknown) return unreadableRules(rules, resource);
    return rules.items().flatMap((entry) => readPolicyRule({ entry, resource, property: "rules" }));
}

function identityOf(kind: PolicyKind, root: Field, resource: Resource): Identity {
    const written = [root.get("name"), root.get("policyId"), root.get("firewallPolicyId"), root.get("selfLink")];
    const names = [resource.id, ...written.map((field) => field.text())].flatMap((text) =>
        text ? [parseReference(text)] : [],
    );
    const full = names.find((name) => name.project !== undefined);
    return {
        kind,
        keys: [...new Set(names.map(({ name }) => name))],
        scope: scopeOf(kind, root, full),
    };
}

function policyLink(kind: PolicyKind, root: Field, resource: Resource): Link {
    const field = root.get("firewallPolicy");
    const text = field.text();
    const named = text ? parseReference(text) : undefined;
    return {
        kind,
        key: named?.name,
        // A name that is not known may say the project itself.
        scope: named === undefined && root.get("project").isAbsent ? undefined : scopeOf(kind, root, named),
        dependencies: dependenciesOf(resource, "firewallPolicy"),
        cause: openLinkCause(resource, field, "firewall policy"),
    };
}

/** Ids of hierarchical policies are unique; network policies are named within a project, and a region. */
function scopeOf(
    kind: PolicyKind,
    root: Field,
    named: { readonly project: string | undefined; readonly region: string | undefined } | undefined,
): string | undefined {
    if (kind === HIERARCHICAL) return "";
    const project = projectScope(root.get("project"), named?.project);
    return kind === NETWORK ? project : regionScope(project, root.get("region"), named?.region);
}
