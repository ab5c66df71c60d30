import { Field } from "../../field.js";
import type { Contribution } from "../../stack/contribution.js";
import { type Resource, Secret, type Value } from "../../value.js";
import { relocated } from "../relocated.js";
import { soleBlock } from "./block.js";
import { FirewallPart, type TargetedRule } from "./firewall-part.js";
import { readPolicyRule, unreadableRules } from "./policy-rule.js";
import { dependenciesOf, openLinkCause, parseReference } from "./reference.js";

/** Rules of organization security policies: hierarchical firewall policies under their older name. */
export const ORGANIZATION_RULE_TYPES: readonly string[] = [
    "gcp:compute/organizationSecurityPolicyRule:OrganizationSecurityPolicyRule",
];

/** The policies themselves; those of Google Native write their rules inside. */
export const ORGANIZATION_POLICY_TYPES: readonly string[] = [
    "gcp:compute/organizationSecurityPolicy:OrganizationSecurityPolicy",
    "google-native:compute/beta:OrganizationSecurityPolicy",
    "google-native:compute/alpha:OrganizationSecurityPolicy",
];

const KIND = "gcp-organization-security-policy";

/** Reads a policy of the type FIREWALL; those of Cloud Armor filter requests behind a load balancer. */
export function readOrganizationPolicy(resource: Resource): readonly Contribution[] {
    const root = new Field(resource.properties, "");
    const type = root.get("type").text()?.toUpperCase();
    if (type !== undefined && type !== "FIREWALL") return [];
    const list = root.get("rules");
    const rules = list.isUnknown
        ? unreadableRules(list, resource)
        : list.items().flatMap((entry) => readEntry(entry, resource, "rules"));
    const names = [resource.id, root.get("id").text()].flatMap((text) => (text ? [parseReference(text).name] : []));
    const identity = { kind: KIND, keys: [...new Set(names)], scope: "" };
    return [{ ...partOf(resource, rules), identity }];
}

/** Reads a rule that is a resource of its own. */
export function readOrganizationRule(resource: Resource): readonly Contribution[] {
    const root = new Field(resource.properties, "");
    const rules = readEntry(root, resource, "match");
    if (rules.length === 0) return [];
    const policy = root.get("policyId");
    const text = policy.text();
    const belongsTo = {
        kind: KIND,
        key: text === undefined ? undefined : parseReference(text).name,
        scope: "",
        dependencies: dependenciesOf(resource, "policyId"),
        cause: openLinkCause(resource, policy, "organization security policy"),
    };
    return [{ ...partOf(resource, rules), belongsTo }];
}

/** What to match stands one level deeper than in firewall policies, and `preview` switches a rule off. */
function readEntry(entry: Field, resource: Resource, property: "match" | "rules"): readonly TargetedRule[] {
    if (!entry.isObject) return unreadableRules(entry, resource);
    const match = soleBlock(entry.get("match"));
    if (isOfCloudArmor(match)) return [];
    const own = Object.fromEntries(entry.keys().map((key) => [key, valueIn(entry.own(key))] as const));
    const inner = { ...own, match: valueIn(soleBlock(match.get("config"))), disabled: valueIn(entry.get("preview")) };
    return readPolicyRule({ entry: new Field(inner, entry.at, entry.secret), resource, property });
}

/** Requests are matched by an expression, or by their source alone. */
function isOfCloudArmor(match: Field): boolean {
    const words = match.get("versionedExpr").text()?.toUpperCase();
    const expression = match.get("expr");
    return (
        (!expression.isAbsent && !expression.isUnknown) || (words !== undefined && words !== "" && words !== "FIREWALL")
    );
}

function valueIn(field: Field): Value {
    return field.secret ? new Secret(field.value) : field.value;
}

function partOf(resource: Resource, rules: readonly TargetedRule[]): Contribution {
    const part: Contribution = {
        resource,
        kind: "firewall",
        semantics: "ordered",
        rules: rules.map(({ rule }) => rule),
        notes: [],
        facts: new FirewallPart(rules),
        composer: "gcp-policy",
    };
    return relocated(part, (path) => path.replace(/(^|\.)match(?=\.|$)/, "$1match.config"));
}
