import { describe, expect, it } from "vitest";
import { POLICY_KINDS, POLICY_RULE_KINDS } from "../../../src/cloud/gcp/firewall-policy.js";
import { exposure } from "../../../src/exposure.js";
import { tcp } from "../../../src/point.js";
import { reach } from "../../../src/reach.js";
import { composeFirewalls } from "../../../src/stack/stack.js";
import type { Resource, Value } from "../../../src/value.js";
import { judge, type Properties, resource, U, urnOf, type Verdict } from "./judge.js";

const GROUP = "gcp:networksecurity/addressGroup:AddressGroup";
const MATCH = { layer4Configs: [{ ipProtocol: "tcp", ports: ["6443"] }], srcIpRanges: ["0.0.0.0/0"] };
const OPEN = { firewallPolicy: "policy", action: "allow", direction: "INGRESS", priority: 1000, match: MATCH };

function matching(difference: Properties): Properties {
    return { match: { ...MATCH, ...difference } };
}

/** The rule without ranges, so that the given sources are all it has. */
function from(difference: Properties): Properties {
    return matching({ srcIpRanges: undefined, ...difference });
}

const L4 = (config: Value) => matching({ layer4Configs: [config] });

const rows: readonly (readonly [string, Properties, Verdict])[] = [
    ["an open rule", {}, "open"],
    ["direction default INGRESS", { direction: undefined }, "open"],
    ["direction EGRESS", { direction: "EGRESS" }, "closed"],
    ["direction unknown", { direction: U }, "undecided"],
    ["action deny", { action: "deny" }, "closed"],
    ["action goto_next", { action: "goto_next" }, "closed"],
    ["action gotoNext", { action: "gotoNext" }, "closed"],
    ["apply_security_profile_group: treat as allow", { action: "apply_security_profile_group" }, "open"],
    ["applySecurityProfileGroup: treat as allow", { action: "applySecurityProfileGroup" }, "open"],
    ["action unknown", { action: U }, "undecided"],
    ["action unknown, small ranges", { action: U, ...matching({ srcIpRanges: ["10.0.0.0/8"] }) }, "closed"],
    ["action nobody knows", { action: "permit" }, "undecided"],
    ["disabled", { disabled: true }, "closed"],
    ["disabled as text", { disabled: "true" }, "closed"],
    ["disabled unknown", { disabled: U }, "undecided"],
    ["priority unknown", { priority: U }, "open"],
    ["priority as text", { priority: "1000" }, "open"],
    ["match unknown", { match: U }, "undecided"],
    ["match in a list of one", { match: [MATCH] }, "open"],
    ["match in a list of one, small", { match: [{ ...MATCH, srcIpRanges: ["10.0.0.0/8"] }] }, "closed"],
    ["srcIpRanges small", matching({ srcIpRanges: ["10.0.0.0/8"] }), "closed"],
    ["srcIpRanges ::/0", matching({ srcIpRanges: ["::/0"] }), "open"],
    ["srcIpRanges unknown", matching({ srcIpRanges: U }), "undecided"],
    [
        "sources are OR: a small range and a region",
        matching({ srcIpRanges: ["10.0.0.0/8"], srcRegionCodes: ["US"] }),
        "open",
    ],
    ["region codes: GEO", from({ srcRegionCodes: ["LI"] }), "open"],
    ["srcFqdns are OPAQUE", from({ srcFqdns: ["example.com"] }), "undecided"],
    ["srcThreatIntelligences are OPAQUE", from({ srcThreatIntelligences: ["iplist-tor-exit-nodes"] }), "undecided"],
    ["address groups outside the stack are OPAQUE", from({ srcAddressGroups: ["projects/p/x"] }), "undecided"],
    ["srcSecureTags are INTERNAL", from({ srcSecureTags: [{ name: "tagValues/1" }] }), "closed"],
    ["srcSecureTags unknown", from({ srcSecureTags: U }), "closed"],
    [
        "all `srcSecureTags` ineffective and no range: rule ignored",
        from({ srcSecureTags: [{ name: "tagValues/1", state: "INEFFECTIVE" }] }),
        "closed",
    ],
    ["no source on INGRESS", from({}), "open"],
    ["no source on INGRESS, lists empty", from({ srcIpRanges: [], srcFqdns: [] }), "open"],
    ["context INTERNET", matching({ srcNetworkContext: "INTERNET" }), "open"],
    ["context INTERNET without narrowing", from({ srcNetworkContext: "INTERNET" }), "open"],
    [
        "context INTERNET AND a small range",
        matching({ srcNetworkContext: "INTERNET", srcIpRanges: ["10.0.0.0/8"] }),
        "closed",
    ],
    ["context NON_INTERNET", matching({ srcNetworkContext: "NON_INTERNET" }), "closed"],
    ["context INTRA_VPC", matching({ srcNetworkContext: "INTRA_VPC" }), "closed"],
    [
        "context VPC_NETWORKS",
        matching({ srcNetworkContext: "VPC_NETWORKS", srcNetworks: ["projects/p/global/networks/x"] }),
        "closed",
    ],
    ["context NON_INTERNET alone", from({ srcNetworkContext: "NON_INTERNET" }), "closed"],
    [
        "context NON_INTERNET AND a region",
        from({ srcNetworkContext: "NON_INTERNET", srcRegionCodes: ["US"] }),
        "closed",
    ],
    ["older: srcNetworkScope NON_INTERNET", matching({ srcNetworkScope: "NON_INTERNET" }), "closed"],
    ["older: srcNetworkScope INTERNET", matching({ srcNetworkScope: "INTERNET" }), "open"],
    ["context unknown", matching({ srcNetworkContext: U }), "undecided"],
    ["context unknown, small ranges", matching({ srcNetworkContext: U, srcIpRanges: ["10.0.0.0/8"] }), "closed"],
    ["context nobody knows", matching({ srcNetworkContext: "ELSEWHERE" }), "undecided"],
    [
        "context and scope contradict each other",
        matching({ srcNetworkContext: "NON_INTERNET", srcNetworkScope: "INTERNET" }),
        "undecided",
    ],
    ["layer4Configs: number", L4({ ipProtocol: "6", ports: ["6443"] }), "open"],
    ["layer4Configs: all", L4({ ipProtocol: "all" }), "open"],
    ["layer4Configs: ports omitted = all", L4({ ipProtocol: "tcp" }), "open"],
    ["layer4Configs: ports []", L4({ ipProtocol: "tcp", ports: [] }), "open"],
    ["layer4Configs: another port", L4({ ipProtocol: "tcp", ports: ["443"] }), "closed"],
    ["layer4Configs: udp", L4({ ipProtocol: "udp" }), "closed"],
    ["layer4Configs: protocol unknown", L4({ ipProtocol: U }), "undecided"],
    ["layer4Configs unknown", matching({ layer4Configs: U }), "undecided"],
    ["layer4Configs missing", matching({ layer4Configs: undefined }), "undecided"],
    ["targets of an allow", { targetServiceAccounts: ["a@p"] }, "open"],
    ["targetResources of an allow", { targetResources: ["projects/p/global/networks/x"] }, "open"],
    ["destination of an allow", matching({ destIpRanges: ["10.0.0.7/32"] }), "open"],
    [
        "nested keys in snake_case",
        { match: { layer4_configs: [{ ip_protocol: "tcp" }], src_ip_ranges: ["0.0.0.0/0"] } },
        "open",
    ],
    ["a key that nobody reads may widen", matching({ srcIpRanges: ["10.0.0.0/8"], srcCountries: ["US"] }), "undecided"],
    ["policy unknown", { firewallPolicy: U }, "open"],
];

describe.each([...POLICY_RULE_KINDS.keys()])("%s", (type) => {
    it.each(rows)("%s", (_, difference, verdict) => {
        expect(judge([resource(type, { ...OPEN, ...difference })])).toBe(verdict);
    });
});

const INLINE = [...POLICY_KINDS.keys()].filter(
    (type) => type.includes("WithRules") || type.startsWith("google-native"),
);

describe.each(INLINE)("inline rules of %s", (type) => {
    const SKIP = new Set(["policy unknown", "match unknown"]);
    it.each(rows.filter(([name]) => !SKIP.has(name)))("%s", (_, difference, verdict) => {
        expect(judge([resource(type, { rules: [{ ...OPEN, ...difference }] })])).toBe(verdict);
    });

    it("whole rule list unknown", () => {
        expect(judge([resource(type, { rules: U })])).toBe("undecided");
    });

    it("one rule unknown before an open one", () => {
        expect(judge([resource(type, { rules: [U, OPEN] })])).toBe("undecided");
    });

    it("one rule unknown behind a deny of everything", () => {
        const deny = { ...OPEN, action: "deny", priority: 0, ...matching({ layer4Configs: [{ ipProtocol: "all" }] }) };
        const both = [deny, { ...deny, priority: 1, match: { ...deny.match, srcIpRanges: ["::/0"] } }];
        // The policy takes each priority once, so that the unknown rule stands behind both.
        expect(judge([resource(type, { rules: [...both, U] })])).toBe("closed");
        expect(
            judge([resource(type, { rules: [...both.map((one) => ({ ...one, priority: one.priority + 1 })), U] })]),
        ).toBe("undecided");
    });

    it("rules of a policy in Terraform's singular", () => {
        const match = [MATCH];
        expect(judge([resource(type, { rule: [{ ...OPEN, match }] })])).toBe("open");
    });

    it("no rules", () => {
        expect(judge([resource(type, { rules: [] })])).toBe("closed");
    });
});

describe("targetType", () => {
    const types = [...POLICY_RULE_KINDS.keys()].filter((type) => type.includes("etworkFirewallPolicyRule:"));
    it.each(types)("%s", (type) => {
        const judged = (targetType: Value) => judge([resource(type, { ...OPEN, targetType })]);
        expect(judged("INTERNAL_MANAGED_LB")).toBe("closed");
        expect(judged("INSTANCES")).toBe("open");
        expect(judged(undefined)).toBe("open");
        expect(judged(U)).toBe("undecided");
    });

    it("a deny for internal load balancers shadows nothing of instances", () => {
        const [type = ""] = types;
        const denied = { ...OPEN, action: "deny", priority: 1, targetType: "INTERNAL_MANAGED_LB" };
        expect(judge([resource(type, OPEN), resource(type, denied, { name: "deny" })])).toBe("open");
    });
});

const RULE = "gcp:compute/networkFirewallPolicyRule:NetworkFirewallPolicyRule";
const POLICY = "gcp:compute/networkFirewallPolicy:NetworkFirewallPolicy";

function allow(properties: Properties = {}, more: Partial<Resource> = {}): Resource {
    return resource(RULE, { ...OPEN, ...properties }, { name: "allow", ...more });
}

function deny(properties: Properties = {}, more: Partial<Resource> = {}): Resource {
    return resource(RULE, { ...OPEN, action: "deny", priority: 900, ...properties }, { name: "deny", ...more });
}

const order: readonly (readonly [string, Properties, Properties, Verdict])[] = [
    ["lower first: a deny before", {}, {}, "closed"],
    ["lower first: a deny behind", { priority: 100 }, {}, "open"],
    ["goto_next leaves the policy", {}, { action: "goto_next" }, "closed"],
    ["goto_next of another port leaves nothing", {}, { action: "goto_next", ...L4({ ipProtocol: "udp" }) }, "open"],
    ["equal priority: a policy takes only one", {}, { priority: 1000 }, "undecided"],
    [
        "equal priority: goto_next may be the one that is refused",
        {},
        { action: "goto_next", priority: 1000 },
        "undecided",
    ],
    ["priority of the allow unknown, a deny at the minimum", { priority: U }, { priority: 0 }, "closed"],
    ["priority of the allow unknown, a deny behind the minimum", { priority: U }, { priority: 1 }, "undecided"],
    ["priority of the deny unknown", {}, { priority: U }, "undecided"],
    ["priority of the deny missing", {}, { priority: undefined }, "undecided"],
    ["a deny with an unknown action", {}, { action: U }, "undecided"],
    ["a deny from an OPAQUE source", {}, from({ srcThreatIntelligences: ["iplist-tor-exit-nodes"] }), "undecided"],
    ["a deny of a region", {}, from({ srcRegionCodes: ["US"] }), "open"],
    ["a deny of the region of the allow", from({ srcRegionCodes: ["US"] }), from({ srcRegionCodes: ["us"] }), "closed"],
    ["a deny of secure tags", {}, from({ srcSecureTags: [{ name: "tagValues/1" }] }), "open"],
    ["a deny of NON_INTERNET", {}, matching({ srcNetworkContext: "NON_INTERNET" }), "open"],
    ["a deny of INTERNET", {}, matching({ srcNetworkContext: "INTERNET" }), "closed"],
    [
        "a deny of INTERNET, allow of IPv6",
        matching({ srcIpRanges: ["::/0"] }),
        from({ srcNetworkContext: "INTERNET" }),
        "closed",
    ],
    ["a deny of an unknown context", {}, matching({ srcNetworkContext: U }), "undecided"],
    ["a deny without a source may have lost it", {}, from({}), "undecided"],
    ["a deny with a key that nobody reads", {}, matching({ srcCountries: ["US"] }), "undecided"],
    ["a deny of one destination", {}, matching({ destIpRanges: ["10.0.0.7/32"] }), "open"],
    ["a deny of every IPv4 destination covers IPv4 sources", {}, matching({ destIpRanges: ["0.0.0.0/0"] }), "closed"],
    [
        "a deny of every IPv4 destination leaves IPv6 sources",
        matching({ srcIpRanges: ["::/0"] }),
        matching({ srcIpRanges: ["0.0.0.0/0", "::/0"], destIpRanges: ["0.0.0.0/0"] }),
        "open",
    ],
    ["a deny of destinations by name", {}, matching({ destFqdns: ["example.com"] }), "undecided"],
    ["a deny for the same account", { targetServiceAccounts: ["a"] }, { targetServiceAccounts: ["a"] }, "closed"],
    ["a deny for another account", { targetServiceAccounts: ["a"] }, { targetServiceAccounts: ["b"] }, "open"],
    [
        "a deny for the same secure tag",
        { targetSecureTags: [{ name: "t" }] },
        { targetSecureTags: [{ name: "t" }] },
        "closed",
    ],
    ["accounts vs secure tags", { targetServiceAccounts: ["a"] }, { targetSecureTags: [{ name: "a" }] }, "open"],
    ["a deny for all", { targetServiceAccounts: ["a"] }, {}, "closed"],
    ["another policy", {}, { firewallPolicy: "other" }, "open"],
    ["a policy that is not known", {}, { firewallPolicy: U }, "undecided"],
    [
        "full name and project",
        { firewallPolicy: "projects/p/global/firewallPolicies/policy" },
        { project: "p" },
        "closed",
    ],
    ["two projects", { project: "p" }, { project: "q" }, "open"],
];

it.each(order)("policy of rule resources: %s", (_, allowed, denied, verdict) => {
    expect(judge([allow(allowed), deny(denied)])).toBe(verdict);
    expect(judge([deny(denied), allow(allowed)])).toBe(verdict);
});

it("targetResources and accounts select together", () => {
    const type = "gcp:compute/firewallPolicyRule:FirewallPolicyRule";
    const both = (one: Properties, other: Properties) =>
        judge([
            resource(type, { ...OPEN, ...one }, { name: "a" }),
            resource(type, { ...OPEN, action: "deny", priority: 1, ...other }, { name: "d" }),
        ]);
    const [net, account] = [{ targetResources: ["n"] }, { targetServiceAccounts: ["a"] }];
    expect(both({ ...net, ...account }, net)).toBe("closed");
    expect(both({ ...net, ...account }, account)).toBe("closed");
    expect(both(net, { ...net, ...account })).toBe("open");
    expect(both({}, net)).toBe("open");
});

describe("policy and its rules", () => {
    const policy = resource(POLICY, { name: "policy" }, { name: "policy" });
    const through = { propertyDependencies: { firewallPolicy: [policy.urn] } };

    it("by name", () => {
        expect(judge([policy, allow(), deny()])).toBe("closed");
    });

    it("through the dependency", () => {
        expect(judge([policy, allow({ firewallPolicy: U }, through), deny({ firewallPolicy: U }, through)])).toBe(
            "closed",
        );
    });

    it("by name and through the dependency", () => {
        expect(judge([policy, allow(), deny({ firewallPolicy: U }, through)])).toBe("closed");
    });

    it("is reported as the policy", () => {
        const firewalls = composeFirewalls([policy, allow()]);
        expect(firewalls.map(({ subject }) => subject)).toEqual([policy.urn]);
        expect(firewalls[0]?.members).toEqual([policy.urn, urnOf(RULE, "allow")]);
    });

    it("of other kinds do not meet by name", () => {
        const region = "gcp:compute/regionNetworkFirewallPolicyRule:RegionNetworkFirewallPolicyRule";
        const denied = resource(region, { ...OPEN, action: "deny", priority: 1 }, { name: "deny" });
        expect(judge([allow(), denied])).toBe("open");
    });
});

describe("address group", () => {
    const id = "projects/p/locations/global/addressGroups/office";
    const group = (items: Value, more: Partial<Resource> = {}) =>
        resource(
            GROUP,
            { parent: "projects/p", location: "global", name: "office", type: "IPV4", items },
            { name: "group", ...more },
        );
    const through = { propertyDependencies: { match: [urnOf(GROUP, "group")] } };

    it.each<[string, Value, Verdict]>([
        ["small items", ["203.0.113.0/24"], "closed"],
        ["open items", ["0.0.0.0/0"], "open"],
        ["a bare address", ["8.8.8.8"], "closed"],
        ["items unknown", U, "undecided"],
        ["no items", [], "closed"],
        ["an item that is no address", ["office"], "undecided"],
    ])("by full name: %s", (_, items, verdict) => {
        expect(judge([group(items), allow(from({ srcAddressGroups: [id] }))])).toBe(verdict);
        expect(
            judge([group(items), allow(from({ srcAddressGroups: [`//networksecurity.googleapis.com/${id}`] }))]),
        ).toBe(verdict);
    });

    it("by the dependency of an unknown id", () => {
        const rule = allow(from({ srcAddressGroups: [U] }), through);
        expect(judge([group(["203.0.113.0/24"]), rule])).toBe("closed");
        expect(judge([group(["0.0.0.0/0"]), rule])).toBe("open");
    });

    it.each<[string, string, Properties, string]>([
        ["a project of Google Native", "AddressGroup", { project: "p" }, id],
        [
            "an organization",
            "OrganizationAddressGroup",
            { organizationId: "1" },
            id.replace("projects/p", "organizations/1"),
        ],
    ])("by the parts of its name: %s", (_, kind, parts, full) => {
        const type = `google-native:networksecurity/v1:${kind}`;
        const native = (items: Value) =>
            resource(type, { ...parts, location: "global", addressGroupId: "office", items }, { name: "native" });
        const rule = allow(from({ srcAddressGroups: [full] }));
        expect(judge([native(["203.0.113.0/24"]), rule])).toBe("closed");
        expect(judge([native(["0.0.0.0/0"]), rule])).toBe("open");
    });

    it("by its physical id", () => {
        const known = resource(GROUP, { items: ["0.0.0.0/0"] }, { id });
        expect(judge([known, allow(from({ srcAddressGroups: [id] }))])).toBe("open");
    });

    it("denies what it lists", () => {
        const denied = deny(from({ srcAddressGroups: [id] }));
        expect(judge([group(["0.0.0.0/0"]), allow(), denied])).toBe("closed");
        expect(judge([group(["0.0.0.0/1"]), allow(), denied])).toBe("open");
        expect(judge([group(U), allow(), denied])).toBe("undecided");
    });

    it("makes no firewall by itself", () => {
        expect(judge([group(["0.0.0.0/0"])])).toBe("closed");
    });
});

describe("organization security policy", () => {
    const RULES = "gcp:compute/organizationSecurityPolicyRule:OrganizationSecurityPolicyRule";
    const [{ srcIpRanges, layer4Configs }, other] = [MATCH, "google-native:compute/beta:OrganizationSecurityPolicy"];
    const config = (difference: Properties = {}) => ({
        versionedExpr: "FIREWALL",
        config: { srcIpRanges, layer4Configs, ...difference },
    });
    const rule = (name: string, difference: Properties = {}) =>
        resource(RULES, { policyId: "12", action: "allow", priority: 1000, match: config(), ...difference }, { name });

    it.each<[string, readonly Resource[], Verdict]>([
        ["an organization's rule for everybody", [rule("a")], "open"],
        [
            "an organization's rule for a block",
            [rule("a", { match: config({ srcIpRanges: ["10.0.0.0/8"] }) })],
            "closed",
        ],
        ["an organization's rule behind a deny", [rule("a"), rule("d", { action: "deny", priority: 1 })], "closed"],
        ["a deny of another policy", [rule("a"), rule("d", { action: "deny", priority: 1, policyId: "13" })], "open"],
        ["an organization's rule in preview is not enforced", [rule("a", { preview: true })], "closed"],
        ["an organization's rule that may be in preview", [rule("a", { preview: U })], "undecided"],
        ["an organization's rule with an unknown match", [rule("a", { match: U })], "undecided"],
        ["in lists of one", [rule("a", { match: [{ ...config(), config: [config().config] }] })], "open"],
        ["of Cloud Armor: by source", [rule("a", { match: { ...config(), versionedExpr: "SRC_IPS_V1" } })], "closed"],
        ["of Cloud Armor: by expression", [rule("a", { match: { expr: { expression: "true" } } })], "closed"],
        ["of Google Native", [resource(other, { rules: [{ action: "allow", priority: 1, match: config() }] })], "open"],
        ["of Google Native, unknown rules", [resource(other, { rules: U })], "undecided"],
        [
            "of Google Native, for Cloud Armor",
            [resource(other, { type: "CLOUD_ARMOR", rules: [{ action: "allow", priority: 1, match: config() }] })],
            "closed",
        ],
    ])("%s", (_, resources, verdict) => {
        expect(judge(resources)).toBe(verdict);
    });

    it("names the place as it is written", () => {
        const [one] = composeFirewalls([rule("a")]);
        expect(one?.rules[0]?.at).toBe("match.config.layer4Configs[0]");
    });
});

describe("GCP chain", () => {
    const hierarchical = "gcp:compute/firewallPolicyRule:FirewallPolicyRule";
    const vpc = (properties: Properties) =>
        resource(
            "gcp:compute/firewall:Firewall",
            { network: "x", priority: 0, sourceRanges: ["0.0.0.0/0"], ...properties },
            { name: "vpc" },
        );

    it("a hierarchical allow ends the chain", () => {
        expect(judge([resource(hierarchical, OPEN), vpc({ denies: [{ protocol: "all" }] })])).toBe("open");
    });

    it("never clears an object: a VPC rule behind a hierarchical deny", () => {
        const denied = resource(hierarchical, { ...OPEN, action: "deny" });
        expect(judge([denied, vpc({ allows: [{ protocol: "tcp" }] })])).toBe("open");
    });

    it("associations and the enforcement order change nothing", () => {
        const parts = [
            resource(
                "gcp:compute/network:Network",
                { name: "x", networkFirewallPolicyEnforcementOrder: "BEFORE_CLASSIC_FIREWALL" },
                { name: "x" },
            ),
            resource(
                "gcp:compute/networkFirewallPolicyAssociation:NetworkFirewallPolicyAssociation",
                { attachmentTarget: "x", firewallPolicy: "policy" },
                { name: "association" },
            ),
        ];
        expect(judge([...parts, deny(), vpc({ allows: [{ protocol: "tcp" }] })])).toBe("open");
        expect(judge([...parts, deny()])).toBe("closed");
    });

    it("an unassociated policy is judged as if it were associated", () => {
        expect(judge([allow()])).toBe("open");
    });
});

it("says which countries it lets in", () => {
    const [firewall] = composeFirewalls([allow(matching({ srcIpRanges: [], srcRegionCodes: ["US", "FR"] }))]);
    expect(firewall?.rules[0]?.because[0]).toBe('match.srcRegionCodes is ["US", "FR"]');
});

it("says on which destination it depends", () => {
    const on = (match: Properties) => {
        const [firewall] = composeFirewalls([
            allow({ ...matching({ destIpRanges: ["10.0.0.4/32"] }), action: "deny", priority: 1 }, { name: "deny" }),
            allow(matching(match)),
        ]);
        return exposure(reach(firewall?.rules ?? [], tcp(6443))).causes.map(({ at, kind }) => [at, kind]);
    };
    expect(on({ destIpRanges: [U] })).toEqual([["match.destIpRanges[0]", "unknown"]]);
    expect(on({ destFqdns: ["example.com"] })).toEqual([["match.destFqdns", "foreign"]]);
});

it("says which property opens, as it is written", () => {
    const [firewall] = composeFirewalls([allow(matching({ srcNetworkContext: "INTERNET" }))]);
    const [rule] = reach(firewall?.rules ?? [], tcp(6443)).rules;
    expect(rule?.because).toEqual([
        'match.srcIpRanges[0] is "0.0.0.0/0"',
        'match.srcNetworkContext is "INTERNET"',
        'match.layer4Configs[0].ipProtocol is "tcp"',
        'match.layer4Configs[0].ports is ["6443"]',
    ]);
});

it("follows a dependency to a policy whose project is known already", () => {
    const type = "gcp:compute/networkFirewallPolicy:NetworkFirewallPolicy";
    const policy = resource(type, { name: "policy" }, { name: "pol", id: "projects/p/global/firewallPolicies/policy" });
    const passed = { propertyDependencies: { firewallPolicy: [urnOf(type, "pol")] } };
    const rule = (name: string, more: Properties) =>
        resource(
            "gcp:compute/networkFirewallPolicyRule:NetworkFirewallPolicyRule",
            { ...OPEN, firewallPolicy: U, ...more },
            { name, ...passed },
        );
    const open = rule("open", { firewallPolicy: "projects/p/global/firewallPolicies/policy" });
    expect(judge([policy, open, rule("no", { action: "deny", priority: 1 })])).toBe("closed");
    expect(judge([policy, open, rule("no", { action: "deny", priority: 2000 })])).toBe("open");
});
